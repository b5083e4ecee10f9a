"""From what was pressed to a promise: with all that wait at that moment, or alone."""

from flask import request
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.committing import committer
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.versions import carried_by, compare
from neighbourhood.funding import awaiting, kinds
from neighbourhood.funding.actions import gifts, monthly, transfers
from neighbourhood.funding.actions.promising import Ask, promise_all
from neighbourhood.funding.actions.wishing import NOTHING_SAID
from neighbourhood.funding.forms.giving import GiftForm
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.policies import MOST_UNPAID
from neighbourhood.funding.queries import pledges
from neighbourhood.residents.access import current_actor


def promised(fund: Fund, form: GiftForm) -> Pledge:
    """Keep what a resident wants to give, who may; what cannot be kept is refused in words."""
    return _with_others(fund, form) or _alone(fund, form)


def _with_others(fund: Fund, form: GiftForm) -> Pledge | None:
    """Keep a gift about which nothing is said with all that wait now; None: not in this way."""
    read = kinds.read_of(fund)
    if form.is_by_transfer or form.is_monthly or form.wish != NOTHING_SAID:
        return None
    if request.form.get("read", carried_by(read)) != carried_by(read):
        return None
    # Whoever may be keeping too much is asked alone, under the lock of the fund.
    kept = pledges.number_kept_for(current_user.id)
    if current_user.verified_at is None or kept >= MOST_UNPAID:
        return None
    ask = Ask(resident_id=current_user.id, fund_id=fund.id, amount_cents=form.cents, read=read)
    db.session.rollback()  # whoever waits must not keep a connection from the one who leads
    key = committer.submit_among(promise_all, ask, order=ask.fund_id)
    return pledges.by_key(key) if key else None


def _alone(fund: Fund, form: GiftForm) -> Pledge:
    with transaction():
        compare_read(fund.id)
        if form.is_by_transfer:
            return transfers.announce(
                current_actor(), fund, amount_cents=form.cents, wish=form.wish
            )
        made = gifts.pledge(current_actor(), fund, amount_cents=form.cents, wish=form.wish)
        if form.is_monthly:
            monthly.begin(made)
        return made


def compare_read(fund_id: int) -> None:
    """Refuse to take a gift for another thing than the donor read of; the fund is held."""
    carried = request.form.get("read")
    if carried is not None:
        compare(kinds.READ, carried, kinds.read_of(hold(Fund, fund_id)))


def found(kind: kinds.FundKind, thing_id: int) -> Fund:
    """Return the fund of a thing that the viewer may give to; `Missing` when there is none."""
    try:
        return kind.find(current_user, thing_id)
    except Missing:
        # Of another town, or without a town yet: what everybody may give to.
        fund = kind.find_public(thing_id)
        if fund is None:
            raise
        return fund


def may_be_monthly(fund: Fund) -> bool:
    """Whether one may give to a fund each month."""
    return kinds.kind_of(fund).monthly(fund)


def offer(form: GiftForm, fund: Fund) -> None:
    """Offer amounts, and a transfer where one may wait for it."""
    remaining = pledges.remaining_for(current_user.id, fund)
    room = awaiting.transfer_room(fund, remaining) if choosing.bank() else 0
    form.offer(
        remaining, by_transfer=room, own=kinds.own_amounts(fund), monthly=may_be_monthly(fund)
    )
