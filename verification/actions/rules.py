"""Which proofs a town takes."""

from neighbourhood.foundation.database import db
from neighbourhood.foundation.policies import require
from neighbourhood.places.models import Municipality
from verification import queries
from verification.models import ForbiddenMethod, Method
from verification.policies import LastMethod


def allow(municipality: Municipality, method: Method) -> None:
    """Take `method` as a proof in this town; a second time changes nothing."""
    rule = db.session.get(ForbiddenMethod, (municipality.id, method))
    if rule is not None:
        db.session.delete(rule)


def forbid(municipality: Municipality, method: Method) -> None:
    """Take `method` no more for new claims; those under way go on."""
    forbidden = queries.forbidden_methods(municipality.id)
    if method in forbidden:
        return
    require(len(forbidden) + 1 < len(Method), LastMethod)
    db.session.add(ForbiddenMethod(municipality_id=municipality.id, method=method))
