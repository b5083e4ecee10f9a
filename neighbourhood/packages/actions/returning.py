"""What comes back to a package: of needs that were taken back, or because its gifts went back."""

from collections.abc import Iterable, Mapping

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import ledger
from neighbourhood.funding.actions import moving
from neighbourhood.funding.actions.following import restate
from neighbourhood.funding.models.gifts import Fund, FundStatus
from neighbourhood.funding.models.ledger import AccountKind, TransferKind
from neighbourhood.packages.models import AllocationLine, AllocationReturn, Package, WhyBack
from neighbourhood.packages.queries import catalogue, rounds, stock
from neighbourhood.packages.queries.rounds import Standing


def bring_back(package_id: int) -> None:
    """Take back what a package gave to needs that were withdrawn; the next round shares it out.

    Whatever was paid out meanwhile stays where it is.
    """
    package = db.session.get_one(Package, package_id)
    fund = hold(Fund, package.fund_id)
    standing = rounds.standing_in(package, FundStatus.CLOSED)
    funds = stock.hold_funds(each.line.fund_id for each in standing)
    for each in standing:
        closed = funds[each.line.fund_id]
        cents = min(each.left_cents, rounds.free_cents(closed))
        if cents > 0:
            back = _note(each.line, cents, WhyBack.WITHDRAWN)
            moving.between(back.reference, TransferKind.ALLOCATION_BACK, closed, fund, cents)


def make_good(fund: Fund, cents: int) -> None:
    """Bring back to a package the `cents` it misses since gifts to it went back; it is held.

    The newest rounds give back first, and only of needs that are still collecting: what a
    complete need was promised stays. Where that is not enough, the rest is a loss (see funding).
    """
    (package,) = catalogue.of_funds([fund.id])
    taken = list(_enough(rounds.standing_in(package, FundStatus.OPEN), cents))
    funds = stock.hold_funds(each.line.fund_id for each in taken)
    changed = [
        fund_id for each in taken if (fund_id := _give_up(each, fund, funds[each.line.fund_id]))
    ]
    for fund_id in sorted(set(changed)):
        restate(funds[fund_id])


def _enough(standing: Iterable[Standing], cents: int) -> Iterable[Standing]:
    for each in standing:
        if cents <= 0:
            return
        part = min(each.left_cents, cents)
        cents -= part
        yield Standing(each.line, part)


def _give_up(each: Standing, fund: Fund, need_fund: Fund) -> int | None:
    # It may have been completed while we waited for it: what is complete stays.
    if need_fund.status is not FundStatus.OPEN:
        return None
    back = _note(each.line, each.left_cents, WhyBack.SHORT)
    sides: Mapping[ledger.Place, int] = {
        (AccountKind.FUND, need_fund.id): each.left_cents,
        (AccountKind.FUND, fund.id): -each.left_cents,
    }
    ledger.move(back.reference, TransferKind.ALLOCATION_BACK, sides)
    return need_fund.id


def _note(line: AllocationLine, cents: int, why: WhyBack) -> AllocationReturn:
    back = AllocationReturn(line_id=line.id, cents=cents, why=why)
    db.session.add(back)
    db.session.flush()
    return back
