"""What the provider says, turned into what is done about it."""

import hashlib
import logging
import re
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.masking import mask
from neighbourhood.funding import mails, news
from neighbourhood.funding.actions import gifts, parting
from neighbourhood.funding.actions.reversing import Told, hear_reversal
from neighbourhood.funding.actions.telling import tell_administrators
from neighbourhood.funding.gateways.contract import Malformed, Outcome, PaymentEvent
from neighbourhood.funding.models.baskets import Basket
from neighbourhood.funding.models.provider import OddMessage, Reversal, UnknownMessage
from neighbourhood.funding.queries import baskets, provider

log = logging.getLogger(__name__)

CURRENCY = "eur"
_NUMBERS = re.compile(r"\b(?:evt|cs|pi|ch|re|dp|du)_\w{1,80}")
MOST_KEPT = 200
MOST_KINDS = 200
MOST_OF_A_BODY = 4000
KEPT = timedelta(days=90)


def hear(event: PaymentEvent) -> None:
    """Act on what the provider announced; hearing it twice changes nothing."""
    try:
        basket = baskets.by_key(event.key)
        if basket is not None and event.outcome in (Outcome.PAID, Outcome.ABANDONED):
            _hear_of_basket(event, basket)
            return
        parts = parting.of_payment(event) if event.outcome is Outcome.REVERSED else [event]
        for part in parts:
            _hear(part)
    except Missing:
        # The same account with the provider may serve another site: not ours to refuse.
        log.warning("a payment was announced for a pledge that is not ours")


def _hear_of_basket(event: PaymentEvent, basket: Basket) -> None:
    """Act on one payment for several gifts; whoever paid it gets one receipt for all."""
    before = _settled(basket)
    for part in parting.of_basket(event, basket):
        _hear(part, receipt=False)
    if _settled(basket) - before:
        enqueue_after_commit(mails.send_receipts, basket.id)


def _settled(basket: Basket) -> set[int]:
    return {gift.id for gift in baskets.gifts_in(basket) if gift.is_settled}


def _hear(event: PaymentEvent, *, receipt: bool = True) -> None:
    if event.outcome is Outcome.PAID:
        ours = provider.has_pledge(event.key)
        _refuse_other_currencies(event, ours=ours)
        if ours and not event.payment_reference:
            raise Malformed("payment_intent: missing")
        gifts.settle(
            event.key,
            amount_cents=event.amount_cents,
            payment_reference=event.payment_reference,
            receipt=receipt,
        )
    elif event.outcome is Outcome.ABANDONED:
        gifts.cancel(event.key)
    elif event.outcome is Outcome.REVERSED and event.status is not None:
        # Its payment may come later: what is kept until then is cents of a euro, or nothing.
        _refuse_other_currencies(event, ours=True)
        hear_reversal(
            Told(event.reference, event.payment_reference, event.amount_cents, event.status)
        )
    elif event.outcome is Outcome.UNKNOWN:
        count(event.kind)


def _refuse_other_currencies(event: PaymentEvent, *, ours: bool) -> None:
    if ours and event.currency != CURRENCY:
        raise Malformed("currency: not the euro")


def count(kind: str) -> None:
    """Count a kind of message that this site has no use for; there are not endlessly many."""
    known = db.session.scalar(select(UnknownMessage).where(UnknownMessage.kind == kind))
    if known is not None:
        _again(known)
    elif _number_of(UnknownMessage) < MOST_KINDS:
        db.session.add(UnknownMessage(kind=kind))
        db.session.flush()


def keep(payload: bytes, why: str) -> None:
    """Keep a message that was signed and cannot be read; the same again is counted."""
    digest = hashlib.sha256(payload).hexdigest()
    known = db.session.scalar(select(OddMessage).where(OddMessage.digest == digest))
    if known is not None:
        _again(known)
        return
    first = _number_of(OddMessage) == 0
    row = OddMessage(digest=digest, reason=why[:200], body=_shown(payload), size=len(payload))
    db.session.add(row)
    db.session.flush()
    _forget_beyond(MOST_KEPT)
    if first:
        tell_administrators(news.ODD_MESSAGE)


def _again(known: OddMessage | UnknownMessage) -> None:
    # Counted where it stands: two who hear the same at once count two.
    known.times = type(known).times + 1
    known.last_at = now()
    db.session.flush()


def _shown(payload: bytes) -> str:
    text = payload[: MOST_OF_A_BODY * 4].decode("utf-8", "backslashreplace")[:MOST_OF_A_BODY]
    # By this number one finds it again at the provider; it says nothing of anybody.
    numbers = " ".join(_NUMBERS.findall(text)[:4])
    return f"{numbers} {mask(text)}".strip().replace("\0", "\\0")


def _forget_beyond(most: int) -> None:
    newest = select(OddMessage.id).order_by(OddMessage.last_at.desc(), OddMessage.id.desc())
    kept = db.session.scalars(newest.limit(most)).all()
    db.session.execute(delete(OddMessage).where(OddMessage.id.not_in(kept)))


def _number_of(model: type[OddMessage] | type[UnknownMessage]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def forget_old(before: datetime) -> None:
    """Forget messages of before then, and what was said of payments that are not ours."""
    db.session.execute(delete(OddMessage).where(OddMessage.last_at < before))
    strangers = Reversal.pledge_id.is_(None), Reversal.heard_at < before
    db.session.execute(delete(Reversal).where(*strangers))
