"""Finding residents, and the names they go by."""

from sqlalchemy import ScalarSelect, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.database import db
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.tokens import fingerprint
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models import Resident, SignIn
from neighbourhood.residents.policies import may_see_full_name, may_see_profile


def by_email(email: str) -> Resident | None:
    """Return the account of `email`, whatever its case."""
    return db.session.scalar(select(Resident).where(Resident.email == email.lower()))


# Asked on every page: built once.
_SIGNED_IN = (
    select(Resident)
    .join(SignIn, SignIn.resident_id == Resident.id)
    .outerjoin(Resident.quartier)
    # The outline is kilobytes that most pages have no use for: read when it is looked at.
    .options(contains_eager(Resident.quartier).defer(Quartier.boundary))
    .where(
        SignIn.fingerprint == bindparam("fingerprint"),
        SignIn.ended_at.is_(None),
        Resident.closed_at.is_(None),
    )
)


def by_sign_in(token: str) -> Resident | None:
    """Return who is signed in with `token`, with their quartier, in one statement."""
    return db.session.scalar(_SIGNED_IN, {"fingerprint": fingerprint(token)})


def sign_in_of(token: str) -> SignIn | None:
    """Return the sign-in that `token` opened."""
    return db.session.scalar(select(SignIn).where(SignIn.fingerprint == fingerprint(token)))


def profile(viewer: Resident, resident_id: int) -> Resident:
    """Return the resident `viewer` may look at; `Missing` for anyone else."""
    statement = (
        select(Resident).options(joinedload(Resident.quartier)).where(Resident.id == resident_id)
    )
    resident: Resident | None = db.session.scalar(statement)
    if resident is None or not may_see_profile(viewer, resident):
        raise Missing
    return resident


def name_for(resident: Resident, viewer: Resident | None) -> str:
    """Return the name of `resident` as `viewer` may read it."""
    return resident.full_name if may_see_full_name(viewer, resident) else resident.public_name


def neighbours_count(resident_id: int) -> ScalarSelect[int]:
    """Count the verified neighbours in the quartier of a resident, that resident included."""
    mine = select(Resident.quartier_id).where(Resident.id == resident_id).scalar_subquery()
    return (
        select(func.count())
        .where(
            Resident.quartier_id == mine,
            Resident.verified_at.is_not(None),
            Resident.closed_at.is_(None),
        )
        .scalar_subquery()
    )


def verified_in(quartier_id: int) -> int:
    """Count the verified residents of a quartier."""
    counted = select(func.count()).where(
        Resident.quartier_id == quartier_id,
        Resident.verified_at.is_not(None),
        Resident.closed_at.is_(None),
    )
    return db.session.scalar(counted) or 0
