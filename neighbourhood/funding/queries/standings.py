"""Where the money of a fund stands, by the ledger: with the provider, with its partner, used."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Fund, FundStatus
from neighbourhood.funding.models.ledger import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    TransferKind,
)
from neighbourhood.funding.models.paying import PayOut, PayOutLine, PayOutStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """Cents of one fund: all it raised, what is with its partner unproved, what is used."""

    fund: Fund
    raised: int
    with_partner: int
    used: int
    # Of what left, what the bank was asked to pay and did not confirm yet.
    on_its_way: int = 0

    @property
    def paid_and_used(self) -> int:
        """What is proved of what the bank did pay."""
        return self.used - max(0, self.on_its_way - self.with_partner)

    @property
    def out(self) -> int:
        """What its partner has had."""
        return self.with_partner + self.used

    @property
    def kept(self) -> int:
        """What its partner keeps, whatever goes back to donors: what it had, or proved it spent."""
        return max(self.out, self.fund.proved_cents or 0)

    @property
    def held(self) -> int:
        """What the provider holds of it; below zero when gifts went back after they were paid."""
        return self.raised - self.out

    @property
    def payable(self) -> int:
        """What may be paid out: no more than a proof says was spent, where there is one."""
        proved = self.fund.proved_cents
        return max(0, self.held if proved is None else min(self.held, proved - self.out))

    @property
    def left(self) -> int:
        """What is not needed any more, wherever it is: its proof said less, or it was closed."""
        if self.fund.status is FundStatus.CLOSED:
            return self.raised
        proved = self.fund.proved_cents
        return 0 if proved is None else max(0, self.raised - proved)

    @property
    def unused(self) -> int:
        """What of it is with its partner."""
        return self.with_partner if self.left else 0

    @property
    def to_prove(self) -> int:
        """What was paid out, of which nothing says yet what it did."""
        return 0 if self.left else max(0, self.with_partner - self.on_its_way)


def _of(kind: AccountKind, sign: int) -> ColumnElement[Any]:
    cents = case((LedgerAccount.kind == kind, sign * LedgerEntry.amount_cents), else_=0)
    return func.coalesce(func.sum(cents), 0)


RAISED = _of(AccountKind.FUND, -1)
WITH_PARTNER = _of(AccountKind.WITH_PARTNER, 1)
USED = _of(AccountKind.USED, 1)
_ON_ITS_WAY = func.coalesce(
    select(func.sum(PayOutLine.cents))
    .join(PayOut, PayOut.id == PayOutLine.pay_out_id)
    .where(PayOutLine.fund_id == Fund.id, PayOut.status == PayOutStatus.HANDED_OVER)
    .correlate(Fund)
    .scalar_subquery(),
    0,
)


def standings(*where: ColumnElement[bool], having: ColumnElement[bool]) -> list[Standing]:
    """Return how funds stand, the oldest first, of those with money in the ledger."""
    statement: Select[Any] = (
        select(Fund, RAISED, WITH_PARTNER, USED, _ON_ITS_WAY)
        .join(LedgerAccount, LedgerAccount.fund_id == Fund.id)
        .join(LedgerEntry, LedgerEntry.account_id == LedgerAccount.id)
        .where(*where)
        .group_by(Fund.id)
        .having(having)
        .order_by(Fund.id)
    )
    return [Standing(fund, *map(int, cents)) for fund, *cents in db.session.execute(statement)]


def standing_of(fund: Fund) -> Standing:
    """Return how one fund stands."""
    statement = (
        select(RAISED, WITH_PARTNER, USED)
        .select_from(LedgerEntry)
        .join(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
        .where(LedgerAccount.fund_id == fund.id)
    )
    return Standing(fund, *map(int, db.session.execute(statement).one()))


def movements_count(fund: Fund) -> int:
    """Count the movements that touched a fund: each numbers the next one while it is held."""
    statement = (
        select(func.count(LedgerEntry.transfer_id.distinct()))
        .join(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
        .where(LedgerAccount.fund_id == fund.id)
    )
    return db.session.scalar(statement) or 0


_COVERED = (
    select(LedgerAccount.fund_id, -func.sum(LedgerEntry.amount_cents))
    .join(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
    .join(LedgerTransfer, LedgerTransfer.id == LedgerEntry.transfer_id)
    .where(LedgerTransfer.kind == TransferKind.LOSS_COVERED, LedgerAccount.kind == AccountKind.FUND)
    .group_by(LedgerAccount.fund_id)
)


def covered_cents(fund: Fund) -> int:
    """Return what a town covers of a fund, for gifts that went back after they were paid out."""
    found = db.session.execute(_COVERED.where(LedgerAccount.fund_id == fund.id)).first()
    return int(found[1]) if found else 0


def covered_in(municipality_id: int) -> Sequence[tuple[Fund, int]]:
    """Return what a town has to cover, fund by fund."""
    here = select(Fund.id).where(Fund.municipality_id == municipality_id)
    found = db.session.execute(_COVERED.where(LedgerAccount.fund_id.in_(here)))
    cents: Mapping[int, int] = {row[0]: int(row[1]) for row in found if row[0] and row[1]}
    return [(fund, cents[fund.id]) for fund in by_id(cents.keys())]


def by_id(fund_ids: Collection[int]) -> Sequence[Fund]:
    """Return funds, the oldest first: the order in which several are held."""
    return db.session.scalars(select(Fund).where(Fund.id.in_(fund_ids)).order_by(Fund.id)).all()


def of_partner(partner_id: int) -> Sequence[Standing]:
    """Return the funds of a partner of which money is with it, or is not needed any more."""
    there = WITH_PARTNER != 0
    over = and_(RAISED > 0, (Fund.proved_cents < RAISED) | (Fund.status == FundStatus.CLOSED))
    return standings(Fund.partner_id == partner_id, having=there | over)


def in_town(municipality_id: int, fund_id: int) -> Standing:
    """Return how a fund of a town stands, `Missing` for any other."""
    fund = db.session.get(Fund, fund_id)
    if fund is None or fund.municipality_id != municipality_id or fund.partner_id is None:
        raise Missing
    return standing_of(fund)
