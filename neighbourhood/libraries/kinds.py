"""What this slice declares, in words: the card of a tool, and what is read before one presses."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.feed.kinds import CARD_KINDS, CardKind
from neighbourhood.foundation.web.choices import say_choice
from neighbourhood.foundation.web.facts import NOT_TYPED, Fact, said_by, said_day, said_moment
from neighbourhood.foundation.web.forms import moment
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.templating import hour
from neighbourhood.foundation.web.versions import Reading, Weighed
from neighbourhood.foundation.words import nobody
from neighbourhood.foundation.words.dates import say_near
from neighbourhood.libraries.hours import Opening, usual_week
from neighbourhood.libraries.models.libraries import KIND, Library
from neighbourhood.libraries.queries import loans
from neighbourhood.libraries.subjects import (
    CATEGORY_LIST,
    LIBRARIES,
    LIBRARY_STATUSES,
    LOAN_STATUSES,
    TOOL_STATUSES,
)
from neighbourhood.mandates.kinds import MAY_LEND, declare_deed
from neighbourhood.residents.kinds import AT_CLOSING, SIGHTS, AtClosing, SightKind
from neighbourhood.residents.models.residents import Resident

TOOL = CARD_KINDS.declare(
    CardKind(
        rank=45,
        code=KIND,
        one=_l("Outil à emprunter"),
        many=_l("Outils à emprunter"),
        icon="drill",
        answer=_l("Voir et réserver"),
        template="neighbourhood/libraries/card.html",
        page=("libraries.tool", "tool_id"),
        categories=CATEGORY_LIST.code,
        switch=LIBRARIES,
    )
)

NAME_READ = SIGHTS.declare(
    SightKind(
        code="libraries.name",
        title=_l("Nom entier au comptoir d’une outilthèque : lu"),
        told=_l("Votre nom entier, au comptoir d’une outilthèque : lu"),
        together=_l("Noms entiers au comptoir d’une outilthèque : lus"),
    )
).code

LENDING = {MAY_LEND}
RESERVED = declare_deed("reserved tool", _l("a réservé l’outil « %(title)s »"), scopes=LENDING)
CANCELLED = declare_deed(
    "cancelled tool", _l("a annulé la réservation de l’outil « %(title)s »"), scopes=LENDING
)
RESERVED_AGAIN = declare_deed(
    "reserved tool again", _l("a remis la réservation de l’outil « %(title)s »"), scopes=LENDING
)
RENEWED = declare_deed("renewed tool", _l("a gardé plus longtemps « %(title)s »"), scopes=LENDING)

# What keepers and neighbours read before they press; a library is held first, as when it closes.
READ_LIBRARY = Reading(
    name=Fact(label=_l("Nom")),
    words=Fact(label=_l("Ce que c’est")),
    place=Fact(label=_l("Où c’est")),
    days=Fact(label=_l("Durée d’un prêt, en jours")),
    renewals=Fact(label=_l("Prolongations possibles")),
    at_once=Fact(label=_l("Outils à la fois")),
    status=Fact(label=_l("Outilthèque"), say=said_by(LIBRARY_STATUSES), fields=NOT_TYPED),
)
READ_TOOL = Reading(
    "library",
    title=Fact(label=_l("L’outil")),
    category=Fact(label=_l("Catégorie"), say=say_choice(CATEGORY_LIST.code)),
    body=Fact(label=_l("Quelques précisions")),
    condition=Fact(label=_l("État")),
    status=Fact(label=_l("Où il en est"), say=said_by(TOOL_STATUSES), fields=NOT_TYPED),
)
READ_LOAN = Reading(
    "tool.library",
    "tool",
    status=Fact(label=_l("Où en est le prêt"), say=said_by(LOAN_STATUSES)),
    first_day=Fact(label=_l("À partir de"), say=said_day),
    due_on=Fact(label=_l("À rapporter"), say=said_day),
)
# A tool is taken in from whoever had it as the form was drawn: no two have left at one moment.
READ_OUT = Weighed(
    "tool.library",
    "tool",
    lent_at=Fact(label=_l("Prêté le"), say=said_moment),
)


def say_borrower(borrower: Resident | None) -> str:
    """Return the name that a desk reads: the whole one, as it must know to whom it lends."""
    return borrower.full_name if borrower and borrower.is_active else nobody.word()


def say_day_in_full(day: date) -> str:
    """Say a day as one finds it in a week, a month and a year: samedi 2 janvier 2027."""
    return say_near(day, "EEEE d MMMM")


def say_weekday(day: date) -> str:
    """Say the day of a week: samedi."""
    return str(format_date(day, "EEEE"))


def say_short_month(day: date) -> str:
    """Say the month of a day in few letters: déc."""
    return str(format_date(day, "LLL"))


def say_months(first: date, last: date) -> str:
    """Say in which months some days are: novembre 2026 – décembre 2026."""
    known = dict.fromkeys(str(format_date(day, "LLLL y")) for day in (first, last))
    return " – ".join(known)


def weekdays() -> list[tuple[int, str]]:
    """Return the days of a week by their numbers."""
    monday = today() - timedelta(days=today().weekday())
    return [(number, say_weekday(monday + timedelta(days=number))) for number in range(7)]


def say_week(library: Library) -> list[tuple[str, str]]:
    """Return the days on which a library opens, with their hours in words."""
    found = [sorted(each) for each in usual_week(library)]
    return [
        (say_weekday(each[0].day), " · ".join(say_hours(one) for one in each))
        for each in found
        if each
    ]


def say_coming(day: date) -> str:
    """Say a day to come: aujourd’hui, demain, samedi, samedi 5 décembre."""
    away = (day - today()).days
    near = {0: gettext("aujourd’hui"), 1: gettext("demain")}
    if away in near:
        return str(near[away])
    return str(format_date(day, "EEEE")) if 1 < away < 7 else say_day_in_full(day)


def say_hours(opening: Opening) -> str:
    """Say from when to when a desk is open: de 10 h à 12 h."""
    begins, ends = (hour(moment(opening.day, at)) for at in (opening.opens, opening.closes))
    return str(gettext("de %(begins)s à %(ends)s", begins=begins, ends=ends))


def _ends(resident: Resident) -> Iterator[object]:
    live, _over = loans.mine(resident)
    for loan in live:
        if loan.is_lent:
            yield gettext(
                "Vous avez encore « %(title)s » : l’outil reste à rapporter.", title=loan.tool.title
            )
        else:
            yield gettext("Votre réservation de « %(title)s » s’arrête.", title=loan.tool.title)


AT_CLOSING.declare(AtClosing(code="libraries", ends=_ends))
