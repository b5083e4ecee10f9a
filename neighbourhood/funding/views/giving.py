"""Pages on which neighbours give, and look at what they gave."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.web.switches import off_here
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.web.versions import Changed, carried_by, compare
from neighbourhood.funding import awaiting, kinds, policies
from neighbourhood.funding.actions import gifts, transfers
from neighbourhood.funding.cases import states
from neighbourhood.funding.forms import GiftForm
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import GatewayDown, Urls
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.queries import pledges, provider
from neighbourhood.funding.queries.movements import movements_of
from neighbourhood.funding.queries.transfers import awaited_from
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.residents.access import current_actor


@bp.record
def place_giving(state: BlueprintSetupState) -> None:
    """Put the page on which one gives below the list of each kind of thing one can fund."""
    for kind in kinds.FUND_KINDS.values():
        state.add_url_rule(
            f"{kind.place}/<int:thing_id>/donner",
            "give",
            give,
            defaults={"kind": kind.code},
            methods=["GET", "POST"],
        )


@verified
@limit("30 per hour")
def give(kind: str, thing_id: int) -> ResponseReturnValue:
    """Choose how much to give, then go and pay."""
    fund = kinds.FUND_KINDS[kind].find(current_user, thing_id)
    require(policies.may_give(current_actor(), fund), policies.AlreadyFunded)
    form = GiftForm()
    _offer(form, fund)
    if not form.validate_on_submit():
        return _give_page(fund, form)
    try:
        with transaction():
            _compare(fund.id)
            promise = _promise(fund, form)
    except Changed:
        raise
    except DomainError as refusal:
        # Someone was faster: show what can be given now.
        form.amount.errors = [refusal.say()]
        _offer(form, fund)
        return _give_page(fund, form)
    if promise.is_by_transfer:
        return redirect(url_for("funding.transfer", key=promise.key), 303)
    return redirect(_checkout(promise), 303)


def _offer(form: GiftForm, fund: Fund) -> None:
    remaining = pledges.remaining_for(current_user.id, fund)
    form.offer(
        remaining,
        by_transfer=awaiting.transfer_room(fund, remaining) if choosing.bank() else 0,
    )


def _promise(fund: Fund, form: GiftForm) -> Pledge:
    if form.is_by_transfer:
        return transfers.announce(current_actor(), fund, amount_cents=form.cents)
    return gifts.pledge(current_actor(), fund, amount_cents=form.cents)


def _compare(fund_id: int) -> None:
    carried = request.form.get("read")
    if carried is not None:
        compare(kinds.READ, carried, kinds.read_of(hold(Fund, fund_id)))


def _give_page(fund: Fund, form: GiftForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/funding/give.html",
        fund=fund,
        purpose=_purpose(fund),
        form=form,
        read=request.form.get("read") or carried_by(kinds.read_of(fund)),
    )
    return page, 422 if form.errors else 200


def _purpose(fund: Fund) -> kinds.Purpose:
    return kinds.purposes_of([fund])[fund.id]


def _checkout(promise: Pledge) -> str:
    urls = Urls(
        paid=link("funding.thanks", key=promise.key),
        cancelled=link("funding.not_paid", key=promise.key),
    )
    try:
        return choosing.chosen().checkout(promise, urls)
    except GatewayDown:
        with transaction():
            gifts.cancel(promise.key)
        raise


@bp.get("/solidarite/dons/<key>/merci")
@signed_in
def thanks(key: str) -> ResponseReturnValue:
    """Say that the gift has arrived, or that the bank is about to confirm it."""
    pledge = pledges.mine(current_user, key)
    if pledge.is_by_transfer and pledge.is_unpaid:
        return redirect(url_for("funding.transfer", key=key), 303)
    return render_template("neighbourhood/funding/thanks.html", **_story(pledge))


@bp.get("/solidarite/dons/<key>/pas-paye")
@signed_in
def not_paid(key: str) -> ResponseReturnValue:
    """Come back from the bank without having paid: nothing happened."""
    return render_template(
        "neighbourhood/funding/not_paid.html", pledge=pledges.mine(current_user, key)
    )


@bp.get("/solidarite/mes-dons")
@signed_in
def my_gifts() -> ResponseReturnValue:
    """List what I gave, newest first."""
    given = pledges.gifts(current_user, Cursor.parse(request.args.get("after")))
    awaited = awaited_from(current_user)
    return render_template(
        "neighbourhood/funding/my_gifts.html",
        page=given.page,
        given_cents=given.given_cents,
        moved=given.moved,
        awaited=awaited,
        purposes=kinds.purposes_of(pledge.fund for pledge in (*awaited, *given.page.rows)),
        kinds=[kind for kind in kinds.FUND_KINDS.values() if kind.switch not in off_here()],
    )


@bp.get("/solidarite/mes-dons/<key>")
@signed_in
def receipt(key: str) -> ResponseReturnValue:
    """Show one gift of mine, line by line as the ledger has it."""
    pledge = pledges.mine(current_user, key)
    return render_template("neighbourhood/funding/receipt.html", **_story(pledge))


@bp.get("/solidarite/mes-dons/<int:fund_id>/<int:try_id>")
@signed_in
def told_receipt(fund_id: int, try_id: int) -> ResponseReturnValue:
    """Show the same where news send to it, which never name a gift."""
    pledge = pledges.mine_ranked(current_user, fund_id, try_id)
    return render_template("neighbourhood/funding/receipt.html", **_story(pledge))


def _story(pledge: Pledge) -> dict[str, Any]:
    """Return all that became of the money of one gift, with amounts and dates."""
    facts = provider.facts_of(pledge.payment) if pledge.payment else None
    return {
        "pledge": pledge,
        "purpose": _purpose(pledge.fund),
        "parts": facts and states.parts_of(facts),
        "is_at_work": bool(facts and facts.still_counted > facts.withheld),
        "beyond": facts and states.beyond(facts),
        "may_be_kept": policies.may_be_kept(pledge),
        "others": pledges.paid_beside(pledge),
        "movements": movements_of(pledge),
        "MOVEMENTS": kinds.movement_words(kinds.kind_of(pledge.fund)),
    }
