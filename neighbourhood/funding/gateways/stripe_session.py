"""What Stripe is asked when a Checkout Session is opened: for one gift, or for several at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from neighbourhood.funding.gateways.contract import Urls
from neighbourhood.funding.kinds import Purpose, purposes_of
from neighbourhood.funding.models.gifts import Pledge


def session_of(key: str, pledges: Sequence[Pledge], urls: Urls, *, until: int) -> dict[str, Any]:
    """Say what is paid, one line for each gift, and `until` when (a Unix time).

    `key` is all by which Stripe names what is paid.
    """
    purposes = purposes_of(pledge.fund for pledge in pledges)
    return {
        "mode": "payment",
        "payment_method_types": ["card"],
        "line_items": [_line(pledge, purposes) for pledge in pledges],
        "client_reference_id": key,
        "payment_intent_data": {"metadata": {"pledge": key}},
        "locale": "auto",
        "success_url": urls.paid,
        "cancel_url": urls.cancelled,
        "expires_at": until,
    }


def _line(pledge: Pledge, purposes: Mapping[int, Purpose]) -> dict[str, Any]:
    return {
        "quantity": 1,
        "price_data": {
            "currency": "eur",
            "unit_amount": pledge.amount_cents,
            "product_data": {
                "name": pledge.fund.title,
                "description": purposes[pledge.fund_id].by,
            },
        },
    }
