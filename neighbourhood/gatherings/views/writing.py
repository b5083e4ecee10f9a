"""Putting up a gathering, one thing a page; the draft remembers every answer."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.feed.forms import reach_asked
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.forms import moment
from neighbourhood.foundation.web.steps import Steps
from neighbourhood.foundation.web.switches import is_open
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.gatherings.actions import gatherings as actions
from neighbourhood.gatherings.forms.drafting import (
    STEPS,
    first_gap,
    form_of,
    made,
    typed_on,
    wording_of,
)
from neighbourhood.gatherings.forms.kits import KITS, from_poll, settled
from neighbourhood.gatherings.forms.steps import SortForm, wanted_of
from neighbourhood.gatherings.kinds.deeds import MAY_MEET
from neighbourhood.gatherings.kinds.readings import ANSWERED
from neighbourhood.gatherings.models.gatherings import Gathering
from neighbourhood.gatherings.policies.gatherings import may_publish
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.subjects import ACCESS, SORT_LIST, say_from_to, say_series, sorts_here
from neighbourhood.gatherings.views.blueprint import bp
from neighbourhood.groups.models.polls import Poll, PollOption
from neighbourhood.groups.outcomes import WAYS_ON, WayOn
from neighbourhood.mandates.access import represented
from neighbourhood.places.models import PublicPlace
from neighbourhood.residents.access import current_actor

GATHERING = Steps("gathering", "gatherings", STEPS, beside=("restart",), facts=ANSWERED)


def _places() -> Sequence[PublicPlace]:
    return queries.public_places(current_user.quartier_id)


@bp.route("/proposer", methods=["GET", "POST"])
@represented(MAY_MEET)
@verified
def begin() -> ResponseReturnValue:
    """Step 1: which sort of gathering, or one that is written for the most part."""
    walk, form = GATHERING.walk(), SortForm()
    kit = KITS.get(request.form.get("kit", ""))
    if kit is not None:
        quartier = current_user.quartier.name if current_user.quartier else ""
        walk.keep(**kit.answers(quartier), **reach_asked(request.args))
        return walk.go("words")
    if form.validate_on_submit():
        walk.keep(sort=form.sort.data, **settled(request.args), **reach_asked(request.args))
        return walk.go("words")
    # Of the neighbours’ day, the kit says more.
    sorts = [one for one in sorts_here() if one.code != "neighbours day"]
    return walk.show("begin", form, sorts=sorts, kits=KITS.values())


def _step(page: str) -> ResponseReturnValue:
    walk, places = GATHERING.walk(), _places()
    if not walk.answers.get("sort"):
        return walk.go("begin")
    if request.method == "GET":
        return walk.show(page, form_of(page, walk.answers, places), access=ACCESS)
    form = made(page, request.form, places)
    right = form.validate()
    walk.keep(**typed_on(page, request.form))
    return walk.leaving(page) or walk.next(page, form, right=right, access=ACCESS)


@bp.route("/proposer/mots", methods=["GET", "POST"])
@represented(MAY_MEET)
@verified
def words() -> ResponseReturnValue:
    """Step 2: a title, a few words."""
    return _step("words")


@bp.route("/proposer/quand", methods=["GET", "POST"])
@represented(MAY_MEET)
@verified
def when() -> ResponseReturnValue:
    """Step 3: when, and how often."""
    return _step("when")


@bp.route("/proposer/ou", methods=["GET", "POST"])
@represented(MAY_MEET)
@verified
def where() -> ResponseReturnValue:
    """Step 4: where; places open to all come first."""
    return _step("where")


@bp.route("/proposer/details", methods=["GET", "POST"])
@represented(MAY_MEET)
@verified
def more() -> ResponseReturnValue:
    """Step 5: what to know, how many, who brings what, who sees it."""
    return _step("more")


@bp.route("/proposer/apercu", methods=["GET", "POST"])
@represented(MAY_MEET)
@verified
@limit("20 per hour")
def preview() -> ResponseReturnValue:
    """Step 6: read it as others will, then send it."""
    walk, places = GATHERING.walk(), _places()

    def gap_of(answers: Mapping[str, Any]) -> str | None:
        return first_gap(answers, places)

    if request.method == "GET":
        gap = gap_of(walk.answers)
        if gap is not None:
            return walk.go(gap)
        return walk.show("preview", **_shown(walk.answers, places))
    with walk.ending(gap_of) as answers:
        gathering = actions.publish(
            current_actor(),
            wording=wording_of(answers),
            timing=form_of("when", answers, places).timing(),
            spot=form_of("where", answers, places).spot_chosen(),
            wanted=wanted_of(answers.get("wanted", "")),
        )
    flash(_published(gathering))
    return redirect(gathering.path, 303)


def _published(gathering: Gathering) -> str:
    said = gettext("C’est publié. Vos voisins peuvent dire qu’ils viennent.")
    if gathering.is_at_home:
        said = gettext("C’est publié. Vos voisins peuvent demander à venir : vous leur répondez.")
    return str(said)


def _shown(answers: Mapping[str, Any], places: Sequence[PublicPlace]) -> dict[str, Any]:
    wording = wording_of(answers)
    timing = form_of("when", answers, places).timing()
    starts = moment(timing.first_on, timing.begins)
    return {
        "wording": wording,
        "when": say_from_to(starts, starts + timedelta(minutes=timing.minutes)),
        "series": say_series(actions.lasting(timing)),
        "spot": form_of("where", answers, places).spot_chosen(),
        "wanted": wanted_of(answers.get("wanted", "")),
        "sort": named(SORT_LIST.code, wording.sort),
        "access": ACCESS,
    }


def _before_restart() -> Ending:
    return Ending(
        title=gettext("Recommencer à zéro ?"),
        happens=(gettext("Votre brouillon sera effacé pour de bon."),),
        word=gettext("Effacer et recommencer"),
        back=(url_for("gatherings.begin"), gettext("Mon brouillon")),
    )


@bp.route("/proposer/recommencer", methods=["GET", "POST"])
@represented(MAY_MEET)
@verified
@asks_first(_before_restart)
def restart() -> ResponseReturnValue:
    """Forget the draft."""
    walk = GATHERING.walk()
    walk.begin_anew()
    return walk.go("begin")


def _of_poll(poll: Poll, option: PollOption) -> str:
    return f"{url_for('gatherings.begin')}?{urlencode(from_poll(poll, option))}"


WAYS_ON.declare(
    WayOn(
        code="gathering",
        word=_l("En faire une rencontre"),
        icon="calendar-heart",
        url=_of_poll,
        may=lambda actor, _poll: may_publish(actor) and is_open("gatherings.begin"),
    )
)
