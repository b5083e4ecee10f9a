"""Rounds: what a package holds comes to needs in the published order, and is recorded."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding.actions import moving
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.models.ledger import TransferKind
from neighbourhood.needs.models import Need
from neighbourhood.packages import ordering, replaying
from neighbourhood.packages.models import AllocationLine, AllocationRound, Package
from neighbourhood.packages.ordering import Waiting
from neighbourhood.packages.queries import rounds, stock


def allocate(package_id: int) -> AllocationRound | None:
    """Bring what a package holds to needs; None when it holds nothing, or nothing can take it.

    The package’s fund is held first: of two rounds at once, the second one finds what the first
    one left.
    """
    package = db.session.get_one(Package, package_id)
    fund = hold(Fund, package.fund_id)
    if fund.raised_cents <= 0:
        return None
    needs = stock.held_candidates(package)
    given = rounds.given_to_parts(package)
    waiting, today = _as_they_wait(needs), now().date()
    shares = ordering.share(fund.raised_cents, waiting, given, today)
    if not shares:
        return None
    held = {need.fund.id: need.fund for need in needs if need.fund}
    told = _record(package, fund, replaying.snapshot(waiting, given, today), shares)
    for fund_id, cents in shares:
        reference = told.reference(fund_id)
        moving.between(reference, TransferKind.ALLOCATION, fund, held[fund_id], cents)
    return told


def _as_they_wait(needs: Sequence[Need]) -> list[Waiting]:
    # What somebody is paying for right now is theirs to give.
    paying = stock.paid_to([need.fund_id for need in needs if need.fund_id])
    return [
        Waiting(
            fund_id=need.fund.id,
            urgency=stock.urgency_of(need),
            published=_day_of(need),
            part_id=need.named_id or 0,
            missing_cents=max(need.fund.missing_cents - paying.get(need.fund.id, 0), 0),
        )
        for need in needs
        if need.fund
    ]


def _day_of(need: Need) -> date:
    return (need.published_at or now()).date()


def _record(
    package: Package, fund: Fund, seen: dict[str, Any], shares: Sequence[tuple[int, int]]
) -> AllocationRound:
    told = AllocationRound(package_id=package.id, pool_cents=fund.raised_cents, candidates=seen)
    told.lines = [AllocationLine(fund_id=fund_id, cents=cents) for fund_id, cents in shares]
    db.session.add(told)
    db.session.flush()
    return told
