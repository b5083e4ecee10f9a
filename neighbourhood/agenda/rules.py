"""What an event of others must be to come in: a beginning, a title, a rule one can follow."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from neighbourhood.agenda.models.outside import TITLE_LIMIT, UID_LIMIT, URL_LIMIT
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.words.sanitising import clean_text

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = lazily("icalendar")

_OLDEST = 1970
_BY_DAY = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
# Rules finer than a day, and those that may never come true: nobody looks for them to the end.
_TOO_FINE = ("BYHOUR", "BYMINUTE", "BYSECOND", "BYYEARDAY", "BYWEEKNO")
_READ = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE")
_SELDOM = ("BYMONTHDAY", "BYSETPOS")

NO_START = _l("on ne comprend pas quand cela commence.")
ODD_RULE = _l("on ne comprend pas quand cela se répète.")
BROKEN_PART = _l("une de ses lignes n’a pas de sens.")
NO_TITLE = _l("il n’a pas de titre.")
PRIVATE = _l("il est marqué comme privé.")


def name_of(event: Any) -> str:
    """Return the name an event keeps; one without is named by what it says."""
    name = " ".join(said(event, "UID").split())
    if name and len(name) <= UID_LIMIT:
        return name
    told = name or f"{event['DTSTART'].dt} {said(event, 'SUMMARY')}"
    return hashlib.sha256(told.encode()).hexdigest()


def stands_apart(event: Any) -> bool:
    """Tell whether an event is one date of a series, told by itself."""
    return _is_told(event, "RECURRENCE-ID")


def series_of(events: Sequence[Any]) -> dict[str, Any]:
    """Return the events that dates may stand apart from, by the name they share."""
    whole = (one for one in events if "RECURRENCE-ID" not in one)
    return {said(one, "UID"): one for one in whole if _is_told(one, "DTSTART")}


def _is_told(event: Any, name: str) -> bool:
    return not _is_broken(event, name) and isinstance(getattr(event.get(name), "dt", None), date)


def complete(event: Any, series: Any) -> None:
    """Give a date that stands apart what it leaves to its series: programs write as little."""
    begins, rank = series["DTSTART"].dt, event["RECURRENCE-ID"].dt
    if isinstance(begins, datetime) and not isinstance(rank, datetime):
        rank = datetime.combine(rank, begins.timetz())
        event["RECURRENCE-ID"] = icalendar.vDDDTypes(rank)
    if "DTSTART" not in event:
        event["DTSTART"] = icalendar.vDDDTypes(rank)
        for name in {"DTEND", "DURATION"} & set(series):
            lasts = series[name].dt - begins if name == "DTEND" else series[name].dt
            event["DURATION"] = icalendar.vDDDTypes(lasts)
    if not line(event, "SUMMARY", TITLE_LIMIT) and "SUMMARY" in series:
        event["SUMMARY"] = series["SUMMARY"]


def leave_out(event: Any, series: Any) -> None:
    """Keep a date that cannot be told from being held as its series says: it is not."""
    series.add("EXDATE", event["RECURRENCE-ID"].dt)


def rank_of(one: Any) -> Any:
    """Return the start of its series that a date stands for; its own where many follow one."""
    known = one.get("RECURRENCE-ID")
    follows_others = known is None or "RANGE" in known.params
    return one["DTSTART"].dt if follows_others else known.dt


def fault_of(event: Any) -> Any:
    """Return why an event does not come in, in words; None for one that does."""
    if any(_is_broken(event, name) for name in _READ):
        return NO_START if _is_broken(event, "DTSTART") else BROKEN_PART
    starts = getattr(event.get("DTSTART"), "dt", None)
    if not isinstance(starts, date) or starts.year < 1900:
        return NO_START
    if not line(event, "SUMMARY", TITLE_LIMIT):
        return NO_TITLE
    if said(event, "CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"}:
        return PRIVATE
    return ODD_RULE if any(is_odd(rule, starts) for rule in _each(event.get("RRULE"))) else None


def _is_broken(event: Any, name: str) -> bool:
    """Tell whether what an event says under a name makes no sense."""
    return any(isinstance(one, icalendar.vBroken) for one in _each(event.get(name, ())))


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


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


def rules_of(event: Any) -> int:
    """Return how many rules an event follows."""
    return len(_each(event.get("RRULE")))


def said(event: Any, name: str) -> str:
    """Return what an event says under a name, as it says it."""
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "")


def line(event: Any, name: str, limit: int) -> str:
    """Return the same as one clean line, no longer than `limit`."""
    return clean_text(said(event, name), one_line=True)[:limit].strip()


def address_of(event: Any) -> str:
    """Return where on the web an event says more, if that is a web address."""
    url = said(event, "URL").strip()
    fits = url.startswith(("https://", "http://")) and len(url) <= URL_LIMIT
    return url if fits and url.isascii() and " " not in url else ""
