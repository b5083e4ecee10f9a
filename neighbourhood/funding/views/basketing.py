"""The basket of this browser, before it is paid: in its signed cookie, and nowhere else.

It holds the numbers of funds and cents, and the key under which it will be paid. Whoever signs in
takes it along; signing out forgets it.
"""

import secrets
from collections.abc import Mapping

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.web.versions import compare
from neighbourhood.funding import kinds, sharing
from neighbourhood.funding.actions.baskets import AmountsOnly, BasketFull
from neighbourhood.funding.actions.wishing import NOTHING_SAID
from neighbourhood.funding.forms.giving import GiftForm
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.residents.access import CARRIED

_LINES, _KEY = "basket", "basket_key"
CARRIED.add(_LINES)
PRESSED = "basket"


def lines() -> Mapping[int, int]:
    """Return what is in the basket: cents by the id of each fund, in the order of choosing."""
    return dict(session.get(_LINES, []))


def count() -> int:
    """Count the things in the basket."""
    return len(session.get(_LINES, []))


def key() -> str:
    """Return the key under which this basket is paid: another one once it has changed."""
    if count() and _KEY not in session:
        session[_KEY] = secrets.token_hex(12)
    return str(session.get(_KEY, ""))


def change(those: Mapping[int, int]) -> None:
    """Have this in the basket, and a new key for it."""
    require(len(those) <= sharing.MOST_LINES, BasketFull)
    session[_LINES] = [[fund_id, cents] for fund_id, cents in those.items()]
    session.pop(_KEY, None)


def put(fund_id: int, cents: int) -> None:
    """Put an amount for a fund into the basket, in the place of an earlier one."""
    change({**lines(), fund_id: cents})


def take_out(fund_id: int) -> None:
    """Take what is for a fund out of the basket."""
    change({each: cents for each, cents in lines().items() if each != fund_id})


def empty() -> None:
    """Forget the basket: it is paid."""
    session.pop(_LINES, None)
    session.pop(_KEY, None)


def pay_anew() -> None:
    """Have another key: nothing comes of the payment that was begun under the last one."""
    session.pop(_KEY, None)


def is_pressed() -> bool:
    """Whether the button of a giving page was pressed that puts an amount into the basket."""
    return PRESSED in request.form


def answer(fund: Fund, form: GiftForm) -> ResponseReturnValue | None:
    """Put what was chosen on a giving page into the basket; None when the page must say why not.

    A mailbox is asked for when the basket is paid. What else was said is not lost: it is refused.
    """
    if form.is_monthly:
        form.rhythm.errors = [_only_once(form)]
        return None
    if "email" in form:
        form.email.validators = ()
    pressed = request.form[PRESSED]
    if pressed.isdecimal() and len(pressed) < 10:
        form.suggested.data, form.amount.data = int(pressed), None
        form.amount.raw_data, form.amount.process_errors = [], []
    if not form.validate():
        return None
    if form.is_by_transfer or form.wish != NOTHING_SAID:
        form.amount.errors = [AmountsOnly().say()]
        return None
    carried = request.form.get("read")
    if carried is not None:
        compare(kinds.READ, carried, kinds.read_of(fund))
    put(fund.id, form.cents)
    flash(gettext("C’est dans votre panier. Rien n’est encore payé ni réservé."))
    return redirect(url_for("funding.basket"), 303)


def _only_once(form: GiftForm) -> str:
    if "email" in form:
        # Where each amount is a button, none of them is called « Aller payer ».
        return str(
            gettext(
                "Le panier sert à donner une fois. Pour donner chaque mois, choisissez un montant "
                "sans le mettre dans le panier."
            )
        )
    return str(
        gettext(
            "Le panier sert à donner une fois. Pour donner chaque mois, appuyez sur "
            "« Aller payer »."
        )
    )
