"""What money does to packages: when one is served, and when it takes back."""

from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.funding.events import fund_overdrawn, pledge_settled
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.needs.events import need_changed
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.packages.actions.returning import make_good
from neighbourhood.packages.kinds import FUND
from neighbourhood.packages.queries import catalogue, rounds
from neighbourhood.packages.serving import bring_back as give_again
from neighbourhood.packages.serving import serve_given


@pledge_settled.connect
def share_gift(pledge: Pledge) -> None:
    """Bring gifts to needs, once this one is safely written down and they are enough."""
    if pledge.fund.kind == FUND.code:
        for package in catalogue.of_funds([pledge.fund_id]):
            enqueue_after_commit(serve_given, package.id)


@need_changed.connect
def take_back(need: Need) -> None:
    """Give packages again what they gave to a need that was withdrawn, for the next round."""
    if need.status is NeedStatus.WITHDRAWN and need.fund_id is not None:
        for package_id in rounds.givers_of(need.fund_id):
            enqueue_after_commit(give_again, package_id)


@fund_overdrawn.connect
def bring_back(fund: Fund, cents: int) -> None:
    """Take back from needs what a package had given them, once a gift to it went back."""
    if fund.kind == FUND.code:
        make_good(fund, cents)
