"""What the provider says of the payment of a basket, said of each gift in it.

The rest of the house hears of one payment for one gift, as ever. All parts of a message are acted
on in one transaction, with the funds held in the order in which everybody holds several.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import sharing
from neighbourhood.funding.actions.reversing import Told, hear_reversal
from neighbourhood.funding.gateways.contract import Malformed, Outcome, PaymentEvent
from neighbourhood.funding.kinds import FUND_KINDS
from neighbourhood.funding.models.baskets import Basket
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.queries import baskets, provider
from neighbourhood.funding.sharing import Line, part_of

# A number and the sign of its line fit where a number fits.
LONGEST_NUMBER = 190
_DISPUTES = frozenset(
    {
        ReversalStatus.INQUIRY,
        ReversalStatus.OPENED,
        ReversalStatus.WON,
        ReversalStatus.LOST,
    }
)


def hold_funds(fund_ids: Iterable[int]) -> Mapping[int, Fund]:
    """Hold several funds, and return them by id; those that are not there are left out.

    What shares its money with others is held before them, as whoever shares it does; then in the
    order of the ids: two who hold several never wait for each other crosswise.
    """
    found = db.session.execute(select(Fund.id, Fund.kind).where(Fund.id.in_(set(fund_ids))))
    order = sorted(found, key=lambda row: (not FUND_KINDS[row.kind].shares, row.id))
    return {row.id: hold(Fund, row.id) for row in order}


def of_basket(event: PaymentEvent, basket: Basket) -> Sequence[PaymentEvent]:
    """Say of each gift of a basket that it is paid, or will not be.

    When all of it was paid each has its own; what else was paid is shared in the order of the
    lines, and a line that gets none of it is not paid.
    """
    gifts = baskets.gifts_in(basket)
    hold_funds(gift.fund_id for gift in gifts)
    if event.outcome is not Outcome.PAID or not event.payment_reference:
        return [replace(event, key=gift.key) for gift in gifts]
    _refuse_long(event.payment_reference)
    shares = sharing.paid([gift.amount_cents for gift in gifts], event.amount_cents)
    _share_waiting(event.payment_reference, {at + 1: cents for at, cents in enumerate(shares)})
    return [
        _paid(event, gift, part_of(event.payment_reference, at + 1), shares[at])
        for at, gift in enumerate(gifts)
    ]


def _paid(event: PaymentEvent, gift: Pledge, part: str, cents: int) -> PaymentEvent:
    if not cents:
        return replace(event, outcome=Outcome.ABANDONED, key=gift.key)
    return replace(event, key=gift.key, payment_reference=part, amount_cents=cents)


def of_payment(event: PaymentEvent) -> Sequence[PaymentEvent]:
    """Say of each gift what goes back of the payment of a basket; of any other, what was said."""
    gifts = baskets.paid_by(event.payment_reference)
    if not gifts or event.status is None:
        return [event]
    hold_funds(gift.fund_id for gift in gifts.values())
    own = _asked_for(event, gifts.values())
    if own is not None:
        return [replace(event, payment_reference=own)]
    _refuse_long(event.reference)
    _share_waiting(event.payment_reference, _paid_cents(gifts))
    told = Told(event.reference, event.payment_reference, event.amount_cents, event.status)
    return [
        replace(
            event,
            payment_reference=part.payment_reference,
            reference=part.reference,
            amount_cents=part.cents,
        )
        for part in _parts(told, _paid_cents(gifts))
    ]


def claim(payment: str) -> None:
    """Act on what was heard of the payment of a basket while that was being written down."""
    gifts = baskets.paid_by(payment)
    hold_funds(gift.fund_id for gift in gifts.values())
    _share_waiting(payment, _paid_cents(gifts))


def _asked_for(event: PaymentEvent, gifts: Iterable[Pledge]) -> str | None:
    """Return which part a refund gives back that we asked for: it is of one gift, and says so."""
    known = provider.reversal(event.reference)
    among = {gift.payment_reference for gift in gifts}
    if known is not None and known.payment_reference in among:
        return known.payment_reference
    named = (gift.payment_reference for gift in gifts if event.key and gift.key == event.key)
    return next(named, None)


def _paid_cents(gifts: Mapping[int, Pledge]) -> Mapping[int, int]:
    return {line: gift.paid_cents for line, gift in gifts.items()}


def _share_waiting(payment: str, paid: Mapping[int, int]) -> None:
    """Share what was said of the whole of a payment, before anybody knew it was a basket’s."""
    for early in baskets.waiting_for(payment):
        parts = _parts(Told(early.reference, payment, early.amount_cents, early.status), paid)
        db.session.delete(early)
        db.session.flush()
        for part in parts:
            hear_reversal(part)


def _parts(told: Told, paid: Mapping[int, int]) -> Sequence[Told]:
    paid = {line: cents for line, cents in paid.items() if cents}
    shares = {} if told.status is ReversalStatus.TOTAL else baskets.known_parts(told.reference)
    if not shares:
        known = baskets.lines_of(told.payment_reference, paid)
        shares = dict(zip(paid, _rule(told.status)(known, told.cents), strict=True))
    return [
        Told(
            part_of(told.reference, line),
            part_of(told.payment_reference, line),
            cents,
            told.status,
        )
        for line, cents in sorted(shares.items())
        if cents
    ]


def _rule(status: ReversalStatus) -> Callable[[Sequence[Line], int], list[int]]:
    if status is ReversalStatus.TOTAL:
        return sharing.totalled
    return sharing.disputed if status in _DISPUTES else sharing.refunded


def _refuse_long(number: str) -> None:
    if len(number) > LONGEST_NUMBER:
        raise Malformed("id: too long")
