"""Gatherings to begin with: the monthly meet-up of a quartier, the neighbours’ day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.templating import in_town
from neighbourhood.gatherings.forms.steps import today
from neighbourhood.gatherings.models.gatherings import TITLE_LIMIT, Rhythm
from neighbourhood.groups.models.groups import circle_of
from neighbourhood.groups.models.polls import Poll, PollOption

_THURSDAY, _FRIDAY = 3, 4


@dataclass(frozen=True, slots=True)
class Kit:
    """A gathering already written for the most part: everything of it may be changed."""

    code: str
    title: LazyString
    soft: LazyString
    icon: str
    answers: Callable[[str], dict[str, Any]]


def _monthly(quartier: str) -> dict[str, Any]:
    first = first_thursday(today())
    return {
        "sort": "apero",
        "title": gettext("L’apéro du quartier %(quartier)s", quartier=quartier),
        "body": gettext(
            "On se retrouve une fois par mois, sans programme. Venez comme vous êtes, une heure ou "
            "toute la soirée. Bienvenue à qui vient d’arriver."
        ),
        "day": first.isoformat(),
        "hour": "18:30",
        "minutes": "120",
        "rhythm": Rhythm.MONTHLY_WEEKDAY.value,
        "access": ["children"],
        "cost": gettext("gratuit, chacun apporte quelque chose"),
        "wanted": gettext("2 boissons\n2 choses à grignoter"),
    }


def _neighbours_day(_quartier: str) -> dict[str, Any]:
    return {
        "sort": "neighbours day",
        "title": gettext("La fête des voisins"),
        "body": gettext(
            "Une grande table, ce que chacun apporte, et le plaisir de mettre un nom sur les "
            "visages de l’escalier. Enfants bienvenus."
        ),
        "day": neighbours_day(today()).isoformat(),
        "hour": "19:00",
        "minutes": "180",
        "rhythm": Rhythm.ONCE.value,
        "access": ["children", "seats"],
        "cost": gettext("gratuit, chacun apporte quelque chose"),
        "wanted": gettext("2 tables\n10 chaises\n4 salades\n3 desserts\n4 boissons\n1 enceinte"),
    }


# What the way here may have settled already: a poll in a group, for one.
_SETTLED = {"title": TITLE_LIMIT, "day": 10, "hour": 5}


def settled(asked: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that the way here brings along, as they were typed: read like others."""
    return {name: asked[name][:most] for name, most in _SETTLED.items() if asked.get(name)}


def from_poll(poll: Poll, option: PollOption) -> dict[str, str]:
    """Return what a poll of days settles for a gathering: what it is about, when, and for whom."""
    if option.starts_at is None:
        return {}
    begins = in_town(option.starts_at)
    return {
        "title": poll.title,
        "day": begins.date().isoformat(),
        "hour": f"{begins:%H:%M}",
        "reach": circle_of(poll.group_id),
    }


def first_thursday(since: date) -> date:
    """Return the first Thursday of the next month."""
    begin = (since.replace(day=1) + timedelta(days=32)).replace(day=1)
    return begin + timedelta(days=(_THURSDAY - begin.weekday()) % 7)


def neighbours_day(since: date) -> date:
    """Return the next day of the neighbours: in France, the last Friday of May."""
    day = _last_friday_of_may(since.year)
    return day if day > since else _last_friday_of_may(since.year + 1)


def _last_friday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=(last.weekday() - _FRIDAY) % 7)


KITS: Mapping[str, Kit] = {
    kit.code: kit
    for kit in (
        Kit(
            "monthly",
            _l("Le rendez-vous du quartier"),
            _l("tous les mois, déjà presque écrit"),
            "refresh-cw",
            _monthly,
        ),
        Kit(
            "neighbours-day",
            _l("La fête des voisins"),
            _l("le texte, la liste, l’affiche"),
            "users",
            _neighbours_day,
        ),
    )
}
