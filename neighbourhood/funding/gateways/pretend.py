"""A bank for demonstrations: its own pay page, signed announcements, and no money."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from neighbourhood.foundation.storing.tokens import sign as sign_token
from neighbourhood.funding.gateways import reading
from neighbourhood.funding.gateways.contract import (
    Charge,
    ChargeRefused,
    Outcome,
    PaymentEvent,
    Refund,
    Urls,
)
from neighbourhood.funding.kinds import purposes_of
from neighbourhood.funding.models.baskets import Basket
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.places.queries import get_town

BANK_PURPOSE = "pretend-bank"
# What a payment is called whose card will be refused when it is charged again.
REFUSED_LATER = "demo-refused-later-"


def _receiver(fund: Fund) -> str:
    by = purposes_of([fund])[fund.id].by
    if fund.partner_id is None:
        return by
    # The town gathers the money, and pays it out to the partner later.
    town = get_town(fund.municipality_id).name
    return str(gettext("%(town)s, pour %(partner)s", town=town, partner=by))


@dataclass(frozen=True, slots=True)
class PretendGateway:
    """Says and does all that a real provider does, but for the money."""

    secret: str
    base_url: str

    def checkout(self, pledge: Pledge, urls: Urls, agreement: str = "") -> str:
        """Return the address of the pretend pay page."""
        order: dict[str, str | int] = {
            "key": pledge.key,
            "amount_cents": pledge.amount_cents,
            "label": pledge.fund.title,
            "to": _receiver(pledge.fund),
            "paid": urls.paid,
            "cancelled": urls.cancelled,
        }
        if agreement:
            order["agreement"] = agreement
        return self._page(order)

    def checkout_basket(self, basket: Basket, pledges: Sequence[Pledge], urls: Urls) -> str:
        """Return the address of the same page for several gifts."""
        lines = (f"{pledge.amount_cents} {pledge.fund.title[:60]}" for pledge in pledges)
        order: dict[str, str | int] = {
            "key": basket.key,
            "amount_cents": sum(pledge.amount_cents for pledge in pledges),
            "lines": "\n".join(lines),
            "paid": urls.paid,
            "cancelled": urls.cancelled,
        }
        return self._page(order)

    def _page(self, order: dict[str, str | int]) -> str:
        return f"{self.base_url}/paiement-demo/{sign_token(BANK_PURPOSE, order)}"

    def announce(
        self,
        outcome: Outcome,
        *,
        key: str,
        amount_cents: int,
        reference: str = "",
        status: ReversalStatus | None = None,
        payment: str = "",
    ) -> tuple[bytes, str]:
        """Write and sign what a bank would send us: the message and its signature.

        `payment` tells a second payment of one pledge from the first.
        """
        message = {
            "outcome": outcome,
            "key": key,
            "amount_cents": amount_cents,
            "currency": "eur",
            "payment": payment or f"demo-{key}",
        }
        if status is not None:
            message |= {"reference": reference, "status": status}
        return self.seal(json.dumps(message).encode())

    def seal(self, payload: bytes) -> tuple[bytes, str]:
        """Sign any message, right or wrong."""
        return payload, reading.sign(payload, self._signing_key)

    def verify(self, payload: bytes, signature: str) -> PaymentEvent:
        """Read an announcement of the pretend bank."""
        reading.check(payload, signature, self._signing_key)
        message = reading.read(payload)
        kind = message.text("outcome", 100)
        if kind not in set(Outcome):
            return PaymentEvent(Outcome.UNKNOWN, kind=kind)
        reversed_ = kind == Outcome.REVERSED
        return PaymentEvent(
            Outcome(kind),
            key=message.text("key"),
            amount_cents=message.cents("amount_cents"),
            payment_reference=message.text("payment"),
            reference=message.text("reference") if reversed_ else "",
            status=ReversalStatus(message.word("status", set(ReversalStatus)))
            if reversed_
            else None,
            currency=message.currency(),
            kind=kind,
        )

    def refund(self, pledge: Pledge, *, cents: int, attempt: int) -> Refund:
        """Say that it is done: no money ever moved."""
        del cents
        return Refund(f"demo-refund-{pledge.key}-{attempt}", ReversalStatus.SUCCEEDED)

    def charge_again(self, pledge: Pledge, shown_in: str) -> Charge:
        """Say that it is done, or refuse a card that was chosen for that."""
        if shown_in.startswith(REFUSED_LATER):
            raise ChargeRefused("authentication_required")
        return Charge(f"demo-{pledge.key}", pledge.amount_cents)

    def forget_card(self, shown_in: str) -> None:
        """Forget nothing: no card was ever read."""
        del shown_in

    @property
    def _signing_key(self) -> str:
        return f"{BANK_PURPOSE}.{self.secret}"


def new_reference() -> str:
    """Return a number for one more refund or dispute."""
    return f"demo-{secrets.token_hex(6)}"
