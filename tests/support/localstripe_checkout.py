"""localstripe, and what it lacks of what Palier calls.

`python -m tests.support.localstripe_checkout PORT`. It keeps payments, cards, charges and refunds,
and signs its webhooks. Added are Checkout Sessions with a page to pay on, keys by which a question
is answered once, refusals to give back too much, and what is said of sessions, refunds, disputes.
"""

import logging
import sys
from typing import Any

from aiohttp import web
from localstripe import resources, server
from localstripe.errors import UserError
from localstripe.resources import (
    Customer,
    Event,
    PaymentIntent,
    PaymentMethod,
    Refund,
    StripeObject,
)
from localstripe.webhooks import schedule_webhook

PAGE = """<!doctype html><html lang=en><meta charset=utf-8><title>Pay</title><h1>{amount} cents</h1>
<form method=post><button name=card value=pm_card_visa>Pay</button>
<button name=card value=pm_card_chargeCustomerFail>Pay with a card that is refused</button></form>
<a href="{cancel_url}">Back</a>"""


class CheckoutSession(StripeObject):
    """What is paid at once; what its name begins with an underscore is not told."""

    object = "checkout.session"
    _id_prefix = "cs_test_"

    def __init__(self, line_items: list[dict[str, Any]], **asked: Any) -> None:
        super().__init__()
        vars(self).update(asked, line_items=line_items)
        self.amount_total = sum(
            int(line["quantity"]) * int(line["price_data"]["unit_amount"]) for line in line_items
        )
        self.currency = line_items[0]["price_data"]["currency"]
        self.url = f"{HERE}/js.stripe.com/pay/{self.id}"
        self.status, self.payment_status, self.payment_intent = "open", "unpaid", None

    def _pay(self, card: str) -> None:
        asked = self.payment_intent_data
        keeps = asked.get("setup_future_usage") == "off_session"
        customer = Customer._api_create().id if keeps else None
        card = PaymentMethod._api_retrieve(card).id
        intent = PaymentIntent._api_create(
            amount=self.amount_total,
            currency=self.currency,
            payment_method=card,
            customer=customer,
            confirm=True,
            metadata=asked["metadata"],
        )
        if keeps:
            PaymentMethod._api_attach(card, customer=customer)
        self.status, self.payment_status, self.payment_intent = "complete", "paid", intent.id
        schedule_webhook(Event("checkout.session.completed", self))

    @classmethod
    def _api_expire(cls, id: str) -> "CheckoutSession":  # noqa: A002
        found = cls._api_retrieve(id)
        found.status = "expired"
        schedule_webhook(Event("checkout.session.expired", found))
        return found


class Dispute(StripeObject):
    """What a bank takes back for somebody who says that they never paid."""

    object = "dispute"
    _id_prefix = "dp_"

    def __init__(self, payment_intent: str) -> None:
        super().__init__()
        self.payment_intent = payment_intent
        intent = PaymentIntent._api_retrieve(payment_intent)
        self.amount, self.currency = intent.amount, intent.currency
        self.charge = intent.latest_charge.id

    @classmethod
    def _api_say(cls, payment_intent: str, status: str) -> "Dispute":
        """Open it, or go on with it."""
        known = resources.store.get(f"dispute:{payment_intent}")
        found = known or cls(payment_intent)
        resources.store[f"dispute:{payment_intent}"] = found
        found.status = status
        kind = "updated" if known else "created"
        schedule_webhook(
            Event(f"charge.dispute.{'closed' if status in {'won', 'lost'} else kind}", found)
        )
        return found


def give_back(payment_intent: str, amount: str, metadata: dict[str, str]) -> Refund:
    """Do what localstripe does, but never give back more than was paid, and tell of it."""
    charge = PaymentIntent._api_retrieve(payment_intent).latest_charge
    code = (
        "charge_already_refunded"
        if charge.refunded
        else "charge_disputed"
        if f"dispute:{payment_intent}" in resources.store
        else None
    )
    if code or int(amount) > charge.amount - charge.amount_refunded:
        raise UserError(400, "This cannot be given back", {"code": code})
    refund = Refund(payment_intent=payment_intent, amount=amount, metadata=metadata)
    schedule_webhook(Event("refund.created", refund))
    schedule_webhook(Event("charge.refunded", charge))
    return refund


async def pay_page(request: web.Request) -> web.Response:
    """Show what is to be paid, and pay it."""
    session = CheckoutSession._api_retrieve(request.match_info["id"])
    if request.method == "POST":
        try:
            session._pay((await request.post())["card"])
        except UserError as refused:
            return web.Response(text=refused.body["error"]["message"], status=402)
        raise web.HTTPSeeOther(session.success_url)
    page = PAGE.format(amount=session.amount_total, cancel_url=session.cancel_url)
    return web.Response(text=page, content_type="text/html")


@web.middleware
async def once(request: web.Request, handler: Any) -> web.StreamResponse:
    """Answer a repeated idempotency key as before; refuse one that comes with another question."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return await handler(request)
    asked = (request.path, await request.read())
    before, body, status = ANSWERS.get(key, (asked, None, 200))
    if before != asked:
        error = {"type": "idempotency_error", "message": "this key came with another question"}
        return web.json_response({"error": error}, status=400)
    if body is None:
        answer = await handler(request)
        body, status = answer.body, answer.status
        ANSWERS[key] = (asked, body, status)
    return web.Response(body=body, status=status, content_type="application/json")


ANSWERS: dict[str, tuple[tuple[str, bytes], bytes, int]] = {}
ADDED = (
    ("POST", "/v1/checkout/sessions", CheckoutSession),
    ("GET", "/v1/checkout/sessions/{id}", CheckoutSession._api_retrieve),
    ("POST", "/v1/checkout/sessions/{id}/expire", CheckoutSession._api_expire),
    ("POST", "/_config/disputes", Dispute._api_say),
)

if __name__ == "__main__":
    HERE = f"http://127.0.0.1:{sys.argv[1]}"
    logging.basicConfig(level=logging.INFO)
    # One file for all who run it on this machine would be one too many.
    resources.Store.dump_to_disk = lambda self: None
    PaymentIntent.amount_received = property(lambda self: self.amount)
    Refund._api_create = staticmethod(give_back)
    for method, path, does in ADDED:
        server.app.router.add_route(method, path, server.api_extra(does, path))
    server.app.router.add_route("*", "/js.stripe.com/pay/{id}", pay_page)
    server.app.middlewares.insert(0, once)
    web.run_app(server.app, host="127.0.0.1", port=int(sys.argv[1]))
