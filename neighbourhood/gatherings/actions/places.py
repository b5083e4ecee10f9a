"""The places of a date: who gets one, who waits, and who is next.

Whoever waits is next in order, as soon as there is room for all of them; a party too large for the
places that are free keeps its rank, and lets smaller ones behind it go first. The caller holds the
date.
"""

from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.kinds import news
from neighbourhood.gatherings.models.coming import Coming, ComingStatus
from neighbourhood.gatherings.models.gatherings import Occurrence
from neighbourhood.gatherings.queries import coming as queries
from neighbourhood.gatherings.telling import let_out, tell, welcome
from neighbourhood.residents.models.residents import Resident


def seat(
    occurrence: Occurrence, resident: Resident, *, party: int, agent_id: int | None = None
) -> Coming:
    """Give somebody a place if there is room, else a rank among those who wait."""
    found = queries.coming_of(resident.id, occurrence)
    if found is not None and not found.has_left:
        return found
    if found is None:
        found = Coming(
            gathering=occurrence.gathering,
            occurrence=occurrence,
            resident=resident,
            was_there=False,
        )
        found.status, found.thanks = ComingStatus.LEFT, ""
    found.party, found.agent_id, found.since = party, agent_id, now()
    found.changed_at = found.agreed_at = found.attended = None
    found.become(ComingStatus.ASKED if occurrence.is_at_home else ComingStatus.WAITING)
    db.session.add(found)
    db.session.flush()
    undoing.forget(Coming.ABOUT, found.id)
    if found.is_waiting:
        take_place(found)
    return found


def take_place(coming: Coming) -> bool:
    """Give a place to who waits, when there is room for all of them; tell whether there was."""
    occurrence = coming.occurrence
    if not occurrence.has_room_for(coming.party):
        return False
    coming.become(ComingStatus.COMING)
    occurrence.taken += coming.party
    db.session.flush()
    welcome(coming.gathering, coming.resident)
    return True


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
        if take_place(coming):
            tell(coming.resident, news.PROMOTED, occurrence)
