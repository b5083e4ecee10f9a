"""Gifts that come again each month, and what became of each month."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, Cents, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.funding.models.gifts import Fund, Pledge

# Every month has such a day.
LAST_DAY = 28


class MonthlyStatus(StrEnum):
    """From the first payment to the last one."""

    WAITING = "waiting"  # the first payment has not come
    ACTIVE = "active"
    STOPPED = "stopped"


class WhyStopped(StrEnum):
    """Who, or what, ended a monthly gift."""

    DONOR = "donor"
    CARD = "card"  # refused twice in a row, or contested
    CLOSED = "closed"  # what it was for is offered no more
    LEFT = "left"  # whoever gave left, or is forgotten
    NEVER_PAID = "never paid"


class MonthlyGift(Moving, Base):
    """The same sum each month, to a fund that stays open, from a card that the provider keeps.

    Whose it is stands under `pseudonym`, as for every gift: `DonorPseudonym` alone tells. `next_on`
    is the day of the next gift, `refusals` how often the card was refused in a row. `keeps_card`
    until the provider has forgotten the card: of the card itself, nothing is ever here.
    """

    __tablename__ = "monthly_gift"
    __table_args__ = (
        CheckConstraint("amount_cents > 0", "positive_amount"),
        CheckConstraint(f"day BETWEEN 1 AND {LAST_DAY}", "day_of_every_month"),
        CheckConstraint("status <> 'active' OR next_on IS NOT NULL", "next_when"),
        CheckConstraint("(status = 'stopped') = (why IS NOT NULL)", "stopped_why"),
        CheckConstraint("(status = 'stopped') = (stopped_at IS NOT NULL)", "stopped_when"),
        Index("ix_monthly_gift_status_next", "status", "next_on"),
    )
    MOVES = Moves(
        {
            MonthlyStatus.WAITING: {MonthlyStatus.ACTIVE, MonthlyStatus.STOPPED},
            MonthlyStatus.ACTIVE: {MonthlyStatus.STOPPED},
            MonthlyStatus.STOPPED: (),
        }
    )

    id: Mapped[PrimaryKey]
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"), index=True)
    pseudonym: Mapped[str] = mapped_column(String(32), index=True)
    amount_cents: Mapped[Cents]
    day: Mapped[int]
    status: Mapped[MonthlyStatus] = mapped_column(default=MonthlyStatus.WAITING)
    why: Mapped[WhyStopped | None]
    next_on: Mapped[date | None]
    refusals: Mapped[int] = mapped_column(default=0)
    keeps_card: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[CreatedAt]
    stopped_at: Mapped[datetime | None]

    fund: Mapped[Fund] = relationship()

    is_waiting = Stands(MonthlyStatus.WAITING)
    is_active = Stands(MonthlyStatus.ACTIVE)
    is_stopped = Stands(MonthlyStatus.STOPPED)


class TurnStatus(StrEnum):
    """From the promise of one month to its money, or to none."""

    FIRST = "first"  # the donor pays it, and shows their card to the provider
    PROMISED = "promised"  # to be charged, or being charged
    PAID = "paid"
    REFUSED = "refused"
    SKIPPED = "skipped"


class MonthlyTurn(Moving, Base):
    """One month of a monthly gift: there is never a second one for it.

    `month` is its first day; `tried_at` when the provider was last asked to charge the card.
    """

    __tablename__ = "monthly_turn"
    __table_args__ = (
        UniqueConstraint("monthly_id", "month"),
        CheckConstraint("status = 'skipped' OR pledge_id IS NOT NULL", "of_a_pledge"),
        Index("ix_monthly_turn_status", "status"),
    )
    # Money may come after all, as for every gift.
    MOVES = Moves(
        {
            TurnStatus.FIRST: {TurnStatus.PAID},
            TurnStatus.PROMISED: {TurnStatus.PAID, TurnStatus.REFUSED, TurnStatus.SKIPPED},
            TurnStatus.REFUSED: {TurnStatus.PAID},
            TurnStatus.SKIPPED: {TurnStatus.PAID},
            TurnStatus.PAID: (),
        }
    )

    id: Mapped[PrimaryKey]
    monthly_id: Mapped[int] = mapped_column(ForeignKey("monthly_gift.id"))
    month: Mapped[date]
    pledge_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"), unique=True)
    status: Mapped[TurnStatus] = mapped_column(default=TurnStatus.PROMISED)
    tried_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    monthly: Mapped[MonthlyGift] = relationship()
    pledge: Mapped[Pledge | None] = relationship()

    is_first = Stands(TurnStatus.FIRST)
    is_skipped = Stands(TurnStatus.SKIPPED)
    is_promised = Stands(TurnStatus.PROMISED)
