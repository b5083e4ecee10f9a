"""Gifts by bank transfer of people without an account."""

from datetime import timedelta

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import mails
from neighbourhood.funding.actions import gifts, wishing
from neighbourhood.funding.actions.pseudonyms import pseudonym_in
from neighbourhood.funding.actions.transfers import until_bank_days
from neighbourhood.funding.actions.visiting import Giver, known
from neighbourhood.funding.actions.wishing import Wish
from neighbourhood.funding.awaiting import (
    MOST_AWAITED,
    NoTransfers,
    TooManyTransfers,
    TransferAwaitedHere,
    refusal_by_visitors_transfer,
)
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.kinds import is_for_all
from neighbourhood.funding.models.bank import TransferPromise
from neighbourhood.funding.models.gifts import Fund, Means, Pledge
from neighbourhood.funding.policies import AlreadyFunded
from neighbourhood.funding.queries import donors, pledges, transfers
from neighbourhood.funding.statements.references import new_reference

_A_WEEK = timedelta(days=7)


def announce(giver: Giver, fund: Fund, *, amount_cents: int, wish: Wish) -> Pledge:
    """Keep a part of the fund for a transfer of a visitor; mail what to write.

    Whose it is is told by the browser, never by the mailbox, which anybody may type: so many at
    once from one browser, and in a week no more mails than that to one mailbox.
    """
    bank = choosing.bank()
    if bank is None:
        raise NoTransfers
    fund = hold(Fund, fund.id)
    require(fund.takes_gifts and is_for_all(fund), AlreadyFunded)
    require(not transfers.number_awaited_by(giver.browser, fund=fund), TransferAwaitedHere)
    require(transfers.number_awaited_by(giver.browser) < MOST_AWAITED, TooManyTransfers)
    visitor = known(giver)
    gifts.cancel_tries(Pledge.id.in_(donors.tries_from(fund, giver.browser)))
    room = pledges.remaining_cents(fund)
    refusal = refusal_by_visitors_transfer(amount_cents, room, fund)
    if refusal is not None:
        raise refusal
    is_told = transfers.number_announced_by(visitor, since=now() - _A_WEEK) < MOST_AWAITED
    pseudonym = pseudonym_in(fund, visitor_id=visitor.id)
    promise = gifts.promise(fund, pseudonym, amount_cents=amount_cents, room=room)
    promise.means, promise.reserved_until = Means.TRANSFER, until_bank_days(now())
    wishing.say(promise, wish, browser=giver.browser)
    written = TransferPromise(pledge=promise, reference=new_reference())
    db.session.add(written)
    db.session.flush()
    if is_told:
        mails.tell_visitor_order(visitor, promise, bank.order(written.reference, amount_cents))
    return promise
