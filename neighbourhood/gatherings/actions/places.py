"""The places of a date: who gets one, who waits, and who is next.

Whoever waits is next in order, as soon as there is room for all of them; a party too large for the
places that are free keeps its rank, and lets smaller ones behind it go first. The caller holds the
date.
"""

from collections.abc import Sequence

from sqlalchemy import insert

from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.kinds import news
from neighbourhood.gatherings.models.coming import Coming, ComingStatus
from neighbourhood.gatherings.models.gatherings import Occurrence
from neighbourhood.gatherings.queries import coming as queries
from neighbourhood.gatherings.queries.gatherings import may_have_place
from neighbourhood.gatherings.queries.series import answers_of
from neighbourhood.gatherings.telling import let_out, tell, welcome
from neighbourhood.residents.models.residents import Resident


def seat(
    occurrence: Occurrence, resident: Resident, *, party: int, agent_id: int | None = None
) -> Coming:
    """Give somebody a place if there is room, else a rank among those who wait."""
    return seat_all([occurrence], resident, party=party, agent_id=agent_id)[0]


def seat_all(
    dates: Sequence[Occurrence], resident: Resident, *, party: int, agent_id: int | None = None
) -> list[Coming]:
    """Do so on each of some dates of one gathering, in as many statements as on one."""
    known = answers_of(resident.id, dates)
    if len(known) < len(dates):
        _note_none([one for one in dates if one.id not in known], resident)
        known = answers_of(resident.id, dates)
    answers = [known[one.id] for one in dates]
    fresh = [one for one in answers if one.has_left]
    for coming in fresh:
        coming.party, coming.agent_id, coming.since = party, agent_id, now()
        coming.changed_at = coming.agreed_at = coming.attended = None
        at_home = coming.occurrence.is_at_home
        coming.become(ComingStatus.ASKED if at_home else ComingStatus.WAITING)
        if coming.is_waiting:
            _give_place(coming)
    db.session.flush()
    undoing.forget_all(Coming.ABOUT, [one.id for one in fresh])
    if any(one.is_coming for one in fresh):
        welcome(fresh[0].gathering, resident)
    return answers


def _note_none(dates: Sequence[Occurrence], resident: Resident) -> None:
    """Make the rows of dates for which somebody answered nothing yet: one statement."""
    one = {"resident_id": resident.id, "party": 1, "status": ComingStatus.LEFT, "since": now()}
    rows = [{**one, "gathering_id": date.gathering_id, "occurrence_id": date.id} for date in dates]
    db.session.execute(insert(Coming), rows)


def take_place(coming: Coming) -> bool:
    """Give a place to who waits, when there is room for all of them; tell whether there was."""
    if not _give_place(coming):
        return False
    db.session.flush()
    welcome(coming.gathering, coming.resident)
    return True


def _give_place(coming: Coming) -> bool:
    has_room = coming.occurrence.has_room_for(coming.party)
    if has_room:
        coming.become(ComingStatus.COMING)
        coming.occurrence.taken += coming.party
    return has_room


def free(coming: Coming) -> None:
    """Take somebody off the list, and give the place on."""
    had_place = coming.is_coming
    coming.become(ComingStatus.LEFT)
    if had_place:
        coming.occurrence.taken -= coming.party
        db.session.flush()
        let_out(coming.gathering, coming.resident_id)
        move_up(coming.occurrence)


def move_up(occurrence: Occurrence) -> None:
    """Give the places that are free to those who wait, in order, and tell each of them once."""
    if not occurrence.is_ahead:
        return
    for coming in queries.waiting(occurrence):
        if not occurrence.places_left and occurrence.places_left is not None:
            return
        if may_have_place(coming.resident, coming.gathering) and take_place(coming):
            tell(coming.resident, news.PROMOTED, occurrence)
