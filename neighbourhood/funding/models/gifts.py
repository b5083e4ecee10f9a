"""Funds, pledges, and the payments behind them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import (
    Base,
    Cents,
    CreatedAt,
    PrimaryKey,
    ShortText,
    only_one,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands


class FundStatus(StrEnum):
    """From the first gift to the last one, or to where it was taken back."""

    OPEN = "open"
    COMPLETED = "completed"
    CLOSED = "closed"


class FundRule(StrEnum):
    """What becomes of gifts when the deadline comes before the ceiling."""

    KEEP = "keep"


class Fund(Moving, Base):
    """What neighbours give to: how much it may receive, and how much it has.

    What it is for belongs to the slice that opened it, by its declared `kind`; the title and the
    page are repeated here for mails, receipts and the bank. `raised_cents` and `donors_count`
    repeat what the ledger says, so that lists need one table and the database itself refuses a
    fund that has received too much. It belongs to a town; what it received is paid out to
    `partner_id`, unless it is there to be shared among other funds. `proved_cents` is what a proof
    says was spent, whether it is paid out by then or not.
    """

    __tablename__ = "fund"
    __table_args__ = (
        CheckConstraint("length(title) > 0 AND length(path) > 0", "told"),
        CheckConstraint("minimum_cents BETWEEN 1 AND ceiling_cents", "positive_bounds"),
        CheckConstraint("raised_cents BETWEEN 0 AND ceiling_cents", "never_over_funded"),
        CheckConstraint("donors_count >= 0", "donors_not_negative"),
        CheckConstraint(
            "status <> 'completed' OR raised_cents = ceiling_cents", "completed_in_full"
        ),
        CheckConstraint("proved_cents > 0", "positive_proof"),
    )
    MOVES = Moves(
        {
            FundStatus.OPEN: {FundStatus.COMPLETED, FundStatus.CLOSED},
            FundStatus.COMPLETED: {FundStatus.OPEN},
            FundStatus.CLOSED: (),
        }
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[ShortText]
    path: Mapped[ShortText]
    minimum_cents: Mapped[Cents]
    ceiling_cents: Mapped[Cents]
    raised_cents: Mapped[Cents] = mapped_column(default=0)
    donors_count: Mapped[int] = mapped_column(default=0)
    proved_cents: Mapped[Cents | None]
    rule: Mapped[FundRule] = mapped_column(default=FundRule.KEEP)
    status: Mapped[FundStatus] = mapped_column(default=FundStatus.OPEN)
    deadline: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    is_open = Stands(FundStatus.OPEN)

    @property
    def missing_cents(self) -> int:
        """What has not been received yet."""
        return self.ceiling_cents - self.raised_cents

    @property
    def takes_gifts(self) -> bool:
        """Whether money is asked for, and it is not too late."""
        in_time = self.deadline is None or now() < self.deadline
        return self.is_open and in_time


class DonorPseudonym(Base):
    """Who stands behind a pseudonym: the only row that knows, and it may be erased.

    One for each fund somebody gives to, so that without this table nothing tells that two gifts
    to two funds come from one person: a resident, or a visitor without an account.
    """

    __tablename__ = "donor_pseudonym"
    __table_args__ = (
        UniqueConstraint("resident_id", "fund_id"),
        UniqueConstraint("visitor_id", "fund_id"),
        CheckConstraint("(resident_id IS NULL) <> (visitor_id IS NULL)", "one_donor"),
    )

    pseudonym: Mapped[str] = mapped_column(String(32), primary_key=True)
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    visitor_id: Mapped[int | None] = mapped_column(ForeignKey("visitor.id"))
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"), index=True)


class Means(StrEnum):
    """How a gift is paid: at once with the provider, or by a transfer that takes days."""

    CARD = "card"
    TRANSFER = "transfer"


class PledgeStatus(StrEnum):
    """From the promise to the money, or back."""

    RESERVED = "reserved"
    SETTLED = "settled"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    OWED_BACK = "owed back"
    RETURNING = "returning"  # the provider is giving it back, which takes days
    STUCK = "stuck"  # the provider could not give it back: a person must decide
    REFUNDED = "refunded"
    DISPUTED = "disputed"  # their bank withholds it until the dispute is over
    TAKEN_BACK = "taken back"  # the dispute was lost


UNPAID = (PledgeStatus.RESERVED, PledgeStatus.EXPIRED, PledgeStatus.CANCELLED)
PAID = tuple(status for status in PledgeStatus if status not in UNPAID)


class Pledge(Moving, Base):
    """A neighbour’s part of a fund; `key` is all the payment provider learns of it.

    Whose it is stands under `pseudonym`: `DonorPseudonym` tells, as long as it is kept.
    """

    __tablename__ = "pledge"
    __table_args__ = (
        CheckConstraint("amount_cents > 0", "positive_amount"),
        CheckConstraint("status <> 'settled' OR settled_at IS NOT NULL", "settled_when"),
        Index("ix_pledge_fund_status", "fund_id", "status"),
        Index("ix_pledge_status_until", "status", "reserved_until"),
        # One payment pays for one gift.
        only_one("uq_pledge_payment", "payment_reference", where="payment_reference <> ''"),
    )
    # A payment may come after its reservation ended: it counts if there is room, else it is owed.
    # What is paid goes where the provider and the banks take it, in any order; never unpaid again.
    MOVES = Moves(
        {
            PledgeStatus.RESERVED: {
                *PAID,
                PledgeStatus.EXPIRED,
                PledgeStatus.CANCELLED,
            },
            PledgeStatus.EXPIRED: PAID,
            PledgeStatus.CANCELLED: PAID,
            **{status: set(PAID) - {status} for status in PAID},
        }
    )

    id: Mapped[PrimaryKey]
    key: Mapped[str] = mapped_column(String(60), unique=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"))
    pseudonym: Mapped[str] = mapped_column(String(32), index=True)
    amount_cents: Mapped[Cents]
    means: Mapped[Means] = mapped_column(default=Means.CARD)
    status: Mapped[PledgeStatus] = mapped_column(default=PledgeStatus.RESERVED)
    reserved_until: Mapped[datetime]
    payment_reference: Mapped[ShortText] = mapped_column(default="")
    created_at: Mapped[CreatedAt]
    settled_at: Mapped[datetime | None]

    fund: Mapped[Fund] = relationship()
    payment: Mapped["Payment | None"] = relationship(back_populates="pledge")

    is_unpaid = Stands(*UNPAID)
    is_settled = Stands(PledgeStatus.SETTLED)
    is_stuck = Stands(PledgeStatus.STUCK)
    is_owed_back = Stands(PledgeStatus.OWED_BACK)
    is_disputed = Stands(PledgeStatus.DISPUTED)
    is_taken_back = Stands(PledgeStatus.TAKEN_BACK)
    is_gone = Stands(PledgeStatus.REFUNDED, PledgeStatus.TAKEN_BACK)
    goes_back = Stands(PledgeStatus.OWED_BACK, PledgeStatus.RETURNING, PledgeStatus.REFUNDED)

    @property
    def is_by_transfer(self) -> bool:
        """Whether its money comes by bank transfer, and goes back by one."""
        return self.means is Means.TRANSFER

    @property
    def paid_cents(self) -> int:
        """What was paid, which may be another amount than the promised one."""
        return self.payment.paid_cents if self.payment else self.amount_cents

    @property
    def gone_cents(self) -> int:
        """What was paid and does not count for the fund any more."""
        return self.payment.paid_cents - self.payment.counted_cents if self.payment else 0

    @property
    def counts(self) -> bool:
        """Whether a part of it counts for the fund, contested or not."""
        return bool(self.payment and self.payment.counted_cents)

    @property
    def came_too_late(self) -> bool:
        """Whether it was paid as promised, and never counted."""
        return bool(self.payment) and not self.settled_at and self.paid_cents == self.amount_cents


class Payment(Base):
    """What the provider received for a pledge, and how much of it still counts for the fund.

    What neither counts nor went back is owed to whoever paid. `attempts` numbers the times we asked
    for it to be given back, so that asking twice gives it back once; `is_stuck` until a person
    decides what to do after that failed; `is_by_hand` once it was given back in another way.
    """

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("paid_cents > 0", "positive_amount"),
        CheckConstraint("counted_cents BETWEEN 0 AND paid_cents", "counts_at_most_once"),
    )

    id: Mapped[PrimaryKey]
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), unique=True)
    paid_cents: Mapped[Cents]
    counted_cents: Mapped[Cents]
    attempts: Mapped[int] = mapped_column(default=0)
    is_stuck: Mapped[bool] = mapped_column(default=False)
    is_by_hand: Mapped[bool] = mapped_column(default=False)

    pledge: Mapped[Pledge] = relationship(back_populates="payment")
