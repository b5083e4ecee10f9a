"""What rounds gave to needs, and what of it came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Fund, FundStatus, Payment, Pledge, PledgeStatus
from neighbourhood.funding.models.ledger import AccountKind, LedgerAccount, LedgerEntry
from neighbourhood.needs.models import Need
from neighbourhood.packages.models import (
    AllocationLine,
    AllocationReturn,
    AllocationRound,
    Package,
)

# How far back one looks at which quartier has received what.
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of a round, and how many of its cents have not come back."""

    line: AllocationLine
    left_cents: int


def _came_back() -> ColumnElement[int]:
    returned = select(func.coalesce(func.sum(AllocationReturn.cents), 0))
    return returned.where(AllocationReturn.line_id == AllocationLine.id).scalar_subquery()


def given_to_parts(package: Package) -> Mapping[int, int]:
    """Return what a package gave to each part of its town in a year, in cents still there.

    By the part that neighbours read of a need, 0 for the whole town: what is finer is not for us.
    """
    part = func.coalesce(Need.named_id, 0)
    statement = (
        select(part, func.sum(AllocationLine.cents - _came_back()))
        .select_from(AllocationLine)
        .join(AllocationRound)
        .join(Need, Need.fund_id == AllocationLine.fund_id)
        .where(
            AllocationRound.package_id == package.id,
            AllocationRound.created_at > now() - A_YEAR,
        )
        .group_by(part)
    )
    return {part_id: int(cents) for part_id, cents in db.session.execute(statement)}


def standing_in(package: Package, status: FundStatus) -> Sequence[Standing]:
    """Return what is left of each line to needs whose funds stand so, the newest line first."""
    left = AllocationLine.cents - _came_back()
    statement = (
        select(AllocationLine, left)
        .join(AllocationRound)
        .join(Fund, Fund.id == AllocationLine.fund_id)
        .where(AllocationRound.package_id == package.id, Fund.status == status, left > 0)
        .order_by(AllocationLine.id.desc())
    )
    return [Standing(line, int(cents)) for line, cents in db.session.execute(statement)]


def to_bring_back() -> Sequence[int]:
    """Return the ids of packages that gave to needs which were taken back since."""
    left = AllocationLine.cents - _came_back()
    statement = (
        select(AllocationRound.package_id)
        .join(AllocationLine)
        .join(Fund, and_(Fund.id == AllocationLine.fund_id, Fund.status == FundStatus.CLOSED))
        .where(left > 0)
        .distinct()
        .order_by(AllocationRound.package_id)
    )
    return db.session.scalars(statement).all()


def givers_since_last(package: Package) -> int:
    """Count those who gave to a package since its last round, one who gave twice once."""
    last = select(func.max(AllocationRound.created_at))
    ended = db.session.scalar(last.where(AllocationRound.package_id == package.id))
    statement = select(func.count(Pledge.pseudonym.distinct())).where(
        Pledge.fund_id == package.fund_id, Pledge.status == PledgeStatus.SETTLED
    )
    since = statement.where(Pledge.settled_at > ended) if ended else statement
    return db.session.scalar(since) or 0


def waits_from(fund: Fund) -> datetime | None:
    """Return when the oldest gift was received of which a package still holds some; None: of none.

    The first given is the first shared out.
    """
    if fund.raised_cents <= 0:
        return None
    newest = func.sum(Payment.counted_cents).over(
        order_by=(Pledge.settled_at.desc(), Pledge.id.desc())
    )
    so_far = (
        select(Pledge.settled_at, (newest - Payment.counted_cents).label("newer"))
        .join(Payment)
        .where(Pledge.fund_id == fund.id, Payment.counted_cents > 0)
        .subquery()
    )
    oldest = select(func.min(so_far.c.settled_at)).where(so_far.c.newer < fund.raised_cents)
    found: datetime | None = db.session.scalar(oldest)
    return found


def to_share() -> Sequence[int]:
    """Return the ids of packages that hold something."""
    statement = select(Package.id).join(Package.fund).where(Fund.raised_cents > 0)
    return db.session.scalars(statement.order_by(Package.id)).all()


def free_cents(fund: Fund) -> int:
    """Return what a fund has that was not paid out: only that can go elsewhere."""
    out = (AccountKind.WITH_PARTNER, AccountKind.USED)
    statement = (
        select(func.coalesce(func.sum(LedgerEntry.amount_cents), 0))
        .join(LedgerAccount)
        .where(LedgerAccount.kind.in_(out), LedgerAccount.fund_id == fund.id)
    )
    return max(fund.raised_cents - int(db.session.scalar(statement) or 0), 0)


def all_rounds(after_id: int, size: int) -> Sequence[AllocationRound]:
    """Return rounds from one on, oldest first, with all that is recorded of them."""
    statement = select(AllocationRound).options(
        selectinload(AllocationRound.lines), joinedload(AllocationRound.package)
    )
    following = statement.where(AllocationRound.id > after_id).order_by(AllocationRound.id)
    return db.session.scalars(following.limit(size)).all()


def shared_since(town_id: int, since: datetime) -> tuple[int, int]:
    """Return what the packages of a town brought to needs since then, and to how many of them."""
    statement = (
        select(
            func.coalesce(func.sum(AllocationLine.cents - _came_back()), 0),
            func.count(AllocationLine.fund_id.distinct()),
        )
        .select_from(AllocationLine)
        .join(AllocationRound)
        .join(Package)
        .where(Package.municipality_id == town_id, AllocationRound.created_at > since)
    )
    cents, needs = db.session.execute(statement).one()
    return int(cents), int(needs)


def givers_of(fund_id: int) -> Sequence[int]:
    """Return the ids of the packages that gave to the need behind a fund."""
    statement = (
        select(AllocationRound.package_id)
        .join(AllocationLine)
        .where(AllocationLine.fund_id == fund_id)
        .distinct()
        .order_by(AllocationRound.package_id)
    )
    return db.session.scalars(statement).all()
