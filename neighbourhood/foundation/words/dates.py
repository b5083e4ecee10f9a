"""Dates in full, as they are written on papers and in mails."""

import re
from datetime import date

from flask_babel import format_date, get_locale

from neighbourhood.foundation.web.keeping import today

IN_FULL = "d MMMM y"
_FIRST = re.compile(r"\b1(?= \D|$)")


def say_date(day: date | None, pattern: str = IN_FULL) -> str:
    """Say a date, or that of a moment on our clocks: 12 mars 2027, 1er mars 2027; None is today."""
    said = str(format_date(day, pattern))
    # The first of the month is the only ordinal of a French date, after its weekday too.
    locale = get_locale()
    return _FIRST.sub("1er", said) if locale and locale.language == "fr" else said


def say_near(day: date, pattern: str = "d MMMM") -> str:
    """Say a day, with its year when that is not this one: 12 mars, 4 janvier 2027."""
    return say_date(day, pattern if day.year == today().year else f"{pattern} y")
