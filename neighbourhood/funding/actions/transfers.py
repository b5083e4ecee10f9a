"""Gifts by bank transfer, as donors announce them, are reminded of them, and give them up."""

from datetime import UTC, datetime, time, timedelta

from neighbourhood.foundation import settings
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import mails, news
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.actions.telling import tell
from neighbourhood.funding.actions.wishing import NOTHING_SAID, Wish, say
from neighbourhood.funding.awaiting import (
    NoTransfers,
    TooManyTransfers,
    may_wait_for,
    refusal_by_transfer,
)
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.bank_transfers import after_bank_days
from neighbourhood.funding.models.bank import TransferPromise
from neighbourhood.funding.models.gifts import Fund, Means, Pledge
from neighbourhood.funding.queries import pledges, transfers
from neighbourhood.funding.statements.references import new_reference
from neighbourhood.residents.acting import Actor

# Each morning: of those that lapse this evening or tomorrow evening.
REMINDED_BEFORE = timedelta(hours=40)


def announce(actor: Actor, fund: Fund, *, amount_cents: int, wish: Wish = NOTHING_SAID) -> Pledge:
    """Keep a part of the fund until the evening of the last day for a transfer; mail what to write.

    The reference is drawn by chance; of two alike the database refuses the second.
    """
    bank = choosing.bank()
    if bank is None:
        raise NoTransfers
    require(may_wait_for(actor), TooManyTransfers)
    fund, pseudonym = gifts.giving(actor, fund)
    gifts.cancel_tries(Pledge.pseudonym == pseudonym)
    room = pledges.remaining_cents(fund)
    refusal = refusal_by_transfer(amount_cents, room, fund)
    if refusal is not None:
        raise refusal
    promise = gifts.promise(fund, pseudonym, amount_cents=amount_cents, room=room)
    promise.means, promise.reserved_until = Means.TRANSFER, until_bank_days(now())
    say(promise, wish)
    written = TransferPromise(pledge=promise, reference=new_reference())
    db.session.add(written)
    db.session.flush()
    mails.tell_order(actor.resident, promise, bank.order(written.reference, amount_cents))
    return promise


def until_bank_days(moment: datetime) -> datetime:
    """Return the last minute, on the clocks of the town, of the day on which a transfer lapses."""
    zone = settings.current().time_zone
    last = after_bank_days(moment.astimezone(zone).date())
    return datetime.combine(last, time(23, 59), zone).astimezone(UTC)


def remind(promise_id: int) -> None:
    """Tell a donor once that their transfer is still awaited."""
    promise = transfers.held_promise(promise_id)
    if promise.reminded_at is None:
        promise.reminded_at = now()
        tell(promise.pledge, news.TRANSFER_DUE)
