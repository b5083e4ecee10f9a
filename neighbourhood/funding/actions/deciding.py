"""What a person decides about a payment."""

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding.actions import cases, gifts, returns, statements
from neighbourhood.funding.models.provider import MoneyCase
from neighbourhood.funding.policies import (
    CaseClosed,
    Decision,
    YourOwnGift,
    decisions_for,
    may_decide,
)
from neighbourhood.funding.queries import pledges, provider
from neighbourhood.residents.acting import Actor


def decide(actor: Actor, case_id: int, *, decision: Decision, word: str) -> None:
    """Do what was decided, and close the case with a word."""
    require(may_decide(actor))
    key = provider.case(case_id).pledge.key
    # The fund and the pledge first, as everyone does; whoever comes second finds it closed.
    returns.held(key)
    case = hold(MoneyCase, case_id)
    require(case.closed_at is None and decision in decisions_for(case), CaseClosed)
    require(not pledges.is_own(actor.resident, case.pledge), YourOwnGift)
    act = _ACTS.get(decision)
    if act is not None:
        act(key)
    case.closed_at = now()
    case.closed_by_id = actor.id
    case.word = word
    db.session.flush()
    cases.is_over(case.pledge)


_ACTS = {
    Decision.GIVE_BACK: returns.return_gift,
    Decision.TRY_AGAIN: returns.try_again,
    Decision.BY_HAND: returns.given_by_hand,
    Decision.SENT_BY_BANK: statements.sent_back,
    Decision.KEEP_BOTH: gifts.keep,
}
