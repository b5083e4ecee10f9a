"""Reading a calendar that others wrote: what it holds for a year, and what is left out, and why.

A file is taken apart event by event. What makes no sense as a whole is refused, with its line; an
event that makes none is left out, with its line, and the others come in.
"""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from neighbourhood.agenda import rules
from neighbourhood.agenda.gateways import MOST_BYTES
from neighbourhood.agenda.models.outside import BODY_LIMIT, PLACE_LIMIT, TITLE_LIMIT
from neighbourhood.agenda.months import begins
from neighbourhood.agenda.rules import ODD_RULE, address_of, line, name_of, rules_of, said
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.words.sanitising import clean_text

if TYPE_CHECKING:
    import icalendar
    import recurring_ical_events
else:
    icalendar, recurring_ical_events = lazily("icalendar"), lazily("recurring_ical_events")

MOST_EVENTS, MOST_DATES = 3000, 2000
_MOST_LISTED = 5 * MOST_DATES
MOST_SECONDS = 12
# Of one event: how many rules it may follow. Each takes a while, and a year of it fits the limit.
_MOST_RULES = 5
_LISTED = re.compile(r"^(?:RDATE|EXDATE)[;:]", re.IGNORECASE)
_LONGEST_LINE = 100_000
_BEGIN = "BEGIN:VEVENT"
_OF_A_SERIES = ("RRULE", "RDATE", "RECURRENCE-ID")


class UnreadableCalendar(DomainError):
    """A file is no calendar, or one that nobody should take apart."""

    sentence = _l("Ce calendrier ne peut pas être lu (ligne %(line)s) : %(why)s")


NOT_ONE = _l("ce n’est pas un calendrier au format iCalendar.")
NOT_TEXT = _l("il y a là des signes qui ne sont pas du texte (UTF-8).")
TOO_LONG = _l("il est trop long pour être lu ici.")
BROKEN = _l("cette ligne n’a pas de sens.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One date of an event, as it would come in."""

    uid: str
    recurrence: str
    starts_at: datetime
    ends_at: datetime
    whole_days: bool
    title: str
    body: str
    place: str
    url: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An event that does not come in: on which line it begins, and why."""

    line: int
    why: Any


@dataclass(slots=True)
class Read:
    """What a calendar holds between two days."""

    events: list[Incoming] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read(data: bytes, clocks: tzinfo, first: date, last: date) -> Read:
    """Read what is held from one day to another; hours that name no clocks are on `clocks`."""
    text = _text(data)
    lines = [at for at, line in enumerate(text.split("\n"), 1) if line.strip().upper() == _BEGIN]
    if len(lines) > MOST_EVENTS:
        raise UnreadableCalendar(line=lines[MOST_EVENTS], why=TOO_LONG)
    _count_listed(text)
    whole = _parsed(text)
    events = list(whole.walk("VEVENT"))
    # An event within another thing than the calendar is told no line of its own.
    at = dict(zip(map(id, events), lines, strict=False))
    return _Reading(whole, at, clocks, first, last).take(events)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise UnreadableCalendar(line=data[:MOST_BYTES].count(b"\n") + 1, why=TOO_LONG)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = data[: error.start].count(b"\n") + 1
        raise UnreadableCalendar(line=where, why=NOT_TEXT) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise UnreadableCalendar(line=text[: text.index("\0")].count("\n") + 1, why=NOT_TEXT)
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise UnreadableCalendar(line=1, why=NOT_ONE)
    for at, row in enumerate(text.split("\n"), 1):
        if len(row) > _LONGEST_LINE:
            raise UnreadableCalendar(line=at, why=TOO_LONG)
    return text


def _count_listed(text: str) -> None:
    """Refuse what lists more dates than a year of a town holds, before it is taken apart."""
    number, listing = 0, False
    for at, row in enumerate(text.split("\n"), 1):
        begins_anew = not row.startswith((" ", "\t"))
        listing = bool(_LISTED.match(row)) if begins_anew else listing
        number += (row.count(",") + begins_anew) if listing else 0
        if number > _MOST_LISTED:
            raise UnreadableCalendar(line=at, why=TOO_LONG)


def _parsed(text: str) -> "icalendar.Calendar":
    try:
        found = icalendar.Calendar.from_ical(text.replace("\n", "\r\n"))
    except Exception as error:  # noqa: BLE001 - whatever a stranger wrote, its reader may trip
        raise UnreadableCalendar(line=_line_of(text, error), why=BROKEN) from None
    if not isinstance(found, icalendar.Calendar):
        raise UnreadableCalendar(line=1, why=NOT_ONE)
    return found


def _line_of(text: str, error: Exception) -> int:
    """Return the line that its reader tripped over, as far as it says which."""
    said = str(error)
    lines = text.split("\n")
    found = (at for at, line in enumerate(lines, 1) if len(line) > 1 and line[:60] in said)
    return next(found, len(lines))


def _fault_of(event: Any, series: Any) -> Any:
    """Return why an event does not come in, once its series has said what it does not."""
    try:
        if series is not None:
            rules.complete(event, series)
    except Exception:  # noqa: BLE001 - whatever a stranger wrote
        return rules.BROKEN_PART
    return rules.fault_of(event)


@dataclass(slots=True)
class _Reading:
    """One calendar being taken apart."""

    whole: "icalendar.Calendar"
    at: dict[int, int]
    clocks: tzinfo
    first: date
    last: date
    deadline: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)
    found: Read = field(default_factory=Read)

    def take(self, events: Sequence[Any]) -> Read:
        """Take its events, those of one name together: some stand for dates of others."""
        named: dict[str, list[Any]] = {}
        of = rules.series_of(events)
        for event in events:
            series = of.get(said(event, "UID")) if rules.stands_apart(event) else None
            why = _fault_of(event, series)
            if why is not None:
                self._leave(event, why)
                if series is not None:
                    rules.leave_out(event, series)
            else:
                named.setdefault(name_of(event), []).append(event)
        for uid, those in named.items():
            self._take_named(uid, those)
        return self.found

    def _leave(self, event: Any, why: Any) -> None:
        self.found.left_out.append(LeftOut(self.at.get(id(event), 1), why))

    def _take_named(self, uid: str, those: Sequence[Any]) -> None:
        self._bound(those, 0)
        if sum(rules_of(one) for one in those) > _MOST_RULES:
            self._leave(those[0], ODD_RULE)
            return
        try:
            dates = list(self._dates(uid, those))
        except UnreadableCalendar:
            raise
        except Exception:  # noqa: BLE001 - the rule of a stranger may be anything
            self._leave(those[0], ODD_RULE)
            return
        self.found.events += dates

    def _bound(self, those: Sequence[Any], more: int) -> None:
        """Refuse the whole once it is too long for the time it takes, or for how much it holds."""
        too_many = len(self.found.events) + more > MOST_DATES
        if too_many or time.monotonic() > self.deadline:
            raise UnreadableCalendar(line=self.at.get(id(those[0]), 1), why=TOO_LONG)

    def _dates(self, uid: str, those: Sequence[Any]) -> Iterator[Incoming]:
        alone = icalendar.Calendar()
        alone.subcomponents = [*self.whole.walk("VTIMEZONE"), *those]
        # Asked before it is taken apart: then each date bears the name of a date.
        series = any(name in one for one in those for name in _OF_A_SERIES)
        found = recurring_ical_events.of(alone).between(self.first, self.last)
        once: dict[str, Incoming] = {}
        for one in found:
            self._bound(those, len(once))
            told = self._incoming(uid, one, is_one_of=series)
            once[told.recurrence] = told
        self._bound(those, len(once))
        yield from once.values()

    def _incoming(self, uid: str, one: Any, *, is_one_of: bool) -> Incoming:
        starts, ends = one["DTSTART"].dt, one["DTEND"].dt if "DTEND" in one else None
        whole = not isinstance(starts, datetime)
        begin, end = self._moment(starts), self._moment(ends or starts)
        return Incoming(
            uid=uid,
            recurrence=self._moment(rules.rank_of(one)).isoformat() if is_one_of else "",
            starts_at=begin,
            ends_at=max(end, begin + timedelta(days=1) if whole else begin),
            whole_days=whole,
            title=line(one, "SUMMARY", TITLE_LIMIT),
            body=clean_text(said(one, "DESCRIPTION"))[:BODY_LIMIT],
            place=line(one, "LOCATION", PLACE_LIMIT),
            url=address_of(one),
            is_cancelled=said(one, "STATUS").upper() == "CANCELLED",
        )

    def _moment(self, when: date) -> datetime:
        if not isinstance(when, datetime):
            return begins(when, self.clocks)  # type: ignore[arg-type]
        placed = when if when.tzinfo else when.replace(tzinfo=self.clocks)
        return placed.astimezone(UTC)
