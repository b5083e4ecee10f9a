"""What one neighbour may read of another."""

from sqlalchemy import ScalarSelect, func, not_, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words import nobody
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import may_see_full_name, may_see_profile
from neighbourhood.residents.queries.blocks import apart, are_apart


def profile(viewer: Resident, resident_id: int) -> Resident:
    """Return the resident `viewer` may look at; `Missing` for anyone else."""
    statement = (
        select(Resident)
        .options(joinedload(Resident.quartier))
        .where(Resident.id == resident_id, not_(apart(viewer.id, Resident.id)))
    )
    resident: Resident | None = db.session.scalar(statement)
    if resident is None or not may_see_profile(viewer, resident):
        raise Missing
    return resident


def name_for(resident: Resident, viewer: Resident | None) -> str:
    """Return the name of `resident` as `viewer` may read it; of who has left, the word for all."""
    own = viewer is not None and viewer.id == resident.id
    return called(resident, viewer) if own or resident.is_active else nobody.word()


def called(resident: Resident, viewer: Resident | None) -> str:
    """Return the name that tells `viewer` who does something, even as they leave."""
    return resident.full_name if may_see_full_name(viewer, resident) else resident.public_name


def hand_for(agent: Resident | None, principal_id: int | None, viewer: Resident | None) -> str:
    """Return the name of who acted for a principal, nothing where nobody did.

    The principal reads it in full, whoever that is; all others as it is signed. Whoever is kept
    apart from the agent reads no name.
    """
    if agent is None or (viewer is not None and are_apart(viewer.id, agent.id)):
        return ""
    concerned = viewer is not None and viewer.id == principal_id
    return agent.full_name if concerned else agent.public_name


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
