"""Deciding a case: alone, or two people for what is heavy."""

from datetime import datetime, timedelta

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.policies import NobodyProved
from neighbourhood.moderation.actions import effects, hiding, reporting
from neighbourhood.moderation.actions.asking import ask_others
from neighbourhood.moderation.kinds import REPORTABLES, thing_of, told_of_case
from neighbourhood.moderation.models.cases import Case, CaseStatus, HiddenFor
from neighbourhood.moderation.models.decisions import Decision, DecisionStatus, Outcome
from neighbourhood.moderation.outcomes import DECIDED, EXAMINED, SECOND_ASKED, SECOND_SAID_NO
from neighbourhood.moderation.policies import deciding as policies
from neighbourhood.moderation.policies import reporting as reporting_policies
from neighbourhood.moderation.policies.hearing import heard_before
from neighbourhood.moderation.queries import cases
from neighbourhood.moderation.voices import CLEARED
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor


def decide(
    actor: Actor, case: Case, *, outcome: Outcome, days: int, rule: str, facts: str, because: str
) -> Decision:
    """Decide a case for so many `days` (0: without an end), or propose what takes two people."""
    case = hold(Case, case.id)
    require(reporting_policies.may_handle(actor.resident, case), Missing)
    require(case.is_open, reporting_policies.AlreadyLookedAt)
    require(policies.may_decide(actor.resident, case), reporting_policies.TakenUp)
    require(policies.is_offered(case, outcome, days), policies.NotOffered)
    heard = heard_before(case, outcome=outcome, days=days, rule=rule)
    moment = now()
    made = Decision(
        case_id=case.id,
        case=case,
        concerned_id=case.concerned_id,
        outcome=outcome,
        first_outcome=outcome,
        until=moment + timedelta(days=days) if days else None,
        created_at=moment,
        rule=rule,
        facts=facts,
        because=because,
        hidden_for=case.hidden_for,
        heard=heard,
        status=DecisionStatus.PROPOSED,
        decided_by_id=actor.id,
    )
    db.session.add(made)
    db.session.flush()
    if policies.is_heavy(outcome, days):
        _ask_a_second(made)
    else:
        _come_into_force(made, moment)
    return made


def _ask_a_second(made: Decision) -> None:
    """Hide the thing meanwhile, and tell the others who moderate there."""
    case = made.case
    if not case.is_hidden:
        hiding.hide(case, HiddenFor.PROPOSED)
    case.assigned_id = case.assigned_at = None
    ask_others(case, lambda one: policies.may_agree(one, made), SECOND_ASKED, path=case.path)


def agree(actor: Actor, decision: Decision) -> None:
    """Agree to a heavy measure: it counts from now on, as long as was proposed."""
    made = _held(actor, decision)
    require(made.outcome in policies.outcomes_of(made.case), policies.NotOffered)
    moment = now()
    if made.until is not None:
        made.until = moment + (made.until - made.created_at)
    made.second_id = actor.id
    _come_into_force(made, moment)


def disagree(actor: Actor, decision: Decision, *, words: str) -> None:
    """Say no to a heavy measure: the case waits for another decision."""
    made = _held(actor, decision)
    made.second_id, made.second_words = actor.id, words
    made.become(DecisionStatus.REFUSED)
    notify(made.decided_by_id, SECOND_SAID_NO, path=made.case.path)


def _held(actor: Actor, decision: Decision) -> Decision:
    hold(Case, decision.case_id)
    made = hold(Decision, decision.id)
    require(reporting_policies.may_handle(actor.resident, made.case), Missing)
    require(made.is_proposed, reporting_policies.AlreadyLookedAt)
    require(policies.is_another(actor.resident, made), policies.SecondPersonNeeded)
    require(policies.may_agree(actor.resident, made), NobodyProved)
    return made


def _come_into_force(made: Decision, moment: datetime) -> None:
    case = made.case
    made.become(DecisionStatus.IN_FORCE)
    made.in_force_at = moment
    case.become(CaseStatus.DECIDED)
    if made.found_nothing:
        reporting.refuse_reports(case)
    db.session.flush()
    effects.apply(made)
    tell(made)


def tell(made: Decision) -> None:
    """Tell whoever it concerns what was decided, and whoever reported that it was examined."""
    case = made.case
    if not made.found_nothing:
        kind, thing = REPORTABLES.get(case.about), thing_of(case)
        authors = kind.authors(thing) if kind and thing is not None else ()
        for author_id in sorted({made.concerned_id} if made.concerned_id else set(authors)):
            notify(author_id, DECIDED, path=made.path, **told_of_case(case))
    elif case.hearing is not None:
        # Who gave their side was promised to read what is decided.
        notify(case.hearing.resident_id, CLEARED, path=made.path, **told_of_case(case))
    for report in cases.standing_reports(case):
        notify(report.reporter_id, EXAMINED, path=report.path, title=case.title)


def end_past(decision_id: int) -> None:
    """End a decision whose date is past: a text hidden until then is shown again.

    What was hidden with a measure against an account stays so: it did break a rule.
    """
    made = hold(Decision, decision_id)
    if made.until is None or made.until > now() or not made.is_in_force:
        return
    made.become(DecisionStatus.OVER)
    db.session.flush()
    if made.outcome is Outcome.HIDDEN:
        hiding.show_again(made.case)
