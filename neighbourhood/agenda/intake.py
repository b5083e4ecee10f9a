"""Reading a calendar that others wrote: what it holds for a year, and what is left out, and why.

A file is taken apart event by event. What makes no sense as a whole is refused, with its line; an
event that makes none is left out, with its line, and the others come in.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from neighbourhood.agenda.gateways import MOST_BYTES
from neighbourhood.agenda.models.outside import (
    BODY_LIMIT,
    PLACE_LIMIT,
    TITLE_LIMIT,
    UID_LIMIT,
    URL_LIMIT,
)
from neighbourhood.agenda.months import begins
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.words.sanitising import clean_text

if TYPE_CHECKING:
    import icalendar
    import recurring_ical_events
else:
    icalendar, recurring_ical_events = lazily("icalendar"), lazily("recurring_ical_events")

MOST_EVENTS, MOST_DATES = 3000, 2000
MOST_SECONDS = 12
_LONGEST_LINE = 100_000
_OLDEST = 1970
_BEGIN = "BEGIN:VEVENT"
_BY_DAY = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
# Rules finer than a day, and those that may never come true: nobody looks for them to the end.
_TOO_FINE = ("BYHOUR", "BYMINUTE", "BYSECOND", "BYYEARDAY", "BYWEEKNO")
_READ = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE")
_OF_A_SERIES = ("RRULE", "RDATE", "RECURRENCE-ID")
_SELDOM = ("BYMONTHDAY", "BYSETPOS")


class UnreadableCalendar(DomainError):
    """A file is no calendar, or one that nobody should take apart."""

    status = 422
    sentence = _l("Ce calendrier ne peut pas être lu (ligne %(line)s) : %(why)s")


NOT_ONE = _l("ce n’est pas un calendrier au format iCalendar.")
NOT_TEXT = _l("il y a là des signes qui ne sont pas du texte (UTF-8).")
TOO_LONG = _l("il est trop long pour être lu ici.")
BROKEN = _l("cette ligne n’a pas de sens.")
NO_START = _l("on ne comprend pas quand cela commence.")
ODD_RULE = _l("on ne comprend pas quand cela se répète.")
BROKEN_PART = _l("une de ses lignes n’a pas de sens.")
NO_TITLE = _l("il n’a pas de titre.")
PRIVATE = _l("il est marqué comme privé.")


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
    for at, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            raise UnreadableCalendar(line=at, why=TOO_LONG)
    return text


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

    def take(self, events: Iterable[Any]) -> Read:
        """Take its events, those of one name together: some stand for dates of others."""
        named: dict[str, list[Any]] = {}
        for event in events:
            why = fault_of(event)
            if why is not None:
                self._leave(event, why)
            else:
                named.setdefault(name_of(event), []).append(event)
        for uid, those in named.items():
            self._take_named(uid, those)
        return self.found

    def _leave(self, event: Any, why: Any) -> None:
        self.found.left_out.append(LeftOut(self.at.get(id(event), 1), why))

    def _take_named(self, uid: str, those: Sequence[Any]) -> None:
        if time.monotonic() > self.deadline or len(self.found.events) > MOST_DATES:
            raise UnreadableCalendar(line=self.at.get(id(those[0]), 1), why=TOO_LONG)
        try:
            dates = list(self._dates(uid, those))
        except Exception:  # noqa: BLE001 - the rule of a stranger may be anything
            self._leave(those[0], ODD_RULE)
            return
        self.found.events += dates

    def _dates(self, uid: str, those: Sequence[Any]) -> Iterator[Incoming]:
        alone = icalendar.Calendar()
        alone.subcomponents = [*self.whole.walk("VTIMEZONE"), *those]
        # Asked before it is taken apart: then each date bears the name of a date.
        series = any(name in one for one in those for name in _OF_A_SERIES)
        found = recurring_ical_events.of(alone).between(self.first, self.last)
        once: dict[str, Incoming] = {}
        for one in found:
            told = self._incoming(uid, one, is_one_of=series)
            once[told.recurrence] = told
        yield from once.values()

    def _incoming(self, uid: str, one: Any, *, is_one_of: bool) -> Incoming:
        starts, ends = one["DTSTART"].dt, one["DTEND"].dt if "DTEND" in one else None
        whole = not isinstance(starts, datetime)
        begin, end = self._moment(starts), self._moment(ends or starts)
        rank = one["RECURRENCE-ID"].dt if "RECURRENCE-ID" in one else starts
        return Incoming(
            uid=uid,
            recurrence=self._moment(rank).isoformat() if is_one_of else "",
            starts_at=begin,
            ends_at=max(end, begin + timedelta(days=1) if whole else begin),
            whole_days=whole,
            title=_line(one, "SUMMARY", TITLE_LIMIT),
            body=clean_text(_said(one, "DESCRIPTION"))[:BODY_LIMIT],
            place=_line(one, "LOCATION", PLACE_LIMIT),
            url=_address(one),
            is_cancelled=_said(one, "STATUS").upper() == "CANCELLED",
        )

    def _moment(self, when: date) -> datetime:
        if not isinstance(when, datetime):
            return begins(when, self.clocks)  # type: ignore[arg-type]
        placed = when if when.tzinfo else when.replace(tzinfo=self.clocks)
        return placed.astimezone(UTC)


def name_of(event: Any) -> str:
    """Return the name an event keeps; one without is named by what it says."""
    said = " ".join(_said(event, "UID").split())
    if said and len(said) <= UID_LIMIT:
        return said
    told = said or f"{event['DTSTART'].dt} {_said(event, 'SUMMARY')}"
    return hashlib.sha256(told.encode()).hexdigest()


def fault_of(event: Any) -> Any:
    """Return why an event does not come in, in words; None for one that does."""
    if any(_is_broken(event, name) for name in _READ):
        return NO_START if _is_broken(event, "DTSTART") else BROKEN_PART
    starts = getattr(event.get("DTSTART"), "dt", None)
    if not isinstance(starts, date) or starts.year < 1900:
        return NO_START
    if not _line(event, "SUMMARY", TITLE_LIMIT):
        return NO_TITLE
    if _said(event, "CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"}:
        return PRIVATE
    return ODD_RULE if any(is_odd(rule, starts) for rule in _each(event.get("RRULE"))) else None


def _is_broken(event: Any, name: str) -> bool:
    """Tell whether what an event says under a name makes no sense."""
    said = event.get(name, ())
    return any(isinstance(one, icalendar.vBroken) for one in _each(said))


def _each(said: Any) -> list[Any]:
    return said if isinstance(said, list) else [said] if said else []


def is_odd(rule: Any, starts: date) -> bool:
    """Tell whether a rule is none that a neighbour would follow: each of them ends in time."""
    every = [str(one).upper() for one in rule.get("FREQ", ())]
    if len(every) != 1 or every[0] not in _BY_DAY or starts.year < _OLDEST:
        return True
    numbers = [*rule.get("INTERVAL", [1]), *rule.get("COUNT", [1])]
    if any(not isinstance(number, int) or not 1 <= number < 10_000 for number in numbers):
        return True
    seldom = every[0] in {"DAILY", "WEEKLY"} and any(part in rule for part in _SELDOM)
    return seldom or any(part in rule for part in _TOO_FINE)


def _said(event: Any, name: str) -> str:
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "")


def _line(event: Any, name: str, limit: int) -> str:
    return clean_text(_said(event, name), one_line=True)[:limit].strip()


def _address(event: Any) -> str:
    said = _said(event, "URL").strip()
    fits = said.startswith(("https://", "http://")) and len(said) <= URL_LIMIT
    return said if fits and said.isascii() and " " not in said else ""
