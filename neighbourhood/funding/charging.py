"""Charging the cards of monthly gifts, and having the provider forget them."""

from collections.abc import Iterable
from datetime import date, timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn, transaction
from neighbourhood.foundation.storing.undoing import LASTS
from neighbourhood.funding.actions import gifts, monthly, turns
from neighbourhood.funding.gateways.asking import ask_for_each
from neighbourhood.funding.gateways.contract import ChargeRefused, PaymentGateway
from neighbourhood.funding.models.monthly import WhyStopped
from neighbourhood.funding.queries import monthly as queries

# Longer than anybody may stay on the page of the bank.
_FIRST_WITHIN = timedelta(days=1)


def charge(dues: Iterable[tuple[int, date]]) -> None:
    """Promise monthly gifts, each for its day, then charge all that wait, those of before too.

    Each month is its own transaction, the provider is asked between two of them: whoever dies
    anywhere leaves a month that the next one takes up, by the same number at the provider.
    """
    each_in_turn(dues, lambda each: turns.promise(*each))
    ask_for_each(queries.promised(), _charge, what="the month of a monthly gift")


def _charge(gateway: PaymentGateway, turn_id: int) -> None:
    with transaction():
        claimed = turns.claim(turn_id)
    if claimed is None:
        return
    pledge, shown_in = claimed
    try:
        charged = gateway.charge_again(pledge, shown_in)
    except ChargeRefused:
        with transaction():
            turns.refuse(turn_id)
        return
    if charged.cents:
        with transaction():
            gifts.settle(
                pledge.key, amount_cents=charged.cents, payment_reference=charged.reference
            )


def forget_cards() -> None:
    """Stop what never began, and have the provider forget the cards of what is stopped."""
    each_in_turn(
        queries.never_paid(now() - _FIRST_WITHIN),
        lambda monthly_id: monthly.stop(monthly_id, WhyStopped.NEVER_PAID),
    )
    ask_for_each(queries.with_cards_to_forget(now() - LASTS), _forget_card, what="forget a card")


def _forget_card(gateway: PaymentGateway, monthly_id: int) -> None:
    paid = queries.paid(queries.by_id(monthly_id))
    if paid:
        gateway.forget_card(paid[0].payment_reference)
    with transaction():
        turns.forgot_card(monthly_id)
