"""Baskets: several gifts promised together, all or none, and paid by one payment."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from neighbourhood.foundation.errors import DomainError, Wrong
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import gifts, visiting
from neighbourhood.funding.actions.parting import hold_funds
from neighbourhood.funding.actions.visiting import Giver
from neighbourhood.funding.actions.wishing import NOTHING_SAID
from neighbourhood.funding.models.baskets import Basket, BasketLine
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.policies import AlreadyFunded
from neighbourhood.funding.queries import baskets
from neighbourhood.residents.acting import Actor


class BasketRefused(DomainError):
    """Something in a basket cannot be given any more: `lines` says why, by the id of the fund."""

    sentence = _l("Votre panier a changé. Rien n’est réservé, rien n’est payé : relisez-le.")

    def __init__(self, lines: Mapping[int, DomainError]) -> None:
        super().__init__()
        self.lines = lines


class BasketFull(DomainError):
    """There are as many things in a basket as one payment takes."""

    sentence = _l(
        "Votre panier contient déjà dix choses. Payez-le d’abord, ou retirez-en une ligne."
    )


class AmountsOnly(Wrong):
    """What a basket does not keep was said of a gift."""

    sentence = _l(
        "Un panier garde seulement des montants, et se paie par carte. Pour un virement, une "
        "organisation, un nom : donnez à part, ou effacez ces réponses."
    )


def pledge(actor: Actor, key: str, asked: Mapping[int, int]) -> Basket:
    """Keep what a resident wants to give, in cents by the id of each fund; all of it or nothing.

    Asked for again under the same `key`, it is there already: nothing is kept twice.
    """

    def give(fund: Fund, cents: int) -> Pledge:
        return gifts.pledge(actor, fund, amount_cents=cents)

    return _promise(key, asked, give)


def pledge_as_visitor(giver: Giver, key: str, asked: Mapping[int, int]) -> Basket:
    """Keep the same for a visitor."""

    def give(fund: Fund, cents: int) -> Pledge:
        return visiting.pledge(giver, fund, amount_cents=cents, wish=NOTHING_SAID)

    return _promise(key, asked, give)


def _promise(key: str, asked: Mapping[int, int], give: Callable[[Fund, int], Pledge]) -> Basket:
    funds = hold_funds(asked)
    known = baskets.by_key(key)  # asked under the lock: of two presses at once, one is the second
    if known is not None:
        return known
    refusals: dict[int, DomainError] = {}
    made: list[Pledge] = []
    for fund_id, cents in asked.items():
        try:
            made.append(_given(funds.get(fund_id), cents, give))
        except DomainError as refusal:
            refusals[fund_id] = refusal
    if refusals:
        raise BasketRefused(refusals)
    return _kept(key, made)


def _given(fund: Fund | None, cents: int, give: Callable[[Fund, int], Pledge]) -> Pledge:
    if fund is None:
        raise AlreadyFunded
    return give(fund, cents)


def _kept(key: str, made: Sequence[Pledge]) -> Basket:
    basket = Basket(key=key)
    db.session.add(basket)
    db.session.flush()
    for line, pledge in enumerate(made, 1):
        db.session.add(BasketLine(basket_id=basket.id, pledge_id=pledge.id, line=line))
    db.session.flush()
    return basket


def give_up(key: str) -> None:
    """Give free again what is kept for a basket; what is paid stays."""
    basket = baskets.by_key(key)
    if basket is None:
        return
    those = baskets.gifts_in(basket)
    hold_funds(pledge.fund_id for pledge in those)
    for pledge in those:
        gifts.cancel(pledge.key)


def forget_old(before: datetime) -> None:
    """Forget which gifts were in one basket: no more can be heard of its payment by its key."""
    old = select(Basket.id).where(Basket.created_at < before)
    db.session.execute(delete(BasketLine).where(BasketLine.basket_id.in_(old)))
    db.session.execute(delete(Basket).where(Basket.created_at < before))
