"""Pages on which neighbours give, and look at what they gave."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.forms import Form
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.web.versions import Changed, carried_by
from neighbourhood.funding import kinds, paperwork, policies
from neighbourhood.funding.actions import gifts, wishing
from neighbourhood.funding.cases import states
from neighbourhood.funding.cases.movements import movement_words
from neighbourhood.funding.forms.giving import GiftForm, NameForm
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import GatewayDown, Urls
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.months import Rhythm, agreement
from neighbourhood.funding.queries import donors, links, monthly, paying, pledges, provider
from neighbourhood.funding.queries.movements import movements_of
from neighbourhood.funding.queries.standings import standing_of
from neighbourhood.funding.queries.transfers import awaited_from
from neighbourhood.funding.views import basketing
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.funding.views.promising import found, offer, promised
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


@signed_in
@limit("30 per hour")
def give(kind: str, thing_id: int) -> ResponseReturnValue:
    """Choose how much to give, then go and pay."""
    fund = found(kinds.FUND_KINDS[kind], thing_id)
    require(policies.may_give(current_actor(), fund), policies.why_not(current_actor()))
    form = GiftForm()
    if request.args.get("rythme") == "mois" and not form.is_submitted():
        form.rhythm.data = Rhythm.MONTHLY
    offer(form, fund)
    if basketing.is_pressed():
        return basketing.answer(fund, form) or _give_page(fund, form)
    if not form.validate_on_submit():
        return _give_page(fund, form)
    try:
        promise = promised(fund, form)
    except Changed:
        raise
    except DomainError as refusal:
        # Someone was faster: show what can be given now.
        form.amount.errors = [refusal.say()]
        offer(form, fund)
        return _give_page(fund, form)
    if promise.is_by_transfer:
        return redirect(url_for("funding.transfer", key=promise.key), 303)
    urls = Urls(
        paid=link("funding.thanks", key=promise.key),
        cancelled=link("funding.not_paid", key=promise.key),
    )
    return redirect(checkout(promise, urls), 303)


def _give_page(fund: Fund, form: GiftForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/funding/give.html",
        fund=fund,
        purpose=_purpose(fund),
        form=form,
        awaited=next((one for one in awaited_from(current_user) if one.fund_id == fund.id), None),
        read=request.form.get("read") or carried_by(kinds.read_of(fund)),
    )
    return page, 422 if form.errors else 200


def _purpose(fund: Fund) -> kinds.Purpose:
    return kinds.purposes_of([fund])[fund.id]


def checkout(promise: Pledge, urls: Urls) -> str:
    """Return where a promise is paid; it is given up when the bank does not answer."""
    try:
        return choosing.chosen().checkout(promise, urls, _agreement(promise))
    except GatewayDown:
        with transaction():
            gifts.cancel(promise.key)
        raise


def _agreement(promise: Pledge) -> str:
    gift = monthly.of_pledge(promise)
    return agreement(gift.amount_cents, gift.day) if gift else ""


@bp.get("/solidarite/dons/<key>/merci")
@signed_in
def thanks(key: str) -> ResponseReturnValue:
    """Say that the gift has arrived, or that the bank is about to confirm it."""
    pledge = pledges.mine(current_user, key)
    if pledge.is_by_transfer and pledge.is_unpaid:
        return redirect(url_for("funding.transfer", key=key), 303)
    return render_template(
        "neighbourhood/funding/thanks.html",
        again=url_for("funding.thanks", key=key),
        receipt=url_for("funding.receipt", key=key),
        onward=pledge.fund.path,
        **story(pledge),
    )


@bp.get("/solidarite/dons/<key>/pas-paye")
@signed_in
def not_paid(key: str) -> ResponseReturnValue:
    """Come back from the bank without having paid: nothing happened."""
    pledge = pledges.mine(current_user, key)
    if not pledge.is_unpaid:
        return redirect(url_for("funding.thanks", key=key), 303)
    path = pledge.fund.path
    return render_template(
        "neighbourhood/funding/not_paid.html", pledge=pledge, again=f"{path}/donner", onward=path
    )


@bp.get("/solidarite/mes-dons/<key>")
@signed_in
def receipt(key: str) -> ResponseReturnValue:
    """Show one gift of mine, line by line as the ledger has it."""
    pledge = pledges.mine(current_user, key)
    return render_template("neighbourhood/funding/receipt.html", **story(pledge))


@bp.route("/solidarite/mes-dons/<key>/nom", methods=["GET", "POST"])
@signed_in
def name_shown(key: str) -> ResponseReturnValue:
    """Choose anew who reads my name for one gift."""
    pledge = pledges.mine(current_user, key)
    form = NameForm(obj=donors.wish_of(pledge))
    if not form.validate_on_submit():
        return name_page(pledge, form, back=url_for("funding.receipt", key=key))
    with transaction():
        wishing.say_otherwise(
            pledges.mine(current_user, key),
            showing=form.showing.data,
            shows_amount=form.shows_amount.data,
        )
    flash(gettext("C’est noté."))
    return redirect(url_for("funding.receipt", key=key), 303)


def name_page(pledge: Pledge, form: Form, *, back: str) -> ResponseReturnValue:
    """Show who may read the name of a donor."""
    page = render_template("neighbourhood/funding/name.html", pledge=pledge, form=form, where=back)
    return page, 422 if form.errors else 200


@bp.get("/solidarite/mes-dons/<key>/<sheet>.pdf")
@signed_in
def paper(key: str, sheet: str) -> ResponseReturnValue:
    """Print the receipt of a gift of mine, or the card for the person in whose name I gave."""
    return paperwork.handed(pledges.mine(current_user, key), sheet)


@bp.get("/solidarite/mes-dons/<int:fund_id>/<int:try_id>")
@signed_in
def told_receipt(fund_id: int, try_id: int) -> ResponseReturnValue:
    """Show the same where news send to it, which never name a gift."""
    pledge = pledges.mine_ranked(current_user, fund_id, try_id)
    return render_template("neighbourhood/funding/receipt.html", **story(pledge))


def story(pledge: Pledge) -> dict[str, Any]:
    """Return all that became of the money of one gift, and what its donor said."""
    facts = provider.facts_of(pledge.payment) if pledge.payment else None
    return {
        "pledge": pledge,
        "purpose": _purpose(pledge.fund),
        "paid_out_on": paying.paid_out_on(pledge.fund),
        "is_used": standing_of(pledge.fund).used > 0,
        "parts": facts and states.parts_of(facts, kinds.kind_of(pledge.fund).words.counts),
        "is_at_work": bool(facts and facts.still_counted > facts.withheld),
        "beyond": facts and states.beyond(facts),
        "may_be_kept": policies.may_be_kept(pledge),
        "others": pledges.paid_beside(pledge),
        "movements": movements_of(pledge),
        "written": links.written_of(pledge),
        "wish": donors.wish_of(pledge),
        "monthly": monthly.of_pledge(pledge),
        "MOVEMENTS": movement_words(kinds.kind_of(pledge.fund)),
    }
