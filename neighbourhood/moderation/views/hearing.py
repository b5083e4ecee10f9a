"""Asking whom a case concerns for their side, and the page where they give it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import even_suspended, signed_in
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.moderation.access import CASE_SEEN, concerned_by, moderator
from neighbourhood.moderation.actions import hearing as actions
from neighbourhood.moderation.forms.hearing import AskForm, SayForm
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.outcomes import READ_CASE
from neighbourhood.moderation.policies import hearing as policies
from neighbourhood.moderation.policies.reporting import AlreadyLookedAt, TakenUp
from neighbourhood.moderation.queries import cases, hearings
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.moderation.voices import READ_QUESTION
from neighbourhood.residents.access import current_actor, notes_sight


@bp.route("/moderation/dossiers/<int:case_id>/point-de-vue", methods=["GET", "POST"])
@moderator
@notes_sight(CASE_SEEN, concerned_by)
def ask(case: Case) -> ResponseReturnValue:
    """Ask whom a case concerns for their side, with a question where one has any."""
    require(case.is_open, AlreadyLookedAt)
    require(case.hearing is None, policies.AskedAlready)
    require(policies.can_be_heard(case), policies.NobodyToHear)
    require(policies.may_ask(current_user, case), TakenUp)
    form = AskForm(rule=cases.first_rule_of(case))
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/moderation/ask_side.html",
            case=case,
            form=form,
            read=READ_CASE.first_drawn(case),
        )
        return page, 422 if form.errors else 200
    with transaction():
        actions.ask(
            current_actor(),
            READ_CASE.unchanged(case),
            rule=form.rule.data,
            days=int(form.days.data),
            question=form.question.data or "",
        )
    flash(gettext("C’est demandé. Une notification vous dira quand la réponse arrive."))
    return redirect(case.path, 303)


@bp.route("/moi/moderation/point-de-vue/<int:hearing_id>", methods=["GET", "POST"])
@even_suspended
@signed_in
@limit("20 per hour", methods=["POST"])
def say(hearing_id: int) -> ResponseReturnValue:
    """Give one’s side of what was reported; who reported is told to nobody."""
    asked, form = hearings.own(current_user, hearing_id), SayForm()
    if form.validate_on_submit():
        with transaction():
            said = form.words.data or ""
            actions.say(current_actor(), READ_QUESTION.unchanged(asked), words=said)
        flash(gettext("Merci. Votre point de vue sera lu avant de décider."))
        return redirect(asked.path, 303)
    page = render_template(
        "neighbourhood/moderation/side.html",
        asked=asked,
        case=asked.case,
        form=form,
        read=READ_QUESTION.first_drawn(asked),
        may_say=policies.may_say(current_user, asked),
    )
    return page, 422 if form.errors else 200
