"""The blueprint, and how its pages say days."""

from datetime import date, datetime

from flask import Blueprint
from flask_babel import format_date

from neighbourhood.agenda.subjects import WHOSE_WORDS, say_shown
from neighbourhood.foundation.words.dates import say_date

bp = Blueprint("agenda", __name__)


def say_day_of_month(day: date) -> str:
    """Say a day of a month that is being read: mardi 1er décembre."""
    return say_date(day, "EEEE d MMMM")


def say_month(day: date) -> str:
    """Say a month: décembre 2026."""
    return str(format_date(day, "MMMM y"))


def has_hour(when: date) -> bool:
    """Tell a moment from a day."""
    return isinstance(when, datetime)


bp.add_app_template_filter(say_day_of_month, "day_of_month")
bp.add_app_template_filter(say_month, "month_of")
bp.add_app_template_test(has_hour, "moment")


@bp.context_processor
def words() -> dict[str, object]:
    """Name what is shown of what one may read."""
    return {"WHOSE": WHOSE_WORDS, "say_shown": say_shown}
