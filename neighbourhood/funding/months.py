"""Days of monthly gifts, and how they are said."""

from datetime import date, timedelta
from enum import StrEnum

from flask_babel import get_locale, gettext

from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.monthly import LAST_DAY

_ENGLISH_RANKS = {2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}
_MORE_THAN_A_MONTH = timedelta(days=32)


class Rhythm(StrEnum):
    """How often somebody gives."""

    ONCE = "once"
    MONTHLY = "monthly"


def day_of(today: date) -> int:
    """Return the day of the month on which what begins today comes again: the 28th at the most."""
    return min(today.day, LAST_DAY)


def month_of(day: date) -> date:
    """Return the first day of the month of `day`."""
    return day.replace(day=1)


def following(after: date, day: int) -> date:
    """Return the `day` of the month that follows the one of `after`.

    What was missed meanwhile is not made up for: there is one gift in a month, never two.
    """
    return (month_of(after) + _MORE_THAN_A_MONTH).replace(day=day)


def said_day(day: int) -> str:
    """Say the day of each month."""
    if day == 1:
        return str(gettext("le 1er de chaque mois"))
    return str(gettext("le %(day)s de chaque mois", day=_ranked(day)))


def _ranked(day: int) -> str:
    # English counts days: the 28th. The first is a sentence of its own, in every language.
    if getattr(get_locale(), "language", "") != "en":
        return str(day)
    return f"{day}{_ENGLISH_RANKS.get(day, 'th')}"


def agreement(cents: int, day: int) -> str:
    """Return what a donor agrees to on the page of the bank, for their card to be kept."""
    return str(
        gettext(
            "%(amount)s aujourd’hui, puis %(day)s, sur cette carte. Vous arrêtez d’un appui, sans "
            "raison à donner : dans « Mes dons », ou avec le lien de chaque reçu.",
            amount=euros(cents),
            day=said_day(day),
        )
    )
