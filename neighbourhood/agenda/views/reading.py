"""Reading the agenda: a month as a table or as a list, on paper, and one event of a partner."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext
from flask_login import current_user

from neighbourhood.agenda import calendars
from neighbourhood.agenda.letters import Programme, ProgrammeDay, draw_programme
from neighbourhood.agenda.models.addresses import GROUPS, MINE, TOWN, WHOSE
from neighbourhood.agenda.months import Month
from neighbourhood.agenda.queries import days, outside
from neighbourhood.agenda.reporting import EVENT
from neighbourhood.agenda.subjects import WHOSE_WORDS
from neighbourhood.agenda.views.blueprint import bp, say_day_of_month, say_hours, say_month
from neighbourhood.feed.happenings import Happening
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.calendars import written
from neighbourhood.foundation.settings import current
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.calendars import handed_out
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.signposts import way_if_any
from neighbourhood.foundation.words.typography import capital
from neighbourhood.mandates.access import represented
from neighbourhood.moderation.policies.reporting import may_report
from neighbourhood.residents.access import current_actor

# How much of one day is shown: in a table, below it, and in the list that both lead to.
_IN_TABLE, _IN_LIST, _IN_WHOLE_LIST = 4, 12, 100
_MONDAY = 4  # the 4th of January 2027 is one


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of the agenda was asked for."""

    month: Month
    whose: str
    is_list: bool

    def path(self, endpoint: str, **other: str) -> str:
        """Return the address of a page that shows the same, but for what is `other`."""
        said = {"mois": self.month.code, "qui": self.whose, "vue": "liste" * self.is_list}
        given: dict[str, Any] = {name: word for name, word in (said | other).items() if word}
        return url_for(endpoint, **given)


def whose_here() -> list[str]:
    """Return what may be shown of what one may read: for an agent, nothing of one’s own."""
    here = [one for one in WHOSE[::-1] if one != GROUPS or way_if_any("groups")]
    return here if current_actor().is_oneself else [one for one in here if one != MINE]


def _asked() -> Asked:
    whose = request.args.get("qui", TOWN)
    month = Month.parse(request.args.get("mois"), today())
    known = whose if whose in whose_here() else TOWN
    return Asked(month, known, request.args.get("vue") == "liste")


def weekdays() -> list[tuple[str, str]]:
    """Return the days of the week from Monday on, in short and in full."""
    monday = Month(2027, 1).first + timedelta(days=_MONDAY - 1)
    week = [monday + timedelta(days=at) for at in range(7)]
    return [(str(format_date(day, "EEE")), str(format_date(day, "EEEE"))) for day in week]


@bp.get("/agenda")
@represented()
@signed_in
def month() -> ResponseReturnValue:
    """Show a month of what one may read."""
    asked = _asked()
    held = days.in_month(current_user, asked.month, asked.whose)
    by_day = days.by_day(held, asked.month.first, asked.month.last)
    return render_template(
        "neighbourhood/agenda/month.html",
        asked=asked,
        by_day=by_day,
        today=today(),
        this_month=Month.of(today()),
        weekdays=weekdays(),
        whose_here=whose_here(),
        in_table=_IN_TABLE,
        in_list=_IN_WHOLE_LIST if asked.is_list else _IN_LIST,
    )


@bp.get("/agenda/programme")
@represented()
@signed_in
def programme() -> ResponseReturnValue:
    """Show a month as it is printed."""
    asked = _asked()
    page = "neighbourhood/agenda/programme.html"
    return render_template(page, asked=asked, by_day=_to_pin_up(asked))


def _to_pin_up(asked: Asked) -> dict[date, list[Happening]]:
    held = days.to_pin_up(days.in_month(current_user, asked.month, asked.whose), asked.whose)
    return days.by_day(held, asked.month.first, asked.month.last)


@bp.get("/agenda/programme.pdf")
@represented()
@signed_in
def programme_file() -> Response:
    """Hand out a month to be printed and pinned up: it names no neighbour."""
    asked = _asked()
    by_day = _to_pin_up(asked)
    words = Programme(
        over=str(WHOSE_WORDS[asked.whose]) if asked.whose in (MINE, GROUPS) else _place(asked),
        title=say_month(asked.month.first).capitalize(),
        days=[
            ProgrammeDay(
                say_day_of_month(day).capitalize(), [_printed(one, day) for one in by_day[day]]
            )
            for day in by_day
        ],
        nothing=gettext("Rien n’est encore prévu ce mois-ci."),
        goes_on=gettext("(suite)"),
        link=f"{current().base_url}{asked.path('agenda.month')}",
        scan=gettext("Le programme à jour est sur Palier."),
        foot=gettext("Entre voisins, avec Palier."),
    )
    return paper.hand_out(paper.printed(draw_programme, words), f"programme-{asked.month.code}.pdf")


def _place(asked: Asked) -> str:
    quartier = current_user.quartier
    if quartier is None:
        return ""
    return str(quartier.municipality.name if asked.whose == TOWN else quartier.name)


def _printed(one: Happening, day: date) -> tuple[str, str, str]:
    where = " · ".join(paper.writable(said) for said in (one.where, one.by) if said)
    return say_hours(one, day), paper.writable(one.title), capital(where)


@bp.get("/agenda/<code>/<int:number>.ics")
@represented()
@signed_in
def one_file(code: str, number: int) -> Response:
    """Hand out one thing, to be put into a calendar."""
    found = days.find(current_user, code, number)
    whole = written(found.title, [calendars.glimpse_of(found)])
    return handed_out(whole, f"{found.code}-{number}.ics")


@bp.get("/agenda/evenements/<int:event_id>")
@represented()
@signed_in
def event(event_id: int) -> ResponseReturnValue:
    """Show one event of a partner."""
    found = outside.get_visible(current_user, event_id)
    answers_for_it = not may_report(current_actor(), EVENT, found)
    return render_template(
        "neighbourhood/agenda/event.html",
        event=found,
        answers_for_it=answers_for_it,
    )
