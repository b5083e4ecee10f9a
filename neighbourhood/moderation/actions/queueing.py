"""Taking up a case, and giving it back to the others."""

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.policies import reporting as policies
from neighbourhood.residents.acting import Actor


def take_up(actor: Actor, case: Case) -> None:
    """Look at a case oneself: the others see that it is taken care of."""
    case = hold(Case, case.id)
    require(policies.may_handle(actor.resident, case), Missing)
    require(case.is_open, policies.AlreadyLookedAt)
    require(policies.may_take_up(actor.resident, case), policies.TakenUp)
    case.assigned_id, case.assigned_at = actor.id, now()


def give_back(actor: Actor, case: Case) -> None:
    """Leave a case to the others."""
    case = hold(Case, case.id)
    require(policies.may_give_back(actor.resident, case))
    case.assigned_id = case.assigned_at = None
