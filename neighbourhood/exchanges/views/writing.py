"""Writing a notice, one thing a page; the draft remembers every answer."""

from functools import partial
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.exchanges import particulars
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.forms.precisions import typed_precisions
from neighbourhood.exchanges.forms.writing import (
    STEPS,
    CategoryForm,
    DetailsForm,
    ReachForm,
    SubjectForm,
    as_asked_of,
    details_of,
    first_gap,
    precisions_of,
    subject_of,
    typed_details,
    wording_of,
)
from neighbourhood.exchanges.kinds.cards import switch_of
from neighbourhood.exchanges.kinds.deeds import MAY_POST
from neighbourhood.exchanges.kinds.readings import ANSWERED
from neighbourhood.exchanges.models.subjects import Direction, Subject, shown_as
from neighbourhood.exchanges.subjects import CATEGORY_LIST, SUBJECTS, Words
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.feed.forms import reach_asked
from neighbourhood.feed.reaches import ways_of
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.choices import named, offered
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.steps import Steps, Walk
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.places.queries import neighbours_of
from neighbourhood.residents.access import current_actor

NOTICE = Steps("notice", "exchanges", STEPS, beside=("restart", "draft_photo"), facts=ANSWERED)


def _walk(direction: Direction) -> Walk:
    return NOTICE.walk(direction, direction=direction)


@bp.get("/entraide/publier")
@represented(MAY_POST)
@verified
def choose() -> ResponseReturnValue:
    """Ask whether one asks or offers, when the way here did not say."""
    return render_template("neighbourhood/exchanges/choose.html")


@bp.route("/entraide/<direction:direction>", methods=["GET", "POST"])
@represented(MAY_POST)
@verified
def begin(direction: Direction) -> ResponseReturnValue:
    """Step 1: what kind of thing."""
    walk = _walk(direction)
    form = SubjectForm(request.form or None, direction=direction)
    if form.validate_on_submit():
        walk.keep(subject=form.subject.data.value, **reach_asked(request.args))
        return walk.go("category")
    return walk.show("begin", form, way=direction, subjects=_offered(direction))


def _offered(direction: Direction) -> dict[Subject, Words]:
    off = current_actor().resident.switched_off
    every = SUBJECTS[direction].items()
    return {subject: words for subject, words in every if switch_of(subject, direction) not in off}


@bp.route("/entraide/<direction:direction>/categorie", methods=["GET", "POST"])
@represented(MAY_POST)
@verified
def category(direction: Direction) -> ResponseReturnValue:
    """Step 2: which category."""
    walk = _walk(direction)
    subject = subject_of(walk.answers)
    if subject is None:
        return walk.go("begin")
    form = CategoryForm(request.form or None, subject=subject)
    if form.validate_on_submit():
        walk.keep(category=form.category.data)
        return walk.go("details")
    found = offered(CATEGORY_LIST.code, subject)
    return walk.show("category", form, way=direction, categories=found)


@bp.route("/entraide/<direction:direction>/details", methods=["GET", "POST"])
@represented(MAY_POST)
@verified
@limit("120 per hour")
def details(direction: Direction) -> ResponseReturnValue:
    """Step 3: title, words, photo, how many, until when; going back or away keeps them too."""
    walk = _walk(direction)
    subject = subject_of(walk.answers)
    told = {"way": direction, "subject": subject}
    if request.method == "GET":
        form = as_asked_of(details_of(walk.answers), direction, subject)
        return walk.show("details", form, photos=pictures.of_draft(walk.answers), **told)

    def asked() -> DetailsForm:
        return as_asked_of(DetailsForm(), direction, subject)

    return photos.answer_step(walk, "details", asked, typed_details(request.form), **told)


@bp.route("/entraide/<direction:direction>/precisions", methods=["GET", "POST"])
@represented(MAY_POST)
@verified
def precisions(direction: Direction) -> ResponseReturnValue:
    """Step 4: when, which way, in return for what; each kind is asked its own."""
    walk = _walk(direction)
    if request.method == "POST":
        walk.keep(particulars=typed_precisions(request.form))
    form = precisions_of(walk.answers, direction)
    right = request.method == "POST" and form.validate()
    return walk.leaving("precisions") or walk.next("precisions", form, right=right, way=direction)


@bp.route("/entraide/<direction:direction>/portee", methods=["GET", "POST"])
@represented(MAY_POST)
@verified
def reach(direction: Direction) -> ResponseReturnValue:
    """Step 5: who sees it, and under which name."""
    walk, form = _walk(direction), ReachForm()
    right = form.validate_on_submit()
    if right:
        walk.keep(reach=form.reach.data)
    return walk.leaving("reach") or walk.next(
        "reach",
        form,
        right=right,
        way=direction,
        reaches=ways_of(current_actor()),
        beside=neighbours_of(current_user.quartier_id),
    )


@bp.route("/entraide/<direction:direction>/apercu", methods=["GET", "POST"])
@represented(MAY_POST)
@verified
@limit("20 per hour")
def preview(direction: Direction) -> ResponseReturnValue:
    """Step 6: read it as others will, then send it."""
    walk = _walk(direction)
    if request.method == "GET":
        gap = first_gap(direction, walk.answers)
        return walk.go(gap) if gap else _preview(walk, direction)
    with walk.ending(partial(first_gap, direction)) as answers:
        wording = wording_of(direction, answers)
        notice = notices.publish(current_actor(), direction=direction, wording=wording)
    flash(gettext("C’est publié. Vos voisins peuvent vous répondre."))
    return redirect(notice.path, 303)


def _preview(walk: Walk, direction: Direction) -> ResponseReturnValue:
    wording = wording_of(direction, walk.answers)
    words = named(CATEGORY_LIST.code, wording.category)
    kind = shown_as(wording.subject, direction)
    said = particulars.say(wording.particulars)
    told: dict[str, Any] = {"said": said, "texts": [words for _, words in said]}
    return walk.show("preview", way=direction, kind=kind, wording=wording, words=words, **told)


def _before_restart(direction: Direction) -> Ending:
    return Ending(
        title=gettext("Recommencer à zéro ?"),
        happens=(gettext("Votre brouillon, avec sa photo, sera effacé pour de bon."),),
        word=gettext("Effacer et recommencer"),
        back=(url_for("exchanges.begin", direction=direction), gettext("Mon brouillon")),
    )


@bp.route("/entraide/<direction:direction>/recommencer", methods=["GET", "POST"])
@represented(MAY_POST)
@verified
@asks_first(_before_restart)
def restart(direction: Direction) -> ResponseReturnValue:
    """Forget the draft."""
    return photos.begin_anew(_walk(direction))


@bp.get("/entraide/<direction:direction>/photo/<name>")
@represented(MAY_POST)
@verified
def draft_photo(direction: Direction, name: str) -> Response:
    """Show the photo of one’s own draft."""
    return photos.hand_out_of_draft(_walk(direction), name)
