"""Funds as those who own them open and close them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import news
from neighbourhood.funding.actions.returns import owe_back
from neighbourhood.funding.actions.telling import tell_donors
from neighbourhood.funding.events import fund_completed, fund_reopened
from neighbourhood.funding.kinds import FundKind
from neighbourhood.funding.models.gifts import Fund, FundStatus
from neighbourhood.funding.policies import CeilingTooLow, TooLateForAPrice, may_end_at
from neighbourhood.funding.queries import pledges, standings
from neighbourhood.funding.treasury import PaidOutAlready


def open_fund(
    kind: FundKind,
    *,
    town_id: int,
    partner_id: int | None,
    title: str,
    path: str,
    minimum_cents: int,
    ceiling_cents: int,
) -> Fund:
    """Begin to collect for a thing of a town; whoever owns it keeps the id of the fund.

    What is raised is paid out to the partner; without one, it is there for other funds.
    """
    fund = Fund(
        kind=kind.code,
        municipality_id=town_id,
        partner_id=partner_id,
        title=title,
        path=path,
        minimum_cents=minimum_cents,
        ceiling_cents=ceiling_cents,
    )
    db.session.add(fund)
    db.session.flush()
    return fund


@dataclass(frozen=True, slots=True)
class Opening:
    """A fund to be opened with others: what it asks for is all it may receive."""

    partner_id: int
    title: str
    path: str
    cents: int


def open_funds(kind: FundKind, town_id: int, openings: Sequence[Opening]) -> Sequence[int]:
    """Begin to collect for many things of a town; return the ids of the funds, in their order."""
    asked = insert(Fund).returning(Fund.id, sort_by_parameter_order=True)
    values = [
        {
            "kind": kind.code,
            "municipality_id": town_id,
            "partner_id": each.partner_id,
            "title": each.title,
            "path": each.path,
            "minimum_cents": each.cents,
            "ceiling_cents": each.cents,
        }
        for each in openings
    ]
    return db.session.scalars(asked, values).all()


def change_fund(fund: Fund, *, title: str, ceiling_cents: int) -> None:
    """Ask for another sum, under another title; never for less than what came or is being paid.

    A fund that has all it asks for is complete, one that asks for more collects again.
    """
    fund = hold(Fund, fund.id)
    fund.title = title
    if ceiling_cents == fund.ceiling_cents:
        return
    require(fund.status is not FundStatus.CLOSED, TooLateForAPrice)
    expected = pledges.raised_cents(fund) + pledges.live_reservations(fund)
    require(may_end_at(ceiling_cents, expected), CeilingTooLow)
    reopens = fund.status is FundStatus.COMPLETED
    if reopens:
        fund.become(FundStatus.OPEN)
    fund.minimum_cents = fund.ceiling_cents = ceiling_cents
    db.session.flush()
    if reopens:
        fund_reopened.send(fund)
    elif fund.missing_cents == 0:
        complete(fund)


def complete(fund: Fund) -> None:
    """Close the collection: the fund has all it may receive."""
    fund.become(FundStatus.COMPLETED)
    db.session.flush()
    tell_donors(fund, news.FUNDED)
    fund_completed.send(fund)


def close_fund(fund: Fund) -> None:
    """Owe every gift back: what it was for is taken back, unless it was paid out."""
    fund = hold(Fund, fund.id)
    require(standings.standing_of(fund).out == 0, PaidOutAlready)
    fund.become(FundStatus.CLOSED)
    for promise in pledges.counted_on(fund):
        owe_back(promise, fund)
