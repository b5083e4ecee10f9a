"""What the clock does to money: free what was kept too long, give back what is owed."""

import logging

from neighbourhood.foundation.outside import jobs as clockwork
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn, transaction
from neighbourhood.foundation.web.keeping import today
from neighbourhood.funding import charging
from neighbourhood.funding.actions import (
    checking,
    gifts,
    linking,
    parting,
    returns,
    transfers,
)
from neighbourhood.funding.actions.returns import claim
from neighbourhood.funding.gateways.asking import ask_for_each
from neighbourhood.funding.gateways.bank_transfers import ByBankOnly
from neighbourhood.funding.gateways.contract import (
    AlreadyRefunded,
    PaymentGateway,
    RefundRefused,
)
from neighbourhood.funding.queries import (
    baskets,
    invariants,
    monthly,
    pledges,
    provider,
    verifying,
)
from neighbourhood.funding.queries.transfers import to_remind

log = logging.getLogger(__name__)


@clockwork.periodic(minute="*")
def expire_reservations() -> None:
    """Every minute, let others give what was kept for a payment that did not come."""
    with transaction():
        gifts.expire_reservations()


@clockwork.periodic(minute="*/5")
def send_refunds() -> None:
    """Give back what is owed; what fails now is tried again at the next round."""
    ask_for_each(pledges.to_refund(), _send_refund, what="give a payment back")


def _send_refund(gateway: PaymentGateway, key: str) -> None:
    pledge = pledges.by_key(key)
    payment = pledges.paid_for(pledge)
    owed = provider.facts_of(payment).owed
    if not owed:
        return  # kept after all, or given back in another way meanwhile
    try:
        if pledge.is_by_transfer:
            raise ByBankOnly
        sent = gateway.refund(pledge, cents=owed, attempt=payment.attempts)
    except AlreadyRefunded:
        with transaction():
            returns.found_refunded(key)
    except RefundRefused:
        log.warning("the provider refuses a refund: a person must decide")
        with transaction():
            returns.refund_refused(key)
    else:
        with transaction():
            returns.record_refund(key, sent.reference, sent.status)


@clockwork.periodic(hour="8-19", minute="25")
def charge_monthly_gifts() -> None:
    """Each hour of the day, charge the monthly gifts whose day has come, once for their month."""
    day = today()
    charging.charge((monthly_id, day) for monthly_id in monthly.due(day))


@clockwork.periodic(minute="35")
def forget_cards() -> None:
    """Every hour, have the provider forget the cards of monthly gifts that are stopped."""
    charging.forget_cards()


@clockwork.periodic(hour="9", minute="10")
def remind_of_transfers() -> None:
    """Each morning, remind whoever announced a transfer that is still awaited and soon lapses."""
    each_in_turn(to_remind(now() + transfers.REMINDED_BEFORE), transfers.remind)


@clockwork.periodic(minute="*/5")
def claim_reversals() -> None:
    """Bring together payments and what was said of them a moment too early."""
    each_in_turn(baskets.unclaimed(), parting.claim)
    each_in_turn(provider.unclaimed(), claim)


@clockwork.periodic(minute="*")
def link() -> None:
    """Every minute, lay the chain over the movements that were committed meanwhile."""
    linked = linking.AT_ONCE
    while linked == linking.AT_ONCE:
        with transaction():
            linked = linking.link()


@clockwork.periodic(minute="17")
def check_books() -> None:
    """Every hour, ask whether the books keep their rules; read before anything is held."""
    broken = invariants.broken()
    with transaction():
        checking.note(broken, asked=invariants.rules().keys())


@clockwork.periodic(hour="4", minute="40")
def check_chain() -> None:
    """Every night, recompute the whole chain from the ledger."""
    wrong = verifying.verify().wrong
    with transaction():
        checking.note({checking.CHAIN: 1} if wrong else {}, asked={checking.CHAIN})
