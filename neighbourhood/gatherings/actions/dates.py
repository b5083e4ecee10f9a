"""Making the dates of a series ahead, a few months at a time: done twice, it changes nothing."""

from datetime import datetime, timedelta
from itertools import islice, takewhile

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.gatherings.actions.places import seat_all
from neighbourhood.gatherings.models.gatherings import (
    Gathering,
    GatheringStatus,
    Occurrence,
    OccurrenceStatus,
)
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.rhythms import on_clocks, starts_of
from neighbourhood.gatherings.telling import show_card

AHEAD = timedelta(days=120)
_MOST_AT_ONCE = 60


def make_dates(gathering: Gathering) -> list[Occurrence]:
    """Make the dates of a gathering that are missing in the coming months, the next one always.

    The caller holds the gathering.
    """
    known = {one.original_start for one in queries.dates_of(gathering)}
    fresh = [
        make_date(gathering, start) for start in _coming(gathering, known) if start not in known
    ]
    db.session.add_all(fresh)
    db.session.flush()
    return fresh


def _coming(gathering: Gathering, known: set[datetime]) -> list[datetime]:
    horizon, after = now() + AHEAD, max(known, default=None)
    # What lies before the last that was made was made, or is not wanted.
    missing = (one for one in starts_of(gathering) if after is None or one > after)
    ahead = list(takewhile(lambda one: one <= horizon, missing))[:_MOST_AT_ONCE]
    return ahead or ([] if known else list(islice(starts_of(gathering), 1)))


def make_date(gathering: Gathering, start: datetime) -> Occurrence:
    """Return one date of a gathering, as its rule has it."""
    return Occurrence(
        gathering=gathering,
        original_start=start,
        starts_at=start,
        ends_at=start + timedelta(minutes=gathering.minutes),
        place="",
        words="",
        taken=0,
        status=OccurrenceStatus.PLANNED,
    )


def look_at(gathering_id: int) -> None:
    """Make what is missing of a series, and close what is over; a second time changes nothing."""
    gathering = hold(Gathering, gathering_id)
    if not gathering.is_open:
        return
    fresh = make_dates(gathering)
    for regular in answers.regulars(gathering):
        if not queries.may_have_place(regular.resident, gathering):
            continue
        seat_all(fresh, regular.resident, party=regular.party)
    if _is_over(gathering):
        gathering.become(GatheringStatus.CLOSED)
    db.session.flush()
    show_card(gathering)


def _is_over(gathering: Gathering) -> bool:
    ahead = any(one.is_planned and one.ends_at > now() for one in queries.dates_of(gathering))
    last = gathering.last_on or gathering.first_on
    return not ahead and last < on_clocks(gathering.zone, now()).date()
