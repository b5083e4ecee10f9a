"""Funds as those who own them open and close them."""

from datetime import datetime

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding.actions.returns import owe_back
from neighbourhood.funding.kinds import FundKind
from neighbourhood.funding.models.gifts import Fund, FundRule, FundStatus
from neighbourhood.funding.queries import pledges


def open_fund(
    kind: FundKind,
    *,
    title: str,
    path: str,
    minimum_cents: int,
    ceiling_cents: int,
    deadline: datetime | None = None,
    rule: FundRule = FundRule.KEEP,
) -> Fund:
    """Begin to collect for a thing; whoever owns it keeps the id of the fund."""
    fund = Fund(
        kind=kind.code,
        title=title,
        path=path,
        minimum_cents=minimum_cents,
        ceiling_cents=ceiling_cents,
        deadline=deadline,
        rule=rule,
    )
    db.session.add(fund)
    db.session.flush()
    return fund


def close_fund(fund: Fund) -> None:
    """Owe every gift back: what it was for is taken back."""
    fund = hold(Fund, fund.id)
    fund.become(FundStatus.CLOSED)
    for promise in pledges.counted_on(fund):
        owe_back(promise, fund)
