"""Pages on which neighbours read how to make the transfer of a gift, or give it up."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding import awaiting, policies
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.bank_transfers import PretendBank
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.queries import pledges
from neighbourhood.funding.queries.transfers import promise_of
from neighbourhood.funding.views.blueprint import bp


@bp.get("/solidarite/dons/<key>/virement")
@signed_in
def transfer(key: str) -> ResponseReturnValue:
    """Show what to write on the transfer, and until when it is awaited."""
    pledge = pledges.mine(current_user, key)
    promise, bank = promise_of(pledge), choosing.bank()
    if pledge.payment is not None:
        return redirect(url_for("funding.receipt", key=key), 303)
    if bank is None:
        raise awaiting.NoTransfers
    return render_template(
        "neighbourhood/funding/transfer.html",
        pledge=pledge,
        order=bank.order(promise.reference, pledge.amount_cents),
        is_awaited=policies.is_live(pledge),
        is_pretend=isinstance(bank, PretendBank),
    )


def before_giving_up(pledge: Pledge, page: str) -> Ending:
    """Say what happens to a transfer that is given up, whoever announced it; `page` shows it."""
    return Ending(
        title=gettext("Vous ne ferez pas ce virement ?"),
        happens=[
            gettext(
                "Les %(amount)s ne sont plus gardés pour vous : d’autres peuvent les donner.",
                amount=euros(pledge.amount_cents),
            ),
            gettext(
                "Si le virement est déjà parti, il compte s’il manque encore assez. Sinon, il vous "
                "est rendu."
            ),
        ],
        word=gettext("Je ne ferai pas ce virement"),
        back=(page, gettext("Garder ma part")),
    )


def give_up(pledge: Pledge) -> None:
    """Give free again what is kept for a transfer; say whether it has arrived meanwhile."""
    with transaction():
        gifts.cancel(pledge.key)
    if pledges.is_paid(pledge):
        flash(gettext("Votre virement est déjà arrivé : il ne peut plus être annulé ici."))
    else:
        flash(gettext("C’est noté : nous n’attendons plus ce virement."))


def _before_giving_up(key: str) -> Ending:
    pledge = pledges.mine(current_user, key)
    promise_of(pledge)
    return before_giving_up(pledge, url_for("funding.transfer", key=key))


@bp.route("/solidarite/dons/<key>/virement/annuler", methods=["GET", "POST"])
@signed_in
@asks_first(_before_giving_up)
def give_up_transfer(key: str) -> ResponseReturnValue:
    """Give free again what is kept for a transfer."""
    pledge = pledges.mine(current_user, key)
    promise_of(pledge)
    give_up(pledge)
    return redirect(url_for("funding.my_gifts"), 303)
