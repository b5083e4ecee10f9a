"""Pages of the neighbours who help to review."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.moderation.actions import reviewing as actions
from neighbourhood.moderation.forms.reviewing import HelpForm, OpinionForm
from neighbourhood.moderation.kinds import REPORTABLES, RESIDENT
from neighbourhood.moderation.models.cases import Case, Opinion
from neighbourhood.moderation.models.reviewers import Reviewer
from neighbourhood.moderation.policies import reviewing as policies
from neighbourhood.moderation.queries import cases, reviews
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.moderation.voices import READ_SHARED
from neighbourhood.residents.access import current_actor


def _standing() -> Reviewer:
    found = reviews.standing_of(current_user)
    if found is None:
        raise Missing
    return found


@bp.route("/moi/relecture", methods=["GET", "POST"])
@signed_in
def reviewing() -> ResponseReturnValue:
    """Ask whether one wants to help; then list what waits for an opinion."""
    reviewer, form = reviews.standing_of(current_user), HelpForm()
    if reviewer is not None and reviewer.is_asked and form.validate_on_submit():
        with transaction():
            actions.answer(current_actor(), reviewer, accepts=form.helps.data == "yes")
        flash(gettext("C’est noté, merci."))
        return redirect(url_for("moderation.reviewing"), 303)
    helps = policies.serves(current_user, reviewer)
    page = render_template(
        "neighbourhood/moderation/reviewing.html",
        reviewer=reviewer,
        form=form,
        helps=helps,
        cases=reviews.cases_for(current_user) if helps else (),
        opinions=reviews.opinions_of(current_user) if helps else {},
        resident_code=RESIDENT.code,
    )
    return page, 422 if form.errors else 200


def _before_stopping() -> Ending:
    require(_standing().is_serving, policies.AnsweredReview)
    return Ending(
        title=gettext("Ne plus aider à relire ?"),
        happens=(
            gettext("On ne vous demandera plus d’avis. Ceux que vous avez donnés restent."),
            gettext("Personne ne vous demande pourquoi."),
        ),
        word=gettext("Ne plus aider"),
        back=(url_for("moderation.reviewing"), gettext("Aider à relire")),
    )


@bp.route("/moi/relecture/arreter", methods=["GET", "POST"])
@signed_in
@asks_first(_before_stopping)
def stop_reviewing() -> ResponseReturnValue:
    """Help no more."""
    with transaction():
        actions.stop(current_actor(), _standing())
    flash(gettext("C’est noté : vous n’aidez plus à relire. Merci de l’avoir fait."))
    return redirect(url_for("residents.me"), 303)


@bp.route("/moi/relecture/<int:case_id>", methods=["GET", "POST"])
@signed_in
@limit("60 per hour", methods=["POST"])
def review(case_id: int) -> ResponseReturnValue:
    """Show a text without who wrote or reported it, and ask what one thinks of it."""
    case = db.session.get(Case, case_id)
    own = reviews.opinion_of(current_user, case) if case else None
    if case is None or not (own or policies.may_review(current_user, case)):
        raise Missing
    form = OpinionForm(data=_said(own) if own else None)
    if form.validate_on_submit():
        with transaction():
            said = {"broken": form.broken.data == "yes", "words": form.words.data or ""}
            actions.think(current_actor(), READ_SHARED.unchanged(case), **said)
        flash(gettext("Merci. Votre avis sera lu avant de décider."))
        return redirect(url_for("moderation.reviewing"), 303)
    page = render_template(
        "neighbourhood/moderation/review.html",
        case=case,
        kind=REPORTABLES[case.about],
        is_person=case.about == RESIDENT.code,
        rules=cases.every_rule_of(case),
        form=form,
        own=own,
        may_think=policies.may_think(current_user, case),
        read=READ_SHARED.first_drawn(case),
    )
    return page, 422 if form.errors else 200


def _said(own: Opinion) -> dict[str, str]:
    return {"broken": "yes" if own.broken else "no", "words": own.words}
