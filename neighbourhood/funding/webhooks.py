"""What the payment provider says to us, and the pay page of the pretend one."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.extensions import csrf
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.tokens import unsign
from neighbourhood.foundation.web.access import anyone
from neighbourhood.funding import gateways
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.gateways import BANK_PURPOSE, Outcome, PretendGateway

bp = Blueprint("payments", __name__)
bank = Blueprint("pretend_bank", __name__)

_SIGNATURE_HEADERS = ("Stripe-Signature", "Palier-Signature")
_PAY_WITHIN = timedelta(hours=1)


@bp.post("/paiements/webhook")
@anyone
@csrf.exempt
def webhook() -> ResponseReturnValue:
    """Hear the provider; it proves who it is by its signature, and may say things twice."""
    signature = next(
        (request.headers[name] for name in _SIGNATURE_HEADERS if name in request.headers), ""
    )
    receive(request.get_data(), signature)
    return "", 204


def receive(payload: bytes, signature: str) -> None:
    """Check who speaks, then act on it."""
    event = gateways.chosen().verify(payload, signature)
    with transaction():
        gifts.hear(event)


@bank.route("/paiement-demo/<token>", methods=["GET", "POST"])
@anyone
def pay(token: str) -> ResponseReturnValue:
    """Play the bank: show the order, then announce the outcome as a real one does."""
    gateway = gateways.chosen()
    order = unsign(BANK_PURPOSE, token, _PAY_WITHIN)
    if not isinstance(gateway, PretendGateway) or not isinstance(order, dict):
        raise Missing
    if request.method == "GET":
        return render_template("neighbourhood/funding/bank.html", order=order, refused=None)
    decision = request.form.get("decision")
    if decision == "refuse":
        refused = gettext("Carte refusée. Rien n’a été débité : essayez encore, ou annulez.")
        return render_template("neighbourhood/funding/bank.html", order=order, refused=refused), 402
    outcome = Outcome.PAID if decision == "pay" else Outcome.ABANDONED
    announcement = gateway.announce(
        outcome, key=str(order["key"]), amount_cents=int(order["amount_cents"])
    )
    receive(*announcement)
    return redirect(str(order["paid" if outcome is Outcome.PAID else "cancelled"]), 303)
