"""The blueprint, and how its pages say days."""

from datetime import date, datetime, time

from flask import Blueprint
from flask_babel import format_date, gettext

from neighbourhood.agenda.happenings import of
from neighbourhood.agenda.models.outside import OutsideEvent
from neighbourhood.agenda.queries.days import days_of
from neighbourhood.agenda.subjects import MARK_WORDS, WHOSE_WORDS, say_shown
from neighbourhood.feed.happenings import Happening
from neighbourhood.foundation.web.templating import hour, in_town
from neighbourhood.foundation.words.changing import say_day, say_moment
from neighbourhood.foundation.words.dates import say_date, say_near

bp = Blueprint("agenda", __name__)


def say_day_of_month(day: date) -> str:
    """Say a day of a month that is being read: mardi 1er décembre."""
    return say_date(day, "EEEE d MMMM")


def say_hours(one: Happening, day: date) -> str:
    """Say when a thing begins on one of its days: its hour, or that it lasts, or goes on."""
    if not isinstance(one.starts, datetime):
        return str(gettext("toute la journée"))
    return hour(one.starts) if in_town(one.starts).date() == day else str(gettext("se poursuit"))


def say_held(event: OutsideEvent) -> str:
    """Say when an event is held: samedi 28 mars, de 14 h à 18 h; du samedi 28 au dimanche 29."""
    starts, ends = event.starts_at, event.ends_at
    days = days_of(of(event))
    day, last = (say_near(one, "EEEE d MMMM") for one in (days[0], days[-1]))
    if event.whole_days:
        return _from_to(day, last) if day != last else day
    if ends == starts or day != last:
        begins, stops = say_moment(starts.isoformat()), say_moment(ends.isoformat())
        return _from_to(begins, stops) if day != last else begins
    said = {"begins": hour(starts), "ends": hour(ends)}
    return str(gettext("%(day)s, de %(begins)s à %(ends)s", day=day, **said))


def _from_to(first: str, last: str) -> str:
    return str(gettext("du %(first)s au %(last)s", first=first, last=last))


def say_first_planned(event: OutsideEvent) -> str:
    """Say when an event would be held as its series says; nothing where that is when it is."""
    first = event.moved_from
    if first is None:
        return ""
    is_day = in_town(first).time() == time()
    return say_day(first.isoformat()) if is_day else say_moment(first.isoformat())


def say_month(day: date) -> str:
    """Say a month: décembre 2026."""
    return str(format_date(day, "MMMM y"))


def has_hour(when: date) -> bool:
    """Tell a moment from a day."""
    return isinstance(when, datetime)


bp.add_app_template_filter(say_day_of_month, "day_of_month")
bp.add_app_template_filter(say_hours, "hours_on")
bp.add_app_template_filter(say_held, "held_when")
bp.add_app_template_filter(say_first_planned, "first_planned")
bp.add_app_template_filter(say_month, "month_of")
bp.add_app_template_test(has_hour, "moment")


@bp.context_processor
def words() -> dict[str, object]:
    """Name what is shown of what one may read, and what its reader is to it."""
    return {"WHOSE": WHOSE_WORDS, "MARKS": MARK_WORDS, "say_shown": say_shown}
