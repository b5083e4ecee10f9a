"""Pages on which visitors read how to make the transfer of a gift, or give it up, by its link."""

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.funding import awaiting, kinds, policies
from neighbourhood.funding.codes import key_of_transfer, transfer_token
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.bank_transfers import PretendBank
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.queries import donors, pledges
from neighbourhood.funding.queries.transfers import promise_of
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.funding.views.transfers import before_giving_up, give_up
from neighbourhood.funding.views.visitors import too_old_link


def way_to_transfer(pledge: Pledge) -> str:
    """Return the page of one transfer of a visitor."""
    return url_for("funding.visitor_transfer", token=transfer_token(pledge))


def _found(token: str) -> Pledge | None:
    key = key_of_transfer(token)
    pledge = pledges.by_key(key) if key else None
    return pledge if pledge is not None and donors.is_known(pledge.pseudonym) else None


@bp.get("/donner/virement/<token>")
@anyone
def visitor_transfer(token: str) -> ResponseReturnValue:
    """Show what to write on the transfer, and until when it is awaited; nothing of other gifts."""
    pledge, bank = _found(token), choosing.bank()
    if pledge is None:
        return too_old_link()
    if bank is None:
        raise awaiting.NoTransfers
    page = render_template(
        "neighbourhood/funding/transfer.html",
        pledge=pledge,
        token=token,
        again=kinds.public_path(pledge.fund),
        order=bank.order(promise_of(pledge).reference, pledge.amount_cents),
        is_awaited=policies.is_live(pledge),
        is_here=pledge.payment is not None,
        is_pretend=isinstance(bank, PretendBank),
    )
    answer = make_response(page)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _before_giving_up(token: str) -> Ending:
    pledge = _found(token)
    if pledge is None:
        raise Missing
    return before_giving_up(pledge, url_for("funding.visitor_transfer", token=token))


@bp.route("/donner/virement/<token>/annuler", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
@asks_first(_before_giving_up)
def give_up_visitor_transfer(token: str) -> ResponseReturnValue:
    """Give free again what is kept for a transfer."""
    pledge = _found(token)
    if pledge is None:
        return too_old_link()
    give_up(pledge)
    return redirect(url_for("funding.visitor_transfer", token=token), 303)
