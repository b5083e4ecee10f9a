"""Pages on which neighbours give, and look at what they gave."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.funding import actions, gateways, kinds, policies, queries
from neighbourhood.funding.forms import GiftForm
from neighbourhood.funding.gateways import GatewayDown, Urls
from neighbourhood.funding.models import Pledge
from neighbourhood.needs.models import Need
from neighbourhood.needs.queries import show as visible_need
from neighbourhood.residents.access import current_actor

bp = Blueprint("funding", __name__)
bp.add_app_template_global(policies.may_fund, "may_fund")


@bp.route("/solidarite/<int:need_id>/donner", methods=["GET", "POST"])
@verified
@limit("30 per hour")
def give(need_id: int) -> ResponseReturnValue:
    """Choose how much to give, then go and pay."""
    need = visible_need(current_user, need_id)
    require(policies.may_fund(current_actor(), need), policies.AlreadyFunded)
    form = GiftForm()
    form.offer(queries.remaining_cents(need))
    if not form.validate_on_submit():
        return _give_page(need, form)
    try:
        with transaction():
            promise = actions.pledge(current_actor(), need, amount_cents=form.cents)
    except DomainError as refusal:
        # Someone was faster: show what can be given now.
        form.amount.errors = [refusal.say()]
        form.offer(queries.remaining_cents(need))
        return _give_page(need, form)
    return redirect(_checkout(promise), 303)


def _give_page(need: Need, form: GiftForm) -> ResponseReturnValue:
    page = render_template("neighbourhood/funding/give.html", need=need, form=form)
    return page, 422 if form.errors else 200


def _checkout(promise: Pledge) -> str:
    urls = Urls(
        paid=link("funding.thanks", key=promise.key),
        cancelled=link("funding.not_paid", key=promise.key),
    )
    try:
        return gateways.chosen().checkout(promise, urls)
    except GatewayDown:
        with transaction():
            actions.cancel(promise.key)
        raise


@bp.get("/solidarite/dons/<key>/merci")
@signed_in
def thanks(key: str) -> ResponseReturnValue:
    """Say that the gift has arrived, or that the bank is about to confirm it."""
    return render_template(
        "neighbourhood/funding/thanks.html", pledge=queries.mine(current_user, key)
    )


@bp.get("/solidarite/dons/<key>/pas-paye")
@signed_in
def not_paid(key: str) -> ResponseReturnValue:
    """Come back from the bank without having paid: nothing happened."""
    return render_template(
        "neighbourhood/funding/not_paid.html", pledge=queries.mine(current_user, key)
    )


@bp.get("/solidarite/mes-dons")
@signed_in
def my_gifts() -> ResponseReturnValue:
    """List what I gave, newest first."""
    page = queries.gifts(current_user, Cursor.parse(request.args.get("after")))
    return render_template(
        "neighbourhood/funding/my_gifts.html",
        page=page,
        given_cents=queries.given_cents(current_user),
    )


@bp.get("/solidarite/mes-dons/<key>")
@signed_in
def receipt(key: str) -> ResponseReturnValue:
    """Show one gift of mine, line by line as the ledger has it."""
    pledge = queries.mine(current_user, key)
    return render_template(
        "neighbourhood/funding/receipt.html",
        pledge=pledge,
        movements=queries.movements(pledge),
        MOVEMENTS=kinds.MOVEMENT_WORDS,
    )
