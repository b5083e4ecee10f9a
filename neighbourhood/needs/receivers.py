"""What money does to needs."""

from neighbourhood.funding.events import (
    fund_changed,
    fund_completed,
    fund_given_up,
    fund_reopened,
    pledge_returned,
    pledge_settled,
)
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.needs import actions, queries
from neighbourhood.needs.models import NeedStatus


@pledge_settled.connect
@pledge_returned.connect
def follow(pledge: Pledge) -> None:
    """Show how far the need has come."""
    need = queries.of_fund(pledge.fund)
    if need is not None:
        actions.follow_money(need)


@fund_changed.connect
def follow_fund(fund: Fund) -> None:
    """Show how far the need has come, where money of another fund came to it."""
    need = queries.of_fund(fund)
    if need is None:
        return
    if need.is_proved:
        # What it did not need went to another one: it asked for no more than it keeps.
        need.target_cents = fund.ceiling_cents
    actions.follow_money(need)


@fund_completed.connect
def close_collection(fund: Fund) -> None:
    """Ask the partner to see to the need: nothing is missing any more."""
    need = queries.of_fund(fund)
    if need is not None:
        actions.mark_funded(need)


@fund_reopened.connect
def open_again(fund: Fund) -> None:
    """Ask neighbours anew, unless what the money did has been told."""
    need = queries.of_fund(fund)
    if need is not None and need.may_become(NeedStatus.OPEN):
        actions.mark_open(need)


@fund_given_up.connect
def give_up(fund: Fund) -> None:
    """Take the need back: its partner acts no more, and its gifts go back."""
    need = queries.of_fund(fund)
    if need is not None and need.may_become(NeedStatus.WITHDRAWN):
        actions.mark_given_up(need)
