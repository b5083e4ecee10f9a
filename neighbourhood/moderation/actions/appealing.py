"""Contesting a decision before somebody else, and answering."""

from datetime import timedelta

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.moderation.actions import effects
from neighbourhood.moderation.actions.asking import ask_others
from neighbourhood.moderation.kinds import told_of_case
from neighbourhood.moderation.models.appeals import Appeal, AppealStatus
from neighbourhood.moderation.models.cases import Case, CaseStatus
from neighbourhood.moderation.models.decisions import Decision, DecisionStatus, Outcome
from neighbourhood.moderation.outcomes import ANSWERED, OF_AN_ACCOUNT, REVIEWED, TO_JUDGE
from neighbourhood.moderation.policies import deciding as policies
from neighbourhood.moderation.policies.reporting import may_handle
from neighbourhood.moderation.queries import cases, decisions
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor

# Whoever is kept outside while they wait has waited long enough after two weeks.
WITHIN = timedelta(days=14)


def contest(actor: Actor, decision: Decision, *, words: str) -> Appeal:
    """Ask somebody else to look at a decision that went against one."""
    case = hold(Case, decision.case_id)
    made = hold(Decision, decision.id)
    require(actor.is_oneself and policies.has_side(actor.resident, made), Missing)
    require(decisions.appeal_of(made) is None, policies.ContestedAlready)
    require(policies.may_contest(actor.resident, made), policies.TooLateToContest)
    appeal = Appeal(
        decision_id=made.id, decision=made, by_id=actor.id, words=words, due_at=now() + WITHIN
    )
    db.session.add(appeal)
    case.become(CaseStatus.APPEALED)
    db.session.flush()
    _tell_the_others(appeal)
    return appeal


def _tell_the_others(appeal: Appeal) -> None:
    ask_others(
        appeal.decision.case,
        lambda one: policies.may_answer(one, appeal),
        TO_JUDGE,
        path=appeal.path,
        until=appeal.due_at,
    )


def answer(
    actor: Actor,
    appeal: Appeal,
    *,
    status: AppealStatus,
    words: str,
    outcome: Outcome | None = None,
    days: int = 0,
) -> None:
    """Answer an appeal in words: the decision stays, is made lighter, or is taken back."""
    case = hold(Case, appeal.decision.case_id)
    made = hold(Decision, appeal.decision_id)
    found = hold(Appeal, appeal.id)
    require(may_handle(actor.resident, case), Missing)
    require(found.is_waiting, policies.AnsweredAlready)
    require(policies.may_answer(actor.resident, found), policies.SecondPersonNeeded)
    found.become(status)
    found.answer, found.answered_by_id, found.answered_at = words, actor.id, now()
    if status is AppealStatus.LIGHTENED:
        _lighten(made, outcome, days)
    elif status is AppealStatus.OVERTURNED:
        _overturn(made)
    _close(case, again=status is AppealStatus.OVERTURNED and made.found_nothing)
    notify(found.by_id, ANSWERED, path=made.path, **told_of_case(case))
    if status is not AppealStatus.UPHELD:
        _tell_who_reported(case, but=found.by_id)


def _tell_who_reported(case: Case, *, but: int) -> None:
    for report in cases.standing_reports(case):
        if report.reporter_id != but:
            notify(report.reporter_id, REVIEWED, path=report.path, title=case.title)


def _lighten(made: Decision, outcome: Outcome | None, days: int) -> None:
    """Put a lighter measure in the place of the one decided."""
    if outcome not in policies.lighter_than(made) or not policies.lasts(outcome, days):
        raise policies.NotOffered
    before = made.outcome
    made.become(DecisionStatus.LIGHTENED)
    until = now() + timedelta(days=days) if days else None
    if made.is_about_the_account and until is not None and made.until is not None:
        # Nothing becomes heavier: what is lighter does not last longer.
        until = min(until, made.until) if outcome in OF_AN_ACCOUNT else until
    made.outcome, made.until = outcome, until
    db.session.flush()
    effects.replace(made, before)


def _overturn(made: Decision) -> None:
    made.become(DecisionStatus.OVERTURNED)
    effects.undo(made)


def _close(case: Case, *, again: bool) -> None:
    """Close a case, or open it again when whoever reported was right: others decide then."""
    if not again or cases.open_about(case.about, case.about_id) is not None:
        case.become(CaseStatus.CLOSED)
        return
    case.become(CaseStatus.OPEN)
    case.due_at = now() + timedelta(days=3)
    case.assigned_id = case.assigned_at = None
