"""What money does to packages: when one is served at once, and when it takes back."""

from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.funding.events import fund_overdrawn, pledge_settled
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.needs.events import need_changed
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.packages.actions.returning import make_good
from neighbourhood.packages.kinds import FUND
from neighbourhood.packages.queries import catalogue, rounds
from neighbourhood.packages.serving import serve


@pledge_settled.connect
def share_gift(pledge: Pledge) -> None:
    """Bring a gift to needs, once it is safely written down."""
    if pledge.fund.kind == FUND.code:
        for package in catalogue.of_funds([pledge.fund_id]):
            enqueue_after_commit(serve, package.id)


@need_changed.connect
def take_back(need: Need) -> None:
    """Bring to other needs what packages gave to one that was withdrawn."""
    if need.status is NeedStatus.WITHDRAWN and need.fund_id is not None:
        for package_id in rounds.givers_of(need.fund_id):
            enqueue_after_commit(serve, package_id)


@fund_overdrawn.connect
def bring_back(fund: Fund, cents: int) -> None:
    """Take back from needs what a package had given them, once a gift to it went back."""
    if fund.kind == FUND.code:
        make_good(fund, cents)
