"""Money that changes funds: given for several things, it comes to one of them, or goes back."""

from collections.abc import Mapping

from neighbourhood.funding import ledger
from neighbourhood.funding.actions import covering
from neighbourhood.funding.actions.following import restate
from neighbourhood.funding.actions.funds import complete
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.models.ledger import AccountKind, TransferKind


def between(reference: str, kind: TransferKind, giving: Fund, receiving: Fund, cents: int) -> None:
    """Take `cents` from one fund to another, and complete the one that misses nothing more.

    Both are held. The database refuses the same reference twice, and more than a fund may receive.
    """
    sides: Mapping[ledger.Place, int] = {
        (AccountKind.FUND, giving.id): cents,
        (AccountKind.FUND, receiving.id): -cents,
    }
    ledger.move(reference, kind, sides)
    covering.cover(giving)
    for fund in (giving, receiving):
        restate(fund)
    if receiving.is_open and receiving.missing_cents == 0:
        complete(receiving)
