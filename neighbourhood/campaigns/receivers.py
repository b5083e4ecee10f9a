"""What money does to counters: they look again, once it is safely written."""

from functools import partial

from neighbourhood.campaigns import broadcast
from neighbourhood.foundation.storing.database import after_commit
from neighbourhood.funding.events import fund_changed, pledge_returned, pledge_settled
from neighbourhood.funding.models.gifts import Fund, Pledge


@pledge_settled.connect
@pledge_returned.connect
def follow(pledge: Pledge) -> None:
    """Have the counters of the town look again."""
    follow_fund(pledge.fund)


@fund_changed.connect
def follow_fund(fund: Fund) -> None:
    """Have the counters of its town look again."""
    after_commit(partial(broadcast.announce, fund.municipality_id))
