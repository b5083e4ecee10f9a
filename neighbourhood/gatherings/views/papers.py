"""The poster, who brings what, a series for a calendar, what a neighbours’ day needs."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import calendars, paper
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.settings import current
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.calendars import handed_out
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.words.dates import say_date
from neighbourhood.foundation.words.typography import capital
from neighbourhood.gatherings.calendars import series_of
from neighbourhood.gatherings.forms.kits import neighbours_day
from neighbourhood.gatherings.forms.steps import today
from neighbourhood.gatherings.letters import Bringers, Poster, draw_bringers, draw_poster
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.policies import gatherings as policies
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.queries.posters import token_of
from neighbourhood.gatherings.subjects import ACCESS, day_in_full, say_from_to, say_series
from neighbourhood.gatherings.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for

_DATE = "/<int:gathering_id>/dates/<int:occurrence_id>"


@bp.get(f"{_DATE}/affiche.pdf")
@represented()
@signed_in
def poster(gathering_id: int, occurrence_id: int) -> Response:
    """Hand out a poster for the hall: it names nobody, and no home."""
    occurrence = queries.get_date(current_user, gathering_id, occurrence_id)
    require(policies.has_poster(occurrence), Missing)
    gathering = occurrence.gathering
    words = Poster(
        over=gathering.quartier.name,
        title=paper.writable(gathering.title),
        when=say_from_to(occurrence.starts_at, occurrence.ends_at),
        often="" if occurrence.is_moved else say_series(gathering),
        where=paper.writable(capital(occurrence.held_where)),
        body=paper.writable(gathering.body),
        bring=_to_bring(gathering),
        facts=[paper.writable(one) for one in (gathering.cost, *_facts(occurrence)) if one],
        scan=gettext("Scannez ce carré pour dire que vous venez."),
        link=_behind(occurrence),
        address=f"{current().base_url}{gathering.path}",
        foot=gettext("Entre voisins, avec Palier."),
    )
    return paper.hand_out(paper.printed(draw_poster, words), f"affiche-{gathering.id}.pdf")


def _behind(occurrence: Occurrence) -> str:
    """Return what is scanned: a page for strangers where a host has the poster printed."""
    if policies.may_tell_strangers(current_actor(), occurrence.gathering):
        return link("gatherings.on_poster", token=token_of(occurrence))
    return f"{current().base_url}{occurrence.gathering.path}"


def _to_bring(gathering: Gathering) -> str:
    named = [
        f"{one.name} × {one.wanted}" if one.wanted > 1 else one.name for one in gathering.supplies
    ]
    said = gettext("À apporter : %(things)s", things=", ".join(named))
    return paper.writable(str(said)) if named else ""


def _facts(occurrence: Occurrence) -> list[str]:
    return [str(ACCESS[code]) for code in occurrence.gathering.access if code in ACCESS]


@bp.get(f"{_DATE}/liste.pdf")
@represented()
@signed_in
def bringers(gathering_id: int, occurrence_id: int) -> Response:
    """Hand out the list of who brings what, with room for those who are not here."""
    occurrence = queries.get_date(current_user, gathering_id, occurrence_id)
    gathering = occurrence.gathering
    reads_who = policies.may_read_who(current_actor(), gathering)
    require(occurrence.is_planned and reads_who, Missing)
    names = {
        (one.supply_id, one.slot): name_for(one.resident, current_user)
        for one in answers.brought_to(occurrence)
    }
    lines = [
        (paper.writable(supply.name), paper.writable(names.get((supply.id, slot), "")))
        for supply in gathering.supplies
        for slot in range(supply.wanted)
    ]
    words = Bringers(
        title=paper.writable(gathering.title),
        when=day_in_full(occurrence.starts_at),
        heads=(gettext("Quoi"), gettext("Qui s’en charge")),
        lines=[*lines, *[("", "")] * 5],
        foot=gettext("Entre voisins, avec Palier."),
    )
    return paper.hand_out(paper.printed(draw_bringers, words), f"liste-{gathering.id}.pdf")


@bp.get("/<int:gathering_id>/serie.ics")
@represented()
@signed_in
def series_file(gathering_id: int) -> Response:
    """Hand out a whole series for a calendar, with the dates called off or moved."""
    gathering = queries.get_visible(current_user, gathering_id)
    require(policies.has_series_file(gathering), Missing)
    whole = calendars.written(gathering.title, series_of(gathering))
    return handed_out(whole, f"serie-{gathering.id}.ics")


@bp.get("/fete-des-voisins")
@represented()
@signed_in
def kit() -> ResponseReturnValue:
    """Say what a neighbours’ day needs, week by week, with the gathering ready to put up."""
    day = say_date(neighbours_day(today()), "EEEE d MMMM y")
    mine = [one for one in queries.my_dates(current_user) if one.gathering.sort == "neighbours day"]
    return render_template("neighbourhood/gatherings/kit.html", day=day, mine=mine, may=policies)
