"""Gatherings in words: of which sort, how often, how they stand, what to know of the place."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Protocol

from flask_babel import LazyString, format_date, gettext
from flask_babel import lazy_gettext as _l

from messaging.kinds import NEXT_TIME, Stage
from neighbourhood.foundation import settings
from neighbourhood.foundation.web.choices import LISTS, Choice, ChoiceList, offered
from neighbourhood.foundation.web.templating import hour, in_town
from neighbourhood.foundation.words.dates import say_date, say_near
from neighbourhood.gatherings.models.gatherings import OccurrenceStatus, Rhythm

# The code of the switch under which neighbours meet.
MEETING = "gatherings"
_HERE = "here"

# What towns may add to, put away and order.
SORT_LIST = LISTS.declare(
    ChoiceList(
        code="sort",
        title=_l("Sortes de rencontres"),
        one=_l("Une sorte de plus"),
        groups={_HERE: _l("Se rencontrer")},
        declared={
            _HERE: [
                Choice("apero", _l("Apéro, café"), "party-popper"),
                Choice("meal", _l("Repas partagé"), "soup"),
                Choice("games", _l("Jeux"), "puzzle"),
                Choice("walk", _l("Balade, sport"), "footprints"),
                Choice("music", _l("Musique, lecture"), "music"),
                Choice("garden", _l("Jardin, nature"), "leaf"),
                Choice("workshop", _l("Atelier, coup de main"), "hammer"),
                Choice("neighbours day", _l("Fête des voisins"), "users"),
                Choice("other", _l("Autre rencontre"), "calendar-heart"),
            ]
        },
    )
)


def sorts_here() -> list[Choice]:
    """Return the sorts of gathering offered where the reader lives, in order."""
    return offered(SORT_LIST.code, _HERE)


# What one should know before coming; ticked, never guessed.
ACCESS: Mapping[str, LazyString] = {
    "step free": _l("de plain-pied"),
    "lift": _l("ascenseur"),
    "toilets": _l("toilettes"),
    "seats": _l("de quoi s’asseoir"),
    "hearing loop": _l("boucle magnétique"),
    "quiet corner": _l("coin calme"),
    "children": _l("enfants bienvenus"),
    "pets": _l("animaux acceptés"),
    "indoors": _l("à l’abri s’il pleut"),
}
STATUSES: Mapping[OccurrenceStatus, LazyString] = {
    OccurrenceStatus.PLANNED: _l("Prévue"),
    OccurrenceStatus.CANCELLED: _l("Annulée"),
}
RHYTHMS: Mapping[Rhythm, LazyString] = {
    Rhythm.ONCE: _l("Une seule fois"),
    Rhythm.WEEKLY: _l("Toutes les semaines"),
    Rhythm.FORTNIGHTLY: _l("Toutes les deux semaines"),
    Rhythm.MONTHLY_WEEKDAY: _l("Tous les mois, le même jour de la semaine"),
    Rhythm.MONTHLY_LAST: _l("Tous les mois, le dernier de ce jour de la semaine"),
    Rhythm.MONTHLY_DAY: _l("Tous les mois, à la même date"),
}
_NTH = {
    1: _l("le premier %(weekday)s de chaque mois"),
    2: _l("le deuxième %(weekday)s de chaque mois"),
    3: _l("le troisième %(weekday)s de chaque mois"),
    4: _l("le quatrième %(weekday)s de chaque mois"),
    5: _l("le cinquième %(weekday)s de chaque mois, quand il y en a"),
}


class _Said(Protocol):
    @property
    def rhythm(self) -> Rhythm: ...
    @property
    def first_on(self) -> date: ...
    @property
    def last_on(self) -> date | None: ...
    @property
    def begins(self) -> time: ...


def say_rhythm(series: _Said) -> str:
    """Say how often: le premier jeudi de chaque mois."""
    day = series.first_on
    weekday = format_date(day, "EEEE")
    match series.rhythm:
        case Rhythm.ONCE:
            return ""
        case Rhythm.WEEKLY:
            return str(gettext("tous les %(weekday)ss", weekday=weekday))
        case Rhythm.FORTNIGHTLY:
            return str(gettext("un %(weekday)s sur deux", weekday=weekday))
        case Rhythm.MONTHLY_WEEKDAY:
            return str(_NTH[(day.day - 1) // 7 + 1]) % {"weekday": weekday}
        case Rhythm.MONTHLY_LAST:
            return str(gettext("le dernier %(weekday)s du mois", weekday=weekday))
        case Rhythm.MONTHLY_DAY:
            return _say_day_of_month(day.day)


def _say_day_of_month(day: int) -> str:
    if day == 1:
        return str(gettext("le premier jour de chaque mois"))
    if day > 28:
        return str(gettext("le %(day)s de chaque mois, quand il y en a un", day=day))
    return str(gettext("le %(day)s de chaque mois", day=day))


def say_series(series: _Said) -> str:
    """Say how often, at what hour, until when: tous les jeudis à 18 h, jusqu’au 1er juin 2027."""
    if series.last_on is None:
        return ""
    ours = settings.current().time_zone
    at = hour(datetime.combine(series.last_on, series.begins, ours))
    return str(
        gettext(
            "%(often)s à %(hour)s, jusqu’au %(day)s",
            often=say_rhythm(series),
            hour=at,
            day=say_date(series.last_on),
        )
    )


def say_lasting(minutes: int) -> str:
    """Say how long it lasts: 1 h 30."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return str(gettext("%(minutes)s min", minutes=rest))
    if not rest:
        return str(gettext("%(hours)s h", hours=hours))
    return str(gettext("%(hours)s h %(minutes)s", hours=hours, minutes=f"{rest:02}"))


def day_in_full(moment: datetime) -> str:
    """Say a day with its weekday and its hour, however far: jeudi 7 janvier à 18 h 30."""
    return str(gettext("%(day)s à %(hour)s", day=_day(moment), hour=hour(moment)))


def _day(moment: datetime) -> str:
    return say_near(in_town(moment).date(), "EEEE d MMMM")


def say_from_to(starts: datetime, ends: datetime) -> str:
    """Say when it is held, from when to when: jeudi 7 janvier, de 18 h 30 à 20 h 30."""
    begin, end = hour(starts), hour(ends)
    day = _day(starts)
    return str(gettext("%(day)s, de %(begin)s à %(end)s", day=day, begin=begin, end=end))


_SOON = _l("À bientôt !")
_BRING = _l("Que puis-je apporter ?")
PHRASES: Mapping[Stage, tuple[LazyString, ...]] = {
    Stage.AGREED: (_BRING, _l("J’aurai un peu de retard."), _SOON),
    Stage.DONE: (_l("Merci pour ce moment !"), NEXT_TIME),
    Stage.OFF: (_l("Une autre fois !"), _l("Merci d’avoir prévenu.")),
}
