"""What is held on days, as calendars are told it: each with the number of its edition."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from neighbourhood.agenda.actions import editions
from neighbourhood.agenda.models.addresses import CalendarEntry
from neighbourhood.agenda.queries import addresses, days
from neighbourhood.feed import happenings
from neighbourhood.feed.happenings import Happening
from neighbourhood.foundation.outside import calendars
from neighbourhood.foundation.outside.calendars import Event
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.keeping import today
from neighbourhood.residents.models.residents import Resident

KEPT_FOR, AHEAD = timedelta(days=31), timedelta(days=366)
_STATUSES: Mapping[str, str] = {
    happenings.PLANNED: calendars.CONFIRMED,
    happenings.TENTATIVE: calendars.TENTATIVE,
    happenings.CANCELLED: calendars.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Edition:
    """A calendar as it stands: what tells it from another one, and since when it is so."""

    events: Sequence[Event]
    etag: str
    changed_at: datetime | None


def edition_for(owner: Resident, shows: Iterable[str], told_as: str) -> Edition:
    """Return the calendar of some of what `owner` may read; `told_as` is how it is called."""
    first = today() - KEPT_FOR
    return edition_of(days.between(owner, first, today() + AHEAD, shows), told_as)


def glimpse_of(one: Happening) -> Event:
    """Return one thing as a calendar would be told it: whoever only looks at it changes nothing."""
    known = addresses.editions([one.key]).get(one.key)
    if known is not None and known.digest == digest_of(one):
        return event_of(one, known)
    number = 0 if known is None else known.sequence + 1
    return event_of(one, CalendarEntry(key=one.key, sequence=number, changed_at=now()))


def edition_of(those: Sequence[Happening], told_as: str) -> Edition:
    """Return these as a calendar is told them, and note that it was."""
    entries = _entries(those)
    events = [event_of(one, entries[one.key]) for one in those]
    marks = [told_as, *(f"{event.key} {event.sequence}" for event in events)]
    etag = hashlib.sha256("\n".join(marks).encode()).hexdigest()[:32]
    changed = max((entry.changed_at for entry in entries.values()), default=None)
    return Edition(events, etag, changed)


def _entries(those: Sequence[Happening]) -> Mapping[str, CalendarEntry]:
    """Return the edition of each, the next one where it was told otherwise before."""
    digests = {one.key: digest_of(one) for one in those}
    known = addresses.editions(list(digests))
    fresh = {
        key: digest
        for key, digest in digests.items()
        if key not in known or known[key].digest != digest
    }
    if not fresh:
        return known
    with transaction():
        editions.note(fresh)
    return addresses.editions(list(digests))


def digest_of(one: Happening) -> str:
    """Return what tells one edition of an event from another."""
    said = [one.starts.isoformat(), one.ends.isoformat(), one.title, one.where, one.status, one.by]
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def event_of(one: Happening, entry: CalendarEntry) -> Event:
    """Return a thing as calendars write it."""
    return Event(
        key=one.key,
        starts=one.starts,
        ends=one.ends,
        title=one.title,
        changed_at=entry.changed_at,
        status=_STATUSES[one.status],
        sequence=entry.sequence,
        path=one.path,
        place=one.where,
        body=one.by,
        fills_time=one.mine,
        zone=one.zone,
    )
