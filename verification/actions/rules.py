"""Which proofs a town takes."""

import logging
from collections.abc import Collection

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Municipality
from verification.models.claims import ForbiddenMethod
from verification.policies.refusals import LastMethod
from verification.policies.rules import keeps_a_way
from verification.proving.registry import proof_codes
from verification.queries import claims

log = logging.getLogger(__name__)


def allow(municipality: Municipality, method: str) -> None:
    """Take `method` as a proof in this town; a second time changes nothing."""
    rule = db.session.get(ForbiddenMethod, (municipality.id, method))
    if rule is not None:
        db.session.delete(rule)
        _note(municipality, method, "allowed")


def forbid(municipality: Municipality, method: str) -> None:
    """Take `method` no more for new claims; those under way go on."""
    # Two who each take one of the last two away wait for each other.
    holding.hold(Municipality, municipality.id)
    forbidden = claims.forbidden_methods(municipality.id)
    if method in forbidden:
        return
    require(keeps_a_way({*proof_codes()} - {*forbidden, method}), LastMethod)
    db.session.add(ForbiddenMethod(municipality_id=municipality.id, method=method))
    db.session.flush()
    _note(municipality, method, "forbidden")


def take(municipality: Municipality, methods: Collection[str]) -> bool:
    """Take exactly these proofs; tell whether that changes anything."""
    require(keeps_a_way(methods), LastMethod)
    forbidden = claims.forbidden_methods(municipality.id)
    allowed = sorted(forbidden.intersection(methods))
    refused = [code for code in proof_codes() if code not in {*methods, *forbidden}]
    for code in allowed:
        allow(municipality, code)
    db.session.flush()
    for code in refused:
        forbid(municipality, code)
    return bool(allowed or refused)


def _note(municipality: Municipality, method: str, became: str) -> None:
    facts = {"town": municipality.insee, "proof": method, "became": became}
    log.info("a proof of address was changed", extra=facts)
