"""Putting a thing on one’s shelf, one thing a page; the draft remembers every answer."""

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.feed.forms import reach_asked
from neighbourhood.feed.kinds import SOUGHT, Sought
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.steps import Steps, Walk
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.loans.actions import proposing, shelf
from neighbourhood.loans.forms.shelf import (
    STEPS,
    TermsForm,
    TextForm,
    ThingForm,
    first_gap,
    terms_of,
    text_of,
    thing_of,
    typed_terms,
    typed_text,
    typed_thing,
    wording_of,
)
from neighbourhood.loans.kinds.readings import ANSWERED
from neighbourhood.loans.kinds.scopes import MAY_LEND
from neighbourhood.loans.policies import proposals as may_propose
from neighbourhood.loans.subjects import CONDITIONS, THINGS
from neighbourhood.loans.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for

ITEM = Steps("item", "loans", STEPS, beside=("restart", "draft_photo"), facts=ANSWERED)


@bp.route("/ajouter", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@limit("120 per hour")
def begin() -> ResponseReturnValue:
    """Step 1: what it is; going away keeps it."""
    walk = ITEM.walk()
    if request.method == "GET":
        form = thing_of(walk.answers) if walk.answers else ThingForm(None)
        return walk.show("begin", form)
    form = ThingForm()
    right = form.validate_on_submit()
    walk.keep(**typed_thing(request.form), **reach_asked(request.args))
    return walk.leaving("begin") or walk.next("begin", form, right=right)


@bp.route("/ajouter/objet", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@limit("120 per hour")
def text() -> ResponseReturnValue:
    """Step 2: photos, in what state it is, what one has to know."""
    walk = ITEM.walk()
    if request.method == "GET":
        found = pictures.of_draft(walk.answers)
        return walk.show("text", text_of(walk.answers), photos=found)
    return photos.answer_step(walk, "text", TextForm, typed_text(request.form))


@bp.route("/ajouter/regles", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@limit("120 per hour")
def policy() -> ResponseReturnValue:
    """Step 3: for how long, what is left meanwhile, who may ask."""
    walk = ITEM.walk()
    if request.method == "GET":
        return walk.show("policy", terms_of(walk.answers))
    form = TermsForm()
    right = form.validate_on_submit()
    walk.keep(**typed_terms(request.form))
    return walk.leaving("policy") or walk.next("policy", form, right=right)


@bp.route("/ajouter/apercu", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@limit("20 per hour")
def preview() -> ResponseReturnValue:
    """Step 4: read it as others will, and who they are, then put it on the shelf."""
    walk = ITEM.walk()
    if request.method == "GET":
        gap = first_gap(walk.answers)
        return walk.go(gap) if gap else _preview(walk)
    with walk.ending(first_gap) as answers:
        item = shelf.add(current_actor(), wording=wording_of(answers))
        sought = _sought_by(answers)
        if sought:
            kind, found = sought
            proposing.propose(current_actor(), item, sought=found, kind=kind)
    flash(_say_added(sought[1] if sought else None))
    return redirect(sought[1].path if sought else item.path, 303)


def _sought_by(answers: Mapping[str, Any]) -> tuple[Sought, Any] | None:
    """Return for what a thing is put up, as long as it may be proposed."""
    kind = SOUGHT.get(answers.get("sought", ""))
    try:
        found: Any = kind and kind.find(current_user, answers["sought_id"])
    except Missing:
        return None
    actor = current_actor()
    may = found is not None and may_propose.may_answer(actor, found)
    return (kind, found) if kind and may and may_propose.may_propose_more(actor, found) else None


def _say_added(found: Any) -> str:
    if found is None:
        return str(gettext("C’est sur votre étagère. Vos voisins peuvent demander à l’emprunter."))
    name = name_for(found.author, current_user)
    return str(gettext("C’est sur votre étagère, et proposé à %(name)s.", name=name))


def _preview(walk: Walk) -> ResponseReturnValue:
    wording = wording_of(walk.answers)
    category = named(THINGS.code, wording.category)
    sought = _sought_by(walk.answers)
    shown: dict[str, Any] = {"wording": wording, "category": category}
    seeker = name_for(sought[1].author, current_user) if sought else ""
    return walk.show("preview", **shown, conditions=CONDITIONS, seeker=seeker)


def _before_restart() -> Ending:
    return Ending(
        title=gettext("Recommencer à zéro ?"),
        happens=(gettext("Votre brouillon, avec ses photos, sera effacé pour de bon."),),
        word=gettext("Effacer et recommencer"),
        back=(url_for("loans.begin"), gettext("Mon brouillon")),
    )


@bp.route("/ajouter/recommencer", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@asks_first(_before_restart)
def restart() -> ResponseReturnValue:
    """Forget the draft."""
    return photos.begin_anew(ITEM.walk())


@bp.get("/ajouter/photo/<name>")
@represented(MAY_LEND)
@verified
def draft_photo(name: str) -> Response:
    """Show the photo of one’s own draft."""
    return photos.hand_out_of_draft(ITEM.walk(), name)
