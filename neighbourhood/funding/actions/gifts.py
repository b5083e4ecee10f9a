"""Gifts, from the promise to the money: by donors, the payment provider and the clock."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, update

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding import news
from neighbourhood.funding.actions import cases
from neighbourhood.funding.actions.following import follow, take_in
from neighbourhood.funding.actions.funds import complete
from neighbourhood.funding.actions.pseudonyms import pseudonym_in
from neighbourhood.funding.actions.reversing import catch_up
from neighbourhood.funding.actions.telling import tell, thank
from neighbourhood.funding.actions.wishing import NOTHING_SAID, Wish, forget_browser, say
from neighbourhood.funding.awaiting import TransferAwaited
from neighbourhood.funding.events import pledge_settled
from neighbourhood.funding.models.gifts import (
    Fund,
    FundStatus,
    Payment,
    Pledge,
    PledgeStatus,
)
from neighbourhood.funding.models.ledger import TransferKind
from neighbourhood.funding.models.provider import CaseKind
from neighbourhood.funding.policies import (
    MOST_UNPAID,
    TooManyUnpaid,
    TooMuchUnproved,
    is_live,
    may_give,
    refusal_of,
    visitors_room,
)
from neighbourhood.funding.queries import donors, monthly, pledges, provider, transfers
from neighbourhood.residents.acting import Actor

RESERVATION = timedelta(minutes=20)


def pledge(actor: Actor, fund: Fund, *, amount_cents: int, wish: Wish = NOTHING_SAID) -> Pledge:
    """Keep a part of the fund for `actor` while they pay; nothing moves until it is settled.

    The fund is held first: of two neighbours who give the last euros at once, the second one
    reads what the first one reserved. Whoever announced a transfer waits for it, or gives it up.
    """
    fund, pseudonym = giving(actor, fund)
    # Whoever comes back from the bank and tries again must not be stopped by their own reservation.
    cancel_tries(Pledge.pseudonym == pseudonym)
    require(pledges.number_kept_for(actor.id) < MOST_UNPAID, TooManyUnpaid)
    room = pledges.remaining_cents(fund)
    if actor.resident.verified_at is None and refusal_of(amount_cents, room) is None:
        most = visitors_room(room, donors.kept_by_visitors(fund))
        require(amount_cents <= most, TooMuchUnproved(most=euros(most)))
    made = promise(fund, pseudonym, amount_cents=amount_cents, room=room)
    say(made, wish)
    return made


def giving(actor: Actor, fund: Fund) -> tuple[Fund, str]:
    """Return the fund, held, and the name under which `actor`, who may, gives to it now."""
    fund = hold(Fund, fund.id)
    require(may_give(actor, fund))
    pseudonym = pseudonym_in(fund, actor.id)
    require(not transfers.awaited_among([pseudonym]), TransferAwaited)
    return fund, pseudonym


def promise(fund: Fund, pseudonym: str, *, amount_cents: int, room: int) -> Pledge:
    """Reserve a part of `fund`, which is held, of the `room` cents that are left for this donor."""
    refusal = refusal_of(amount_cents, room)
    if refusal is not None:
        raise refusal
    made = Pledge(
        key=secrets.token_hex(12),
        fund_id=fund.id,
        pseudonym=pseudonym,
        amount_cents=amount_cents,
        reserved_until=now() + RESERVATION,
    )
    db.session.add(made)
    db.session.flush()
    return made


def cancel_tries(which: ColumnElement[bool]) -> None:
    """Give free again what is kept for the promises of which `which` holds."""
    earlier = update(Pledge).where(
        which,
        # The card of a monthly gift may be being charged right now.
        Pledge.id.not_in(monthly.being_charged()),
        Pledge.status.in_(Pledge.MOVES.into(PledgeStatus.CANCELLED)),
    )
    db.session.execute(earlier.values(status=PledgeStatus.CANCELLED))


def settle(key: str, *, amount_cents: int, payment_reference: str, receipt: bool = True) -> None:
    """Record that the provider holds the money; a second call changes nothing.

    Without `receipt`, whoever calls sends one for several gifts.
    """
    fund = hold(Fund, pledges.fund_id_of(key))
    promise = pledges.locked(key)
    known = provider.payment_of(payment_reference)
    if known is not None:
        _hear_again(promise, known, amount_cents)
        return
    if pledges.is_paid(promise):
        _settle_again(promise, fund, amount_cents, payment_reference)
        return
    promise.payment_reference = payment_reference
    rivals = [] if is_live(promise) else _rivals_of(promise)
    if amount_cents != promise.amount_cents:
        _owe(promise, fund, amount_cents, TransferKind.WRONG_AMOUNT)
        cases.open_case(promise, CaseKind.WRONG_AMOUNT, amount_cents)
    elif _still_fits(promise, fund, rivals):
        _release(rivals)
        _credit(promise, fund, receipt=receipt)
    else:
        _owe(promise, fund, amount_cents, TransferKind.LATE_PAYMENT)
    if rivals:
        cases.open_case(promise, CaseKind.PAID_AGAIN, amount_cents)
    catch_up(promise, fund)


def _hear_again(promise: Pledge, known: Payment, amount_cents: int) -> None:
    # One payment told twice changes nothing; told of another gift or amount, a person looks.
    if known.pledge.pseudonym != promise.pseudonym or not (
        known.pledge_id == promise.id or pledges.is_paid(promise)
    ):
        cases.open_case(promise, CaseKind.SHARED_PAYMENT, amount_cents)
    elif known.paid_cents != amount_cents:
        cases.open_case(known.pledge, CaseKind.AMOUNT_CHANGED, amount_cents)


def _settle_again(promise: Pledge, fund: Fund, amount_cents: int, reference: str) -> None:
    # A second payment for the same promise, which goes back.
    if not reference:
        return
    second = Pledge(
        key=secrets.token_hex(12),
        fund_id=fund.id,
        pseudonym=promise.pseudonym,
        amount_cents=amount_cents,
        means=promise.means,
        reserved_until=now(),
        payment_reference=reference,
    )
    db.session.add(second)
    db.session.flush()
    _owe(second, fund, amount_cents, TransferKind.SECOND_PAYMENT)
    cases.open_case(second, CaseKind.PAID_AGAIN, amount_cents)
    catch_up(second, fund)


def _rivals_of(promise: Pledge) -> list[Pledge]:
    # Whoever tries again gives up the first try, and may still pay it on a page left open.
    # A visitor is known by the browser: a mailbox is what anybody may type.
    is_visitor = donors.visitor_of(promise) is not None
    others = donors.tries_beside(promise) if is_visitor else pledges.others_of(promise)
    return [other for other in others if is_live(other) or other.counts]


def _release(rivals: Iterable[Pledge]) -> None:
    for other in rivals:
        if is_live(other):
            other.become(PledgeStatus.CANCELLED)
    db.session.flush()


def _still_fits(promise: Pledge, fund: Fund, rivals: Iterable[Pledge]) -> bool:
    if fund.status is not FundStatus.OPEN:
        return False
    given_up = sum(other.amount_cents for other in rivals if is_live(other))
    return is_live(promise) or promise.amount_cents <= pledges.remaining_cents(fund) + given_up


def _owe(promise: Pledge, fund: Fund, paid_cents: int, kind: TransferKind) -> None:
    take_in(promise, paid_cents, counted=False)
    follow(promise, fund, kind)
    tell(promise, _WHY[kind], cents=paid_cents)


_WHY = MappingProxyType(
    {
        TransferKind.LATE_PAYMENT: news.OWED_BACK,
        TransferKind.WRONG_AMOUNT: news.WRONG_AMOUNT,
        TransferKind.SECOND_PAYMENT: news.PAID_AGAIN,
    }
)


def _credit(promise: Pledge, fund: Fund, *, receipt: bool) -> None:
    record_gift(promise, fund, moment=now())
    forget_browser(promise)
    _thank(promise, fund, receipt=receipt)


def _thank(promise: Pledge, fund: Fund, *, receipt: bool = True) -> None:
    thank(promise, receipt=receipt)
    pledge_settled.send(promise)
    if fund.missing_cents == 0:
        complete(fund)


def keep(key: str) -> None:
    """Let a second payment count as well: whoever paid wanted to give twice."""
    fund = hold(Fund, pledges.fund_id_of(key))
    promise = pledges.locked(key)
    payment = pledges.paid_for(promise)
    promise.settled_at = now()
    payment.counted_cents = payment.paid_cents
    follow(promise, fund, TransferKind.GIFT)
    _thank(promise, fund)


def record_gift(promise: Pledge, fund: Fund, *, moment: datetime) -> None:
    """Write down that a part has arrived, in the ledger and on the fund; nobody is told."""
    promise.settled_at = moment
    take_in(promise, promise.amount_cents, counted=True)
    follow(promise, fund, TransferKind.GIFT, moment=moment)


def cancel(key: str) -> None:
    """Give the reserved part free again; a payment already received stays."""
    hold(Fund, pledges.fund_id_of(key))
    promise = pledges.locked(key)
    if promise.status is PledgeStatus.RESERVED:
        promise.become(PledgeStatus.CANCELLED)


def expire_reservations() -> None:
    """Give free again what was kept too long for neighbours who did not pay."""
    overdue = update(Pledge).where(
        Pledge.status.in_(Pledge.MOVES.into(PledgeStatus.EXPIRED)), Pledge.reserved_until <= now()
    )
    db.session.execute(overdue.values(status=PledgeStatus.EXPIRED))
