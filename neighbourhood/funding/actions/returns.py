"""Money that goes back because we send it."""

from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import news
from neighbourhood.funding.actions import cases
from neighbourhood.funding.actions.following import follow
from neighbourhood.funding.actions.reversing import Told, act, catch_up, hear_reversal, note
from neighbourhood.funding.actions.telling import tell
from neighbourhood.funding.models.gifts import Fund, Pledge, PledgeStatus
from neighbourhood.funding.models.ledger import TransferKind
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.queries import pledges, provider


def return_gift(key: str) -> None:
    """Owe one gift back, and ask neighbours for it anew; a second call changes nothing."""
    fund, promise = held(key)
    if promise.payment is not None and promise.payment.counted_cents:
        owe_back(promise, fund)


def owe_back(promise: Pledge, fund: Fund) -> None:
    """Take out of the fund what counts for it; the clock sends it back to whoever gave it."""
    pledges.paid_for(promise).counted_cents = 0
    facts, _moved = follow(promise, fund, TransferKind.RETURN)
    cases.mind(promise, facts)
    tell(promise, news.OWED_BACK, cents=facts.owed)


def record_refund(
    key: str, reference: str = "", status: ReversalStatus = ReversalStatus.SUCCEEDED
) -> None:
    """Record that the provider gives a payment back; a second call changes nothing."""
    fund, promise = held(key)
    payment = promise.payment
    if payment is None:
        return
    reference = reference or f"refund-{key}-{payment.attempts}"
    owed = provider.facts_of(payment).owed
    if owed == 0 and not provider.is_known(reference):
        return  # what went back was heard of in another way meanwhile
    # This one is answered: what is owed from now on is asked for anew, not answered again.
    payment.attempts += 1
    told = Told(reference, promise.payment_reference, owed, status)
    if note(told, promise):
        act(promise, fund, told)


def refund_refused(key: str) -> None:
    """Record that the provider will not give a payment back: a person must decide."""
    fund, promise = held(key)
    if promise.status is not PledgeStatus.OWED_BACK:
        return
    pledges.paid_for(promise).is_stuck = True
    facts, _moved = follow(promise, fund, TransferKind.REFUND_FAILED)
    cases.mind(promise, facts)
    if not promise.is_by_transfer:  # of a transfer they know that it will be given back
        tell(promise, news.STUCK, cents=facts.owed)


def found_refunded(key: str) -> None:
    """Record that the whole payment had been given back already: there is nothing left to send."""
    _fund, promise = held(key)
    paid = pledges.paid_for(promise)
    hear_reversal(
        Told(
            f"total-{key}",
            promise.payment_reference,
            paid.paid_cents,
            ReversalStatus.TOTAL,
        )
    )
    # Still owed by what we know: the provider would say the same for ever.
    refund_refused(key)


def claim(key: str) -> None:
    """Act on what was heard of a payment too early."""
    fund, promise = held(key)
    catch_up(promise, fund)


def try_again(key: str) -> None:
    """Have the clock ask the provider once more, as a new refund."""
    fund, promise = held(key)
    if promise.status is not PledgeStatus.STUCK:
        return
    payment = pledges.paid_for(promise)
    payment.is_stuck = False
    payment.attempts += 1
    follow(promise, fund, TransferKind.REFUND)


def given_by_hand(key: str) -> None:
    """Record that what was owed was given back in another way, such as by the town’s own bank."""
    fund, promise = held(key)
    if promise.status is not PledgeStatus.STUCK:
        return
    payment = pledges.paid_for(promise)
    owed = provider.facts_of(payment).owed
    payment.is_by_hand = True
    payment.is_stuck = False
    follow(promise, fund, TransferKind.BY_HAND)
    tell(promise, news.REFUNDED, cents=owed)


def held(key: str) -> tuple[Fund, Pledge]:
    """Return a pledge and its fund, held in the order in which everyone holds them."""
    fund = hold(Fund, pledges.fund_id_of(key))
    return fund, pledges.locked(key)
