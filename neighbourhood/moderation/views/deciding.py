"""Deciding a case, agreeing to a heavy measure, answering who contests."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.unsent import KEPT_FOR
from neighbourhood.foundation.web.unsent import are_kept, keep_words
from neighbourhood.mandates.policies import NobodyProved
from neighbourhood.moderation import access
from neighbourhood.moderation.access import CASE_SEEN, moderator
from neighbourhood.moderation.actions import appealing, deciding
from neighbourhood.moderation.forms.deciding import AgreementForm, AnswerForm, DecisionForm
from neighbourhood.moderation.kinds import thing_of
from neighbourhood.moderation.models.appeals import Appeal, AppealStatus
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Decision, Outcome
from neighbourhood.moderation.outcomes import READ_CASE, READ_DECISION
from neighbourhood.moderation.policies import deciding as policies
from neighbourhood.moderation.policies import hearing
from neighbourhood.moderation.policies.reporting import AlreadyLookedAt, TakenUp
from neighbourhood.moderation.queries import decisions
from neighbourhood.moderation.views.as_now import still_as_read
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.residents.access import current_actor, notes_sight


@bp.route("/moderation/dossiers/<int:case_id>/decider", methods=["GET", "POST"])
@moderator
@notes_sight(CASE_SEEN, access.concerned_by)
def decide(case: Case) -> ResponseReturnValue:
    """Ask what is decided and why, then decide."""
    require(case.is_open and decisions.proposed(case) is None, AlreadyLookedAt)
    require(policies.may_decide(current_user, case), TakenUp)
    form = DecisionForm()
    form.offer(policies.outcomes_of(case))
    if not (form.validate_on_submit() and _is_heard(case, form)):
        return _decision_page(case, form)
    with transaction():
        still_as_read(case)
        made = deciding.decide(
            current_actor(),
            READ_CASE.unchanged(case),
            outcome=Outcome(form.outcome.data),
            days=form.lasting,
            rule=form.rule.data,
            facts=form.facts.data or "",
            because=form.because.data or "",
        )
    _say_decided(made)
    return redirect(case.path, 303)


def _is_heard(case: Case, form: DecisionForm) -> bool:
    """Tell whether enough was heard to decide so; else say it in the form, and keep the words."""
    outcome, rule = Outcome(form.outcome.data), form.rule.data
    try:
        hearing.heard_before(case, outcome=outcome, days=form.lasting, rule=rule)
    except (hearing.HearFirst, hearing.AnswerAwaited) as refusal:
        form.outcome.errors = [refusal.say()]
        keep_words()
        return False
    return True


def _decision_page(case: Case, form: DecisionForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/moderation/decide.html",
        case=case,
        form=form,
        may_ask=hearing.may_ask(current_user, case),
        hours_kept=KEPT_FOR // timedelta(hours=1) if are_kept() else None,
        read=READ_CASE.first_drawn(case),
    )
    return page, 422 if form.errors else 200


def _say_decided(made: Decision) -> None:
    if made.is_proposed:
        flash(
            gettext(
                "C’est proposé : une deuxième personne doit être d’accord. Le texte est masqué."
            )
        )
    elif made.found_nothing and made.case.hearing is None:
        flash(gettext("C’est décidé. Les personnes qui ont signalé sont prévenues."))
    else:
        flash(
            gettext("C’est décidé. La personne concernée et celles qui ont signalé sont prévenues.")
        )


@bp.route("/moderation/dossiers/<int:case_id>/accord", methods=["GET", "POST"])
@moderator
@notes_sight(CASE_SEEN, access.concerned_by)
def second(case: Case) -> ResponseReturnValue:
    """Ask a second person whether a heavy measure counts."""
    proposed = decisions.proposed(case)
    if proposed is None:
        raise AlreadyLookedAt
    require(policies.is_another(current_user, proposed), policies.SecondPersonNeeded)
    require(policies.may_agree(current_user, proposed), NobodyProved)
    form = AgreementForm()
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/moderation/second.html",
            case=case,
            decision=proposed,
            form=form,
            read=READ_DECISION.first_drawn(proposed),
        )
        return page, 422 if form.errors else 200
    with transaction():
        READ_DECISION.unchanged(proposed)
        still_as_read(case)
        if form.agrees.data == "yes":
            deciding.agree(current_actor(), proposed)
        else:
            deciding.disagree(current_actor(), proposed, words=form.words.data or "")
    flash(gettext("C’est noté."))
    return redirect(case.path, 303)


def _contested_by(appeal_id: int) -> int | None:
    return decisions.appeal(appeal_id).decision.concerned_id


@bp.route("/moderation/recours/<int:appeal_id>", methods=["GET", "POST"])
@access.judge
@notes_sight(CASE_SEEN, _contested_by)
def judge(appeal: Appeal) -> ResponseReturnValue:
    """Show what is contested and why; answer, as somebody who did not decide."""
    made, form = appeal.decision, AnswerForm()
    form.offer(policies.lighter_than(made))
    require(appeal.is_waiting or request.method == "GET", policies.AnsweredAlready)
    if not (policies.may_answer(current_user, appeal) and form.validate_on_submit()):
        return _appeal_page(appeal, form)
    with transaction():
        READ_DECISION.unchanged(made)
        still_as_read(made.case)
        appealing.answer(
            current_actor(),
            appeal,
            status=AppealStatus(form.status.data),
            words=form.answer.data or "",
            outcome=form.outcome_chosen,
            days=form.lasting,
        )
    flash(gettext("C’est noté : la personne lira votre réponse."))
    return redirect(url_for("moderation.judge", appeal_id=appeal.id), 303)


def _appeal_page(appeal: Appeal, form: AnswerForm) -> ResponseReturnValue:
    made = appeal.decision
    page = render_template(
        "neighbourhood/moderation/judge.html",
        appeal=appeal,
        decision=made,
        case=made.case,
        thing=thing_of(made.case),
        form=form,
        read=READ_DECISION.first_drawn(made),
        may_answer=policies.may_answer(current_user, appeal),
    )
    return page, 422 if form.errors else 200
