"""Asking whom a case concerns for their side, and their answer."""

from datetime import timedelta

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.moderation.kinds import told_of_case
from neighbourhood.moderation.models.cases import Case, Hearing
from neighbourhood.moderation.policies import hearing as policies
from neighbourhood.moderation.policies.reporting import AlreadyLookedAt, TakenUp, may_handle
from neighbourhood.moderation.voices import HEARING_ANSWERED, HEARING_ASKED
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor

# How long there is to decide once the answer is in, or the date past.
TO_DECIDE = timedelta(days=2)


def ask(actor: Actor, case: Case, *, rule: str, days: int, question: str = "") -> Hearing:
    """Ask whom a case concerns for their side, within so many `days`; whoever asks takes it up."""
    case = hold(Case, case.id)
    require(may_handle(actor.resident, case), Missing)
    require(case.is_open, AlreadyLookedAt)
    require(case.hearing is None, policies.AskedAlready)
    require(policies.can_be_heard(case), policies.NobodyToHear)
    require(policies.may_ask(actor.resident, case), TakenUp)
    moment = now()
    asked = Hearing(
        case=case,
        resident_id=case.concerned_id,
        asked_by_id=actor.id,
        rule=rule,
        question=question,
        due_at=moment + timedelta(days=days),
        created_at=moment,
    )
    db.session.add(asked)
    case.assigned_id, case.assigned_at = actor.id, case.assigned_at or moment
    case.due_at = max(case.due_at, asked.due_at + TO_DECIDE)
    db.session.flush()
    told = told_of_case(case)
    notify(asked.resident_id, HEARING_ASKED, path=asked.path, until=asked.due_at, **told)
    return asked


def say(actor: Actor, hearing: Hearing, *, words: str) -> None:
    """Give one’s side, once."""
    case = hold(Case, hearing.case_id)
    asked = hold(Hearing, hearing.id)
    require(actor.is_oneself and asked.resident_id == actor.id, Missing)
    require(policies.may_say(actor.resident, asked), policies.TooLateToSay)
    asked.answer, asked.answered_at = words, now()
    db.session.flush()
    notify(case.assigned_id or asked.asked_by_id, HEARING_ANSWERED, path=case.path)
