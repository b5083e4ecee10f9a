"""Writing a notice, one thing a page; the draft remembers every answer."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import drafts, notices
from neighbourhood.exchanges.forms import (
    STEPS,
    CategoryForm,
    DetailsForm,
    ReachForm,
    SubjectForm,
    details_of,
    first_gap,
    subject_of,
    typed_details,
    wording_of,
)
from neighbourhood.exchanges.kinds import CATEGORIES, CATEGORY_WORDS, POST, SUBJECTS
from neighbourhood.exchanges.models import Direction
from neighbourhood.exchanges.views import photos
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.forms import Form
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.places.kinds import REACHES
from neighbourhood.places.queries import neighbours_of
from neighbourhood.residents.access import current_actor


def _answers(direction: Direction) -> dict[str, Any]:
    draft = queries.draft_of(current_user, direction)
    return dict(draft.answers) if draft else {}


def _keep(direction: Direction, **answers: object) -> None:
    with transaction():
        drafts.keep_draft(current_actor(), direction=direction, answers=answers)


def _page(step: str, direction: Direction, form: Form, **more: object) -> ResponseReturnValue:
    page = render_template(
        f"neighbourhood/exchanges/{step}.html",
        form=form,
        way=direction,
        step=STEPS.index(step) + 1,
        steps=len(STEPS),
        **more,
    )
    return page, 422 if form.errors else 200


def _go(step: str, direction: Direction) -> ResponseReturnValue:
    return redirect(url_for(f"exchanges.{step}", direction=direction), 303)


@bp.get("/entraide/publier")
@represented(POST)
@verified
def choose() -> ResponseReturnValue:
    """Ask whether one asks or offers, when the way here did not say."""
    return render_template("neighbourhood/exchanges/choose.html")


@bp.route("/entraide/<direction:direction>", methods=["GET", "POST"])
@represented(POST)
@verified
def begin(direction: Direction) -> ResponseReturnValue:
    """Step 1: what kind of thing."""
    form = SubjectForm()
    if form.validate_on_submit():
        _keep(direction, subject=form.subject.data.value)
        return _go("category", direction)
    answers = _answers(direction)
    return _page("begin", direction, form, subjects=SUBJECTS[direction], answers=answers)


@bp.route("/entraide/<direction:direction>/categorie", methods=["GET", "POST"])
@represented(POST)
@verified
def category(direction: Direction) -> ResponseReturnValue:
    """Step 2: which category."""
    answers = _answers(direction)
    subject = subject_of(answers)
    if subject is None:
        return _go("begin", direction)
    form = CategoryForm(request.form or None, subject=subject)
    if form.validate_on_submit():
        _keep(direction, category=form.category.data.value)
        return _go("details", direction)
    words = {category: CATEGORY_WORDS[category] for category in CATEGORIES[subject]}
    return _page("category", direction, form, categories=words, answers=answers)


@bp.route("/entraide/<direction:direction>/details", methods=["GET", "POST"])
@represented(POST)
@verified
@limit("120 per hour")
def details(direction: Direction) -> ResponseReturnValue:
    """Step 3: title, words, photo, how many, until when; going back or away keeps them too."""
    answers = _answers(direction)
    if request.method == "GET":
        return _page("details", direction, details_of(answers), photo=answers.get("photo"))
    if request.form.get("go") == "keep":
        _keep(direction, **typed_details(request.form))
        return "", 204
    form = DetailsForm()
    right = form.validate_on_submit()
    photo = _photo(form, answers.get("photo"))
    _keep(direction, photo=photo, **typed_details(request.form))
    if request.form.get("go") == "back":
        return _go("category", direction)
    if right and not form.photo.errors:
        return _go("reach", direction)
    return _page("details", direction, form, photo=photo)


def _photo(form: DetailsForm, before: str | None) -> str | None:
    fresh = photos.take_in(form)
    if fresh or form.remove_photo.data:
        photos.forget(before)
        return fresh
    return before


@bp.route("/entraide/<direction:direction>/portee", methods=["GET", "POST"])
@represented(POST)
@verified
def reach(direction: Direction) -> ResponseReturnValue:
    """Step 4: who sees it, and under which name."""
    form = ReachForm()
    right = form.validate_on_submit()
    if right:
        _keep(direction, reach=form.reach.data.value)
    if request.form.get("go") == "back":
        return _go("details", direction)
    if right:
        return _go("preview", direction)
    return _page(
        "reach",
        direction,
        form,
        answers=_answers(direction),
        reaches=REACHES,
        beside=neighbours_of(current_user.quartier_id),
    )


@bp.route("/entraide/<direction:direction>/apercu", methods=["GET", "POST"])
@represented(POST)
@verified
@limit("20 per hour")
def preview(direction: Direction) -> ResponseReturnValue:
    """Step 5: read it as others will, then send it."""
    answers = _answers(direction)
    gap = first_gap(answers)
    if gap is not None:
        return _go(gap, direction)
    wording = wording_of(answers)
    if request.method == "POST":
        with transaction():
            notice = notices.publish(current_actor(), direction=direction, wording=wording)
            drafts.drop_draft(current_actor(), direction=direction)
        flash(gettext("C’est publié. Vos voisins peuvent vous répondre."))
        return redirect(notice.path, 303)
    return render_template(
        "neighbourhood/exchanges/preview.html",
        wording=wording,
        way=direction,
        words=CATEGORY_WORDS[wording.category],
        step=len(STEPS),
        steps=len(STEPS),
    )


@bp.post("/entraide/<direction:direction>/recommencer")
@represented(POST)
@verified
def restart(direction: Direction) -> ResponseReturnValue:
    """Forget the draft."""
    photo = _answers(direction).get("photo")
    with transaction():
        drafts.drop_draft(current_actor(), direction=direction)
    photos.forget(photo)
    return _go("begin", direction)


@bp.get("/entraide/<direction:direction>/photo/<name>")
@represented(POST)
@verified
def draft_photo(direction: Direction, name: str) -> Response:
    """Show the photo of one’s own draft."""
    key = _answers(direction).get("photo")
    return photos.hand_out(key if key and photos.name_of(key) == name else None)
