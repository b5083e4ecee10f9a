"""What Stripe writes to a webhook: whole messages, signed, right or wrong."""

import hmac
import json
import time
from hashlib import sha256

from stripe import WebhookSignature

WEBHOOK_SECRET = "whsec_valbourg"


def message(kind: str, thing: dict) -> dict:
    return {"id": "evt_1", "object": "event", "type": kind, "data": {"object": thing}}


def signed(payload: str, secret: str = WEBHOOK_SECRET, ago: int = 0) -> str:
    moment = int(time.time()) - ago
    return WebhookSignature.generate_signature_header(payload, secret, timestamp=moment)


def session(key: str, cents: int, payment: str, **more: object) -> dict:
    thing = {
        "object": "checkout.session",
        "client_reference_id": key,
        "amount_total": cents,
        "payment_status": "paid",
        "payment_intent": payment,
        "currency": "eur",
    }
    return message("checkout.session.completed", thing | more)


def refund(payment: str, cents: int, status: str, number: str = "re_1", kind: str = "") -> dict:
    thing = {
        "id": number,
        "object": "refund",
        "payment_intent": payment,
        "amount": cents,
        "currency": "eur",
        "status": status,
    }
    return message(kind or ("refund.failed" if status == "failed" else "refund.updated"), thing)


def charge_refunded(payment: str, cents: int, number: str = "ch_1") -> dict:
    thing = {
        "id": number,
        "object": "charge",
        "payment_intent": payment,
        "amount": 100_000,
        "amount_refunded": cents,
        "currency": "eur",
    }
    return message("charge.refunded", thing)


def dispute(payment: str, cents: int, status: str, kind: str = "updated") -> dict:
    thing = {
        "id": "dp_1",
        "object": "dispute",
        "payment_intent": payment,
        "amount": cents,
        "currency": "eur",
        "status": status,
    }
    return message(f"charge.dispute.{kind}", thing)


def intent(key: str, cents: int, payment: str, kind: str = "succeeded") -> dict:
    thing = {
        "id": payment,
        "object": "payment_intent",
        "amount_received": cents,
        "currency": "eur",
        "metadata": {"pledge": key},
    }
    return message(f"payment_intent.{kind}", thing)


class Stripe:
    """Stripe at the door of the site."""

    def __init__(self, visitor) -> None:
        self.visitor = visitor

    def says(self, said: dict | str | bytes) -> int:
        """Say it, signed; return the status of the answer."""
        payload = said if isinstance(said, (str, bytes)) else json.dumps(said)
        if isinstance(payload, bytes):
            seal = _seal_of(payload)
        else:
            seal, payload = signed(payload), payload.encode()
        answer = self.visitor.post(
            "/paiements/webhook", data=payload, headers={"Stripe-Signature": seal}
        )
        return answer.status_code


def _seal_of(payload: bytes) -> str:
    moment = str(int(time.time()))
    seal = hmac.new(WEBHOOK_SECRET.encode(), moment.encode() + b"." + payload, sha256)
    return f"t={moment},v1={seal.hexdigest()}"
