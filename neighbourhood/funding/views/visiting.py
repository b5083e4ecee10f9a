"""Pages on which visitors give, with a mailbox alone."""

import secrets
from datetime import timedelta

from flask import redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_login import current_user

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.tokens import fingerprint, sign, unsign
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.web.versions import Changed, carried_by
from neighbourhood.funding import awaiting, kinds
from neighbourhood.funding.actions import monthly, visiting, visiting_transfers
from neighbourhood.funding.actions.visiting import Giver
from neighbourhood.funding.forms.giving import VisitorGiftForm, suggested_words
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import Urls
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.queries import donors, pledges
from neighbourhood.funding.views import basketing
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.funding.views.giving import checkout, story
from neighbourhood.funding.views.over import over
from neighbourhood.funding.views.promising import compare_read, may_be_monthly
from neighbourhood.funding.views.visitor_transfers import way_to_transfer
from neighbourhood.funding.views.visitors import too_old_link
from neighbourhood.places.queries import get_town

GAVE, _BACK_WITHIN = "visitor-gave", timedelta(days=2)
_BROWSER = "giver"


@bp.record
def place_giving(state: BlueprintSetupState) -> None:
    """Put the page on which everybody gives beside the one of neighbours, for each kind of fund."""
    for kind in kinds.FUND_KINDS.values():
        state.add_url_rule(
            f"/donner{kind.place}/<int:thing_id>",
            "give_as_visitor",
            give_as_visitor,
            defaults={"kind": kind.code},
            methods=["GET", "POST"],
        )


@anyone
@limit("300 per hour")  # of a whole square around one wireless network, too
def give_as_visitor(kind: str, thing_id: int) -> ResponseReturnValue:
    """Read what one may give to, type a mailbox, press an amount, and pay."""
    if current_user.is_authenticated:
        return _to_their_page(kind, thing_id)
    fund = kinds.FUND_KINDS[kind].find_public(thing_id)
    if fund is None:
        return _over(kind, thing_id)
    form = VisitorGiftForm()
    _offer(form, fund)
    if basketing.is_pressed():
        return basketing.answer(fund, form) or _page(fund, form)
    if not form.validate_on_submit():
        return _page(fund, form)
    return _lead_to_paying(fund, form)


def _lead_to_paying(fund: Fund, form: VisitorGiftForm) -> ResponseReturnValue:
    try:
        promise = _promise(fund, form)
    except Changed:
        raise
    except DomainError as refusal:
        form.amount.errors = [refusal.say()]
        _offer(form, fund)
        return _page(fund, form)
    if promise.is_by_transfer:
        return redirect(way_to_transfer(promise), 303)
    return redirect(checkout(promise, _ways_back(promise)), 303)


def _offer(form: VisitorGiftForm, fund: Fund) -> None:
    room = visitor_room(fund)
    by_transfer = awaiting.visitors_transfer_room(fund, room) if choosing.takes_transfers() else 0
    form.offer(
        room,
        by_transfer=by_transfer,
        own=kinds.own_amounts(fund),
        monthly=may_be_monthly(fund),
    )


def _over(kind: str, thing_id: int) -> ResponseReturnValue:
    past = kinds.FUND_KINDS[kind].find_past(thing_id)
    if past is None:
        raise kinds.FUND_KINDS[kind].missing(thing_id)
    return over(past)


def _to_their_page(kind: str, thing_id: int) -> ResponseReturnValue:
    declared = kinds.FUND_KINDS[kind]
    try:
        return redirect(declared.find(current_user, thing_id).path, 303)
    except Missing:
        if declared.find_past(thing_id) is not None:
            return _over(kind, thing_id)
        if declared.find_public(thing_id) is None:
            raise
        return redirect(url_for("funding.give", kind=kind, thing_id=thing_id), 303)


def _promise(fund: Fund, form: VisitorGiftForm) -> Pledge:
    giver = giver_of(form.email.data)
    with transaction():
        compare_read(fund.id)
        act = visiting_transfers.announce if form.is_by_transfer else visiting.pledge
        made = act(giver, fund, amount_cents=form.cents, wish=form.wish)
        if form.is_monthly:
            monthly.begin(made)
        return made


def giver_of(email: str) -> Giver:
    """Return the visitor at the screen, who typed a mailbox."""
    return Giver(email=email, language=str(get_locale()), browser=_browser())


def _browser() -> str:
    """Return the mark of this browser: whoever tries again is told from others by it alone."""
    if _BROWSER not in session:
        session[_BROWSER] = secrets.token_urlsafe(16)
    return fingerprint(session[_BROWSER])


def visitor_room(fund: Fund) -> int:
    """Return what this browser could promise now, what it keeps already included."""
    return pledges.remaining_cents(fund) + donors.kept_for_browser(fund, _browser())


def _page(fund: Fund, form: VisitorGiftForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/funding/give_as_visitor.html",
        fund=fund,
        purpose=kinds.purposes_of([fund])[fund.id],
        form=form,
        town=get_town(fund.municipality_id),
        suggested_words=suggested_words,
        site=settings.current().base_url,
        read=request.form.get("read") or carried_by(kinds.read_of(fund)),
    )
    return page, 422 if form.errors else 200


def _ways_back(promise: Pledge) -> Urls:
    token = sign(GAVE, promise.key)
    return Urls(
        paid=link("funding.visitor_thanks", token=token),
        cancelled=link("funding.visitor_not_paid", token=token),
    )


def _just_given(token: str) -> Pledge | None:
    key = unsign(GAVE, token, _BACK_WITHIN)
    pledge = pledges.by_key(key) if isinstance(key, str) else None
    return pledge if pledge is not None and donors.is_known(pledge.pseudonym) else None


@bp.get("/donner/merci/<token>")
@anyone
def visitor_thanks(token: str) -> ResponseReturnValue:
    """Say that a gift has arrived, to the browser in which it was paid; nothing of other gifts."""
    pledge = _just_given(token)
    if pledge is None:
        return too_old_link()
    again = url_for("funding.visitor_thanks", token=token)
    public = kinds.public_path(pledge.fund) if kinds.is_for_all(pledge.fund) else None
    page = render_template(
        "neighbourhood/funding/thanks.html",
        again=again,
        receipt=None,
        onward=public,
        town=get_town(pledge.fund.municipality_id),
        **story(pledge),
    )
    return page, 200, {"Cache-Control": "private, no-store"}


@bp.get("/donner/pas-paye/<token>")
@anyone
def visitor_not_paid(token: str) -> ResponseReturnValue:
    """Come back from the bank without having paid: nothing happened."""
    pledge = _just_given(token)
    if pledge is None:
        return too_old_link()
    if not pledge.is_unpaid:
        return redirect(url_for("funding.visitor_thanks", token=token), 303)
    public = kinds.public_path(pledge.fund)
    return render_template(
        "neighbourhood/funding/not_paid.html", pledge=pledge, again=public, onward=public
    )
