"""Finding residents, and the names they go by."""

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.database import db
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.tokens import fingerprint
from neighbourhood.residents.models import Resident, SignIn
from neighbourhood.residents.policies import may_see_full_name, may_see_profile


def by_email(email: str) -> Resident | None:
    """Return the account of `email`, whatever its case."""
    return db.session.scalar(select(Resident).where(Resident.email == email.lower()))


def by_sign_in(token: str) -> Resident | None:
    """Return who is signed in with `token`, with their quartier, in one statement."""
    statement = (
        select(Resident)
        .join(SignIn, SignIn.resident_id == Resident.id)
        .outerjoin(Resident.quartier)
        .options(contains_eager(Resident.quartier))
        .where(
            SignIn.fingerprint == fingerprint(token),
            SignIn.ended_at.is_(None),
            Resident.closed_at.is_(None),
        )
    )
    return db.session.scalar(statement)


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
