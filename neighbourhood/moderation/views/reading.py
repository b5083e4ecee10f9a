"""What whoever is concerned reads of a decision, and how they contest it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import even_suspended, signed_in
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.moderation.actions import appealing
from neighbourhood.moderation.forms.deciding import ContestForm
from neighbourhood.moderation.models.appeals import Appeal
from neighbourhood.moderation.models.decisions import Decision
from neighbourhood.moderation.policies import deciding as policies
from neighbourhood.moderation.queries import decisions, hearings, reviews
from neighbourhood.moderation.queries.handlers import handlers
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.residents.access import current_actor


def _read(decision_id: int) -> Decision:
    found = decisions.decision(decision_id)
    if not policies.may_read(current_user, found):
        raise Missing
    return found


@bp.get("/moi/moderation")
@even_suspended
@signed_in
def standing() -> ResponseReturnValue:
    """Say how one’s account stands, and list the decisions about what one wrote."""
    return render_template(
        "neighbourhood/moderation/standing.html",
        decisions=decisions.concerning(current_user),
        asked=hearings.waiting_for(current_user),
        reviewer=reviews.standing_of(current_user),
    )


@bp.get("/moderation/decisions/<int:decision_id>")
@even_suspended
@signed_in
def decision(decision_id: int) -> ResponseReturnValue:
    """Give the reasons of a decision to whom it concerns."""
    found = _read(decision_id)
    appeal = decisions.appeal_of(found)
    return render_template(
        "neighbourhood/moderation/decision.html",
        decision=found,
        case=found.case,
        appeal=appeal,
        judged_by_nobody=appeal is not None and _is_left_to_nobody(appeal),
        mine=policies.concerns(current_user, found),
        may_contest=policies.may_contest(current_user, found),
    )


def _is_left_to_nobody(appeal: Appeal) -> bool:
    case = appeal.decision.case
    return appeal.is_waiting and not handlers(case, lambda one: policies.may_answer(one, appeal))


@bp.route("/moderation/decisions/<int:decision_id>/contester", methods=["GET", "POST"])
@even_suspended
@signed_in
@limit("20 per hour", methods=["POST"])
def contest(decision_id: int) -> ResponseReturnValue:
    """Ask in one’s own words that somebody else looks again."""
    found, form = _read(decision_id), ContestForm()
    require(decisions.appeal_of(found) is None, policies.ContestedAlready)
    require(policies.may_contest(current_user, found), policies.TooLateToContest)
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/moderation/contest.html", decision=found, case=found.case, form=form
        )
        return page, 422 if form.errors else 200
    with transaction():
        appealing.contest(current_actor(), found, words=form.words.data or "")
    flash(gettext("C’est envoyé. Quelqu’un d’autre relit tout et vous répondra."))
    return redirect(found.path, 303)
