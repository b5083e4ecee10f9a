"""Which proofs a town takes."""

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Municipality
from verification.models.claims import ForbiddenMethod
from verification.policies.refusals import LastMethod
from verification.proving.registry import proof_codes
from verification.queries import claims


def allow(municipality: Municipality, method: str) -> None:
    """Take `method` as a proof in this town; a second time changes nothing."""
    rule = db.session.get(ForbiddenMethod, (municipality.id, method))
    if rule is not None:
        db.session.delete(rule)


def forbid(municipality: Municipality, method: str) -> None:
    """Take `method` no more for new claims; those under way go on."""
    forbidden = claims.forbidden_methods(municipality.id)
    if method in forbidden:
        return
    require(len(forbidden) + 1 < len(proof_codes()), LastMethod)
    db.session.add(ForbiddenMethod(municipality_id=municipality.id, method=method))
