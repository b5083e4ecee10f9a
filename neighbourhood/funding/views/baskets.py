"""The page of one’s basket: several things to give to, paid at once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.facts import Fact
from neighbourhood.foundation.web.links import link, stands_on
from neighbourhood.foundation.web.switches import off_here
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.web.versions import carried_by, compare
from neighbourhood.funding import kinds
from neighbourhood.funding.actions import baskets as acting
from neighbourhood.funding.actions.baskets import BasketRefused
from neighbourhood.funding.actions.parting import hold_funds
from neighbourhood.funding.forms.baskets import BasketForm, VisitorBasketForm
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import GatewayDown, Urls
from neighbourhood.funding.models.baskets import Basket
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.policies import is_live
from neighbourhood.funding.queries import baskets, pledges
from neighbourhood.funding.views import basketing
from neighbourhood.funding.views.basket_lines import Shown, shown
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.funding.views.visiting import giver_of
from neighbourhood.places.queries import get_town
from neighbourhood.residents.access import current_actor

_BACK_WITHIN = timedelta(days=2)
# What is read of a basket before it is paid, besides the amounts, which its key stands for.
_READ = {"lines": Fact(label=_l("Votre panier"))}


@bp.route("/panier", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
def basket() -> ResponseReturnValue:
    """Read what is in the basket, and pay all of it at once."""
    begun = _begun()
    form = BasketForm() if current_user.is_authenticated else VisitorBasketForm()
    if not form.validate_on_submit():
        return _page(form)
    if begun is not None and not basketing.count():
        return redirect(url_for("funding.basket_thanks", key=begun), 303)
    if form.key.data not in (basketing.key(), begun) or not basketing.count():
        form.form_errors = [gettext("Votre panier a changé dans une autre fenêtre : relisez-le.")]
        return _page(form)
    return _pay(form)


def _begun() -> str | None:
    """Return the key under which a payment of this basket was begun and came to an end, if so.

    A basket that is paid is forgotten; one that was not paid in time is paid under another key.
    """
    found = baskets.by_key(basketing.key())
    those = baskets.gifts_in(found) if found else []
    if found is None or all(is_live(pledge) for pledge in those):
        return None
    if any(pledge.payment for pledge in those):
        basketing.empty()
    else:
        basketing.pay_anew()
    return found.key


def _pay(form: BasketForm) -> ResponseReturnValue:
    try:
        made = _promised(form)
    except BasketRefused as refusal:
        form.form_errors = [refusal.say()]
        return _page(form, refusal)
    return redirect(_to_the_bank(made), 303)


def _promised(form: BasketForm) -> Basket:
    asked = basketing.lines()
    with transaction():
        hold_funds(asked)
        those = shown(asked)
        compare(_READ, request.form.get("read", _read(those)), {"lines": _said(those)})
        refused = {each.fund_id: each.trouble for each in those if each.trouble}
        if refused:
            raise BasketRefused(refused)
        if current_user.is_authenticated:
            return acting.pledge(current_actor(), basketing.key(), asked)
        return acting.pledge_as_visitor(giver_of(form.email.data), basketing.key(), asked)


def _to_the_bank(made: Basket) -> str:
    urls = Urls(
        paid=link("funding.basket_thanks", key=made.key), cancelled=link("funding.basket_not_paid")
    )
    key = made.key
    try:
        return choosing.chosen().checkout_basket(made, baskets.gifts_in(made), urls)
    except GatewayDown:
        with transaction():
            acting.give_up(key)
        raise


def _page(form: BasketForm, refusal: BasketRefused | None = None) -> ResponseReturnValue:
    those = shown(basketing.lines(), refusal.lines if refusal else {})
    form.key.data = basketing.key()
    page = render_template(
        "neighbourhood/funding/basket.html",
        form=form,
        lines=those,
        cents=sum(each.cents for each in those),
        rules=kinds.rules_of(each.fund for each in those if each.fund),
        is_ready=not any(each.trouble for each in those),
        read=_read(those),
        **_elsewhere(those),
    )
    return _for_one_browser(page, 422 if form.errors else 200)


def _for_one_browser(page: str, status: int = 200) -> ResponseReturnValue:
    # As for whoever is signed in: it must not come back with the Back button.
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _elsewhere(those: Sequence[Shown]) -> dict[str, Any]:
    """Return where one finds more to give to: lists for residents, the page of a town for all."""
    shown_to_all = next((each.fund for each in those if each.fund), None)
    return {
        "kinds": [kind for kind in kinds.FUND_KINDS.values() if kind.switch not in off_here()],
        "town": get_town(shown_to_all.municipality_id) if shown_to_all else None,
    }


def _said(those: Sequence[Shown]) -> list[str]:
    return [f"{each.title} ({each.by})" for each in those]


def _read(those: Sequence[Shown]) -> str:
    return carried_by({"lines": _said(those)})


@bp.post("/panier/retirer")
@anyone
@stands_on("funding.basket")
def leave_out() -> ResponseReturnValue:
    """Take one line out of the basket."""
    basketing.take_out(request.form.get("fund", 0, type=int))
    return redirect(url_for("funding.basket"), 303)


@bp.post("/panier/ajuster")
@anyone
@stands_on("funding.basket")
def fit() -> ResponseReturnValue:
    """Give to one line what can be given now."""
    fund_id = request.form.get("fund", 0, type=int)
    fits = next((each.fits for each in shown(basketing.lines()) if each.fund_id == fund_id), 0)
    if fits:
        basketing.put(fund_id, fits)
    return redirect(url_for("funding.basket"), 303)


@bp.get("/panier/pas-paye")
@anyone
def basket_not_paid() -> ResponseReturnValue:
    """Come back from the bank without having paid: the basket is still there."""
    begun = baskets.by_key(basketing.key())
    if begun is not None and any(pledge.payment for pledge in baskets.gifts_in(begun)):
        return redirect(url_for("funding.basket_thanks", key=begun.key), 303)
    if basketing.count():
        flash(gettext("Rien n’a été payé. Votre panier est toujours là."), "info")
    return redirect(url_for("funding.basket"), 303)


@bp.get("/panier/merci/<key>")
@anyone
def basket_thanks(key: str) -> ResponseReturnValue:
    """Say of each gift of a basket that it has arrived, to whoever paid it."""
    those = _just_given(key)
    is_heard = any(pledge.payment for pledge in those)
    if is_heard and basketing.key() == key:
        basketing.empty()
    page = render_template(
        "neighbourhood/funding/basket_thanks.html",
        gifts=those,
        is_heard=is_heard,
        cents=sum(pledge.paid_cents for pledge in those),
        purposes=kinds.purposes_of(pledge.fund for pledge in those),
        town=get_town(those[0].fund.municipality_id),
    )
    return _for_one_browser(page)


def _just_given(key: str) -> Sequence[Pledge]:
    """Return the gifts of a basket of lately: of a resident’s, to that resident alone."""
    found = baskets.by_key(key)
    if found is None or found.created_at < now() - _BACK_WITHIN:
        raise Missing
    those = baskets.gifts_in(found)
    owner = pledges.donor_of(those[0])
    if owner is not None and owner != getattr(current_user, "id", None):
        raise Missing
    return those
