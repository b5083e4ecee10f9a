"""Who lives with whom, as far as it is proved: where two are asked, one home is one of them."""

from collections.abc import Collection, Iterable

from sqlalchemy import Select, or_, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.residents import Resident


def at_home(resident: Resident) -> Select[int]:
    """Select `resident`, and whoever lives with them."""
    same = Resident.id == resident.id
    if resident.address_id is not None:
        same = or_(same, Resident.address_id == resident.address_id)
    return select(Resident.id).where(same).correlate_except(Resident)


def those_at_home_of(account_ids: Collection[int]) -> set[int]:
    """Return these accounts, and whoever lives with one of them."""
    theirs = select(Resident.address_id).where(Resident.id.in_(account_ids))
    there = select(Resident.id).where(Resident.address_id.in_(theirs))
    return {*account_ids, *db.session.scalars(there)}


def is_of_one_home(resident: Resident, others: Iterable[int | None]) -> bool:
    """Tell whether `resident` is one of these accounts, or lives with one of them."""
    known = {one for one in others if one is not None}
    if not known or resident.id in known:
        return bool(known)
    there = at_home(resident).where(Resident.id.in_(known))
    return db.session.scalar(there.limit(1)) is not None
