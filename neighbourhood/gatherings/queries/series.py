"""Reading and holding the dates of a series at once, however many there are."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.queries.coming import LIVE
from neighbourhood.gatherings.queries.gatherings import is_ahead


def held_ahead(gathering: Gathering) -> Sequence[Occurrence]:
    """Hold the dates still to begin of a gathering that is held already."""
    dates = select(Occurrence).where(Occurrence.gathering_id == gathering.id, is_ahead())
    ordered = dates.order_by(Occurrence.starts_at, Occurrence.id)
    return db.session.scalars(held(ordered, Occurrence)).all()


def counted_on(dates: Iterable[Occurrence], *, but: int) -> dict[int, set[int]]:
    """Return who counts on each of some dates, by date; all but one resident."""
    ids = [one.id for one in dates]
    found: dict[int, set[int]] = {one: set() for one in ids}
    standing = Coming.occurrence_id.in_(ids), Coming.status.in_(LIVE), Coming.resident_id != but
    for date, resident in db.session.execute(
        select(Coming.occurrence_id, Coming.resident_id).where(*standing)
    ):
        found[date].add(resident)
    return found


def answers_of(resident_id: int, dates: Iterable[Occurrence]) -> dict[int, Coming]:
    """Return all that a resident answered for some dates, as it stands by now, by date."""
    ids = [one.id for one in dates]
    own = Coming.resident_id == resident_id, Coming.occurrence_id.in_(ids)
    rows = select(Coming).where(*own).execution_options(populate_existing=True)
    return {row.occurrence_id: row for row in db.session.scalars(rows)}
