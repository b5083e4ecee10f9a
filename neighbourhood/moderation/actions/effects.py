"""What a decision changes, and how it is taken back."""

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.actions import hiding
from neighbourhood.moderation.kinds import REPORTABLES, thing_of
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Decision, Outcome
from neighbourhood.moderation.outcomes import MEASURE_TAKEN, OF_AN_ACCOUNT
from neighbourhood.moderation.queries import decisions
from neighbourhood.residents.actions import sights, standing
from neighbourhood.residents.kinds import Office
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.standing import Measure

HIDES = (Outcome.HIDDEN, *OF_AN_ACCOUNT)


def apply(decision: Decision) -> None:
    """Make a decision that is in force count; whom it concerns is told what was decided."""
    case = decision.case
    if decision.outcome in HIDES:
        _keep_hidden(case)
    elif case.is_hidden and hiding.put_back(case) and decision.found_nothing:
        hiding.tell_shown_again(case, thing_of(case))
    if decision.is_about_the_account:
        _restrict(decision)


def undo(decision: Decision) -> None:
    """Take back what a decision, which counts no more, had changed; what others ask stays."""
    db.session.flush()
    if decision.outcome in HIDES:
        hiding.put_back(decision.case)
    _release(decision, decision.outcome)


def replace(decision: Decision, before: Outcome) -> None:
    """Make a decision count as it is now, in the place of what it said `before`."""
    _release(decision, before)
    if decision.outcome not in HIDES:
        hiding.put_back(decision.case)
    elif decision.is_about_the_account:
        _restrict(decision)


def _release(decision: Decision, outcome: Outcome) -> None:
    """Lift a measure, but for as long as other decisions keep the account under the same."""
    if outcome not in OF_AN_ACCOUNT or decision.concerned_id is None:
        return
    account = db.session.get_one(Resident, decision.concerned_id)
    standing.lift(account, Measure(outcome.value))
    for other in decisions.still_restricting(account.id, outcome, now()):
        _restrict(other)


def _keep_hidden(case: Case) -> None:
    thing = thing_of(case)
    if thing is not None:
        REPORTABLES[case.about].hide(thing)
    case.hidden_at = case.hidden_for = None


def _restrict(decision: Decision) -> None:
    if decision.concerned_id is None:
        return
    account = db.session.get_one(Resident, decision.concerned_id)
    standing.restrict(account, Measure(decision.outcome.value), decision.until)
    if decision.decided_by_id is not None:
        sights.note(decision.decided_by_id, account.id, MEASURE_TAKEN, office=_office(decision))


def _office(decision: Decision) -> Office:
    by = decision.decided_by_id or 0
    return sights.office_of(by, decision.case.municipality_id)
