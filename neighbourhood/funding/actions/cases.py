"""What a person must look at: one case for one matter, which follows what the provider says."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.money import Amount
from neighbourhood.funding import news
from neighbourhood.funding.actions.telling import case_path, tell_of_case
from neighbourhood.funding.ledger import Facts
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.provider import CaseKind, MoneyCase, ReversalStatus
from neighbourhood.funding.queries import pledges, provider
from neighbourhood.notifications.actions import settle

Reason = Callable[[Pledge, Facts], bool]


def _is_disputed(promise: Pledge, _facts: Facts) -> bool:
    return provider.disputes_payment(pledges.paid_for(promise))


# For as long as this is so, a case waits; what is not here waits for a person alone.
_REASONS: Mapping[CaseKind, Reason] = MappingProxyType(
    {
        CaseKind.DISPUTE: _is_disputed,
        CaseKind.DISPUTE_LOST: lambda _promise, facts: facts.lost > 0,
        CaseKind.REFUND_FAILED: lambda _promise, facts: facts.owed > 0 or facts.pending > 0,
        CaseKind.RETURN_BY_BANK: lambda _promise, facts: facts.owed > 0,
        CaseKind.TOO_MUCH_BACK: lambda _promise, facts: facts.left < 0,
    }
)
# What an open case turns into when that is told; no second one is opened beside it.
_TURNS = MappingProxyType(
    {
        (CaseKind.DISPUTE, ReversalStatus.LOST): CaseKind.DISPUTE_LOST,
        (CaseKind.REFUND_ELSEWHERE, ReversalStatus.FAILED): CaseKind.REFUND_FAILED,
    }
)


def open_case(promise: Pledge, kind: CaseKind, cents: int) -> None:
    """Ask a person to look at a payment; of a kind there is one at a time, which grows."""
    case = provider.open_case_of(promise, kind)
    if case is None:
        case = MoneyCase(kind=kind, pledge_id=promise.id, amount_cents=cents)
        db.session.add(case)
    elif kind is CaseKind.REFUND_ELSEWHERE:
        case.amount_cents += cents  # one part after the other
    elif cents > case.amount_cents:
        case.amount_cents = cents
    else:
        return
    db.session.flush()
    _tell(case, promise)


def mind(promise: Pledge, facts: Facts) -> None:
    """Have somebody see to money that is stuck, whatever closed an earlier case of it."""
    if promise.is_stuck:
        by_bank = promise.is_by_transfer
        kind = CaseKind.RETURN_BY_BANK if by_bank else CaseKind.REFUND_FAILED
        open_case(promise, kind, facts.owed)


def follow(promise: Pledge, facts: Facts, said: ReversalStatus, cents: int) -> None:
    """Bring the open cases of a payment in line with what the provider said last."""
    for case in provider.open_cases_of(promise):
        turned = _TURNS.get((case.kind, said))
        if _waits(case, promise, facts) and (turned is None or case.kind in _REASONS):
            continue
        if turned is None or provider.open_case_of(promise, turned):
            _close(case, promise, said)
        else:
            case.kind, case.amount_cents = turned, cents
            db.session.flush()
            _tell(case, promise)


def _waits(case: MoneyCase, promise: Pledge, facts: Facts) -> bool:
    reason = _REASONS.get(case.kind)
    return reason is None or reason(promise, facts)


def _close(case: MoneyCase, promise: Pledge, said: ReversalStatus) -> None:
    case.closed_at = now()
    case.word = said.value  # said in the reader’s language by `cases.ENDINGS`
    db.session.flush()
    is_over(promise)


def is_over(promise: Pledge) -> None:
    """Put out the news of a payment of which nothing waits any more."""
    if not provider.open_cases_of(promise):
        for number in provider.case_numbers(promise):
            settle(case_path(number), news.CASE)


# What a case is about, said in its news; the others are about a payment.
_ABOUT = MappingProxyType(
    {
        CaseKind.REFUND_ELSEWHERE: "refund",
        CaseKind.REFUND_FAILED: "refund",
        CaseKind.RETURN_BY_BANK: "refund",
        CaseKind.DISPUTE: "dispute",
        CaseKind.DISPUTE_LOST: "dispute",
        CaseKind.TOO_MUCH_BACK: "too much",
        CaseKind.LOSS_COVERED: "refund",
    }
)


def _tell(case: MoneyCase, promise: Pledge) -> None:
    tell_of_case(
        case.id,
        provider.case_numbers(promise),
        variant=_ABOUT.get(case.kind, ""),
        amount=Amount(case.amount_cents),
        paid=Amount(promise.paid_cents),
        title=promise.fund.title,
    )
