"""What the payment provider says to us, and the pay page of the pretend one."""

from datetime import timedelta
from io import BytesIO
from types import MappingProxyType

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.extensions import csrf
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.tokens import unsign
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.keeping import today
from neighbourhood.funding import charging
from neighbourhood.funding.actions import hearing, statements
from neighbourhood.funding.forms.desk import BankForm, News
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.bank_transfers import PretendBank
from neighbourhood.funding.gateways.contract import Malformed, Outcome, PaymentEvent
from neighbourhood.funding.gateways.pretend import (
    BANK_PURPOSE,
    REFUSED_LATER,
    PretendGateway,
    new_reference,
)
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.queries import monthly, pledges, provider, transfers
from neighbourhood.funding.statements.reading import read_statement
from neighbourhood.partners.access import administrator
from neighbourhood.residents.access import current_actor

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
    event = receive(request.get_data(), signature)
    return "", 200 if event.outcome is Outcome.UNKNOWN else 204


def receive(payload: bytes, signature: str) -> PaymentEvent:
    """Check who speaks, then act on it; what is signed and makes no sense is kept."""
    try:
        event = choosing.chosen().verify(payload, signature)
        with transaction():
            hearing.hear(event)
    except Malformed as malformed:
        with transaction():
            hearing.keep(payload, malformed.why)
        raise
    return event


@bank.route("/paiement-demo/<token>", methods=["GET", "POST"])
@anyone
def pay(token: str) -> ResponseReturnValue:
    """Play the bank: show the order, then announce the outcome as a real one does."""
    gateway = choosing.chosen()
    order = unsign(BANK_PURPOSE, token, _PAY_WITHIN)
    if not isinstance(gateway, PretendGateway) or not isinstance(order, dict):
        raise Missing
    if request.method == "GET":
        return render_template("neighbourhood/funding/bank.html", order=order, refused=None)
    decision = request.form.get("decision")
    if decision == "refuse":
        refused = gettext("Carte refusée. Rien n’a été débité : essayez encore, ou annulez.")
        return render_template("neighbourhood/funding/bank.html", order=order, refused=refused), 402
    outcome = Outcome.PAID if decision in {"pay", "once"} else Outcome.ABANDONED
    key = str(order["key"])
    announcement = gateway.announce(
        outcome,
        key=key,
        amount_cents=int(order["amount_cents"]),
        payment=f"{REFUSED_LATER}{key}" if decision == "once" else "",
    )
    receive(*announcement)
    return redirect(str(order["paid" if outcome is Outcome.PAID else "cancelled"]), 303)


@bank.post("/administration/argent/banque")
@administrator
def speak() -> ResponseReturnValue:
    """Have the pretend bank say of a gift what a real one might say."""
    gateway = choosing.chosen()
    if not isinstance(gateway, PretendGateway):
        raise Missing
    form = BankForm()
    form.offer(provider.last_paid())
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/funding/desk.html", bank=form, **provider.at_the_desk()
        )
        return page, 422
    _say(gateway, pledges.by_key(form.key.data), form.news.data)
    return redirect(url_for("funding.desk"), 303)


@bank.post("/administration/argent/banque/mois")
@administrator
def pass_month() -> ResponseReturnValue:
    """Have the next month of every monthly gift come now, as if its day were today."""
    if not isinstance(choosing.chosen(), PretendGateway):
        raise Missing
    gifts = monthly.active()
    charging.charge([(gift.id, gift.next_on) for gift in gifts if gift.next_on])
    flash(gettext("Un mois a passé pour les dons mensuels."))
    return redirect(url_for("funding.desk"), 303)


@bank.post("/administration/argent/banque/releve")
@administrator
def write_statement() -> ResponseReturnValue:
    """Have the pretend bank write a statement of all that is awaited, as if it were sent here."""
    keeper = _keeper()
    with transaction():
        found = statements.receive(
            current_actor(), read_statement(_written(keeper), keeper.account.iban)
        )
    return redirect(url_for("funding.statement", statement_id=found.id), 303)


@bank.get("/administration/argent/banque/releve.xml")
@administrator
def give_statement() -> ResponseReturnValue:
    """Give the same statement as a file, as the site of a bank does."""
    file = BytesIO(_written(_keeper()))
    return send_file(file, "application/xml", as_attachment=True, download_name="releve.xml")


def _keeper() -> PretendBank:
    keeper = choosing.bank()
    if not isinstance(keeper, PretendBank):
        raise Missing
    return keeper


def _written(keeper: PretendBank) -> bytes:
    awaited = transfers.awaited()
    orders = [keeper.order(each.reference, each.pledge.amount_cents) for each in awaited]
    return keeper.statement(orders, today())


def _say(gateway: PretendGateway, pledge: Pledge, news: News) -> None:
    before = provider.heard_of(pledge)
    try:
        receive(*_message(gateway, pledge, news))
    except Malformed:
        flash(gettext("Le message est refusé, et gardé pour être regardé."), "info")
        return
    if provider.heard_of(pledge) == before:
        flash(gettext("La banque a répété ce qui était déjà connu : rien n’a changé."), "info")
    else:
        flash(gettext("La banque a parlé."))


def _message(gateway: PretendGateway, pledge: Pledge, news: News) -> tuple[bytes, str]:
    if news is News.NONSENSE:
        return gateway.seal(b'{"outcome": "paid", "amount_cents": "beaucoup"}')
    if news is News.PAID_AGAIN:
        return gateway.announce(
            Outcome.PAID,
            key=pledge.key,
            amount_cents=pledge.paid_cents,
            payment=new_reference(),
        )
    status, what = _STATUSES[news]
    half = news is News.PARTLY_REFUNDED
    return gateway.announce(
        Outcome.REVERSED,
        key=pledge.key,
        amount_cents=max(pledge.paid_cents // 2, 1) if half else pledge.paid_cents,
        reference=f"demo-{what}-{pledge.key}",
        status=status,
        payment=pledge.payment_reference,
    )


_STATUSES = MappingProxyType(
    {
        News.REFUNDED: (ReversalStatus.SUCCEEDED, "refund"),
        News.PARTLY_REFUNDED: (ReversalStatus.SUCCEEDED, "half"),
        News.REFUND_PENDING: (ReversalStatus.PENDING, "refund"),
        News.REFUND_FAILED: (ReversalStatus.FAILED, "refund"),
        News.DISPUTE_OPENED: (ReversalStatus.OPENED, "dispute"),
        News.DISPUTE_WON: (ReversalStatus.WON, "dispute"),
        News.DISPUTE_LOST: (ReversalStatus.LOST, "dispute"),
    }
)
