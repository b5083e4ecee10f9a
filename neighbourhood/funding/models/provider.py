"""What the provider tells: money that goes back, cases for a person, messages not understood."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
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
from neighbourhood.foundation.storing.moves import Moves, Moving
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.residents.models.residents import Resident


class ReversalStatus(StrEnum):
    """How far a refund or a dispute has come; what comes later in time never goes back."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    INQUIRY = "inquiry"  # a bank asks, and takes nothing yet
    OPENED = "opened"
    WON = "won"
    LOST = "lost"
    TOTAL = "total"  # all that was given back of a payment, whoever asked for it


class Reversal(Moving, Base):
    """One refund or one dispute at the provider, by its own number there.

    `pledge_id` is empty for as long as its payment is not known here: messages may come in any
    order, and other sites may share the account.
    """

    __tablename__ = "reversal"
    __table_args__ = (
        CheckConstraint("amount_cents >= 0", "amount_not_negative"),
        Index("ix_reversal_payment_reference", "payment_reference"),
    )
    MOVES = Moves(
        {
            ReversalStatus.PENDING: {ReversalStatus.SUCCEEDED, ReversalStatus.FAILED},
            ReversalStatus.SUCCEEDED: {ReversalStatus.FAILED},
            ReversalStatus.FAILED: (),
            ReversalStatus.INQUIRY: {
                ReversalStatus.OPENED,
                ReversalStatus.WON,
                ReversalStatus.LOST,
            },
            ReversalStatus.OPENED: {ReversalStatus.WON, ReversalStatus.LOST},
            ReversalStatus.LOST: {ReversalStatus.WON},
            ReversalStatus.WON: (),
            ReversalStatus.TOTAL: (),
        }
    )

    id: Mapped[PrimaryKey]
    reference: Mapped[ShortText] = mapped_column(unique=True)
    payment_reference: Mapped[ShortText]
    pledge_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"), index=True)
    amount_cents: Mapped[Cents]
    status: Mapped[ReversalStatus]
    heard_at: Mapped[CreatedAt]


class CaseKind(StrEnum):
    """What a person must look at."""

    WRONG_AMOUNT = "wrong amount"
    PAID_AGAIN = "paid again"
    REFUND_ELSEWHERE = "refund elsewhere"
    REFUND_FAILED = "refund failed"
    RETURN_BY_BANK = "return by bank"  # came by transfer: nobody but a person sends it back
    DISPUTE = "dispute"
    DISPUTE_LOST = "dispute lost"
    TOO_MUCH_BACK = "too much back"
    LOSS_COVERED = "loss covered"  # it went back once its money had gone to something else
    SHARED_PAYMENT = "shared payment"  # the provider names one payment for two gifts
    AMOUNT_CHANGED = "amount changed"  # a payment that is known, told again of another amount


class MoneyCase(Base):
    """Something about a payment that no rule decides; it is closed with a word by a person.

    Where the provider itself puts an end to it, nobody closed it, and the word is what it said.
    """

    __tablename__ = "money_case"
    __table_args__ = (
        CheckConstraint(
            "(closed_at IS NOT NULL OR closed_by_id IS NULL)"
            " AND (closed_at IS NULL OR length(word) > 0)",
            "closed_with_a_word",
        ),
        only_one("uq_money_case_open", "pledge_id", "kind", where="closed_at IS NULL"),
    )

    id: Mapped[PrimaryKey]
    kind: Mapped[CaseKind]
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), index=True)
    amount_cents: Mapped[Cents]
    opened_at: Mapped[CreatedAt]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    word: Mapped[str] = mapped_column(Sealed("money_case.word", 400), default="")

    pledge: Mapped[Pledge] = relationship()
    closed_by: Mapped[Resident | None] = relationship()


class OddMessage(Base):
    """A message signed by the provider that could not be read: kept for a while, to be looked at.

    The same message, sent again, is counted. What looks personal is taken out of `body`.
    """

    __tablename__ = "odd_message"

    id: Mapped[PrimaryKey]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    reason: Mapped[ShortText]
    body: Mapped[str] = mapped_column(Sealed("odd_message.body"))
    size: Mapped[int]
    times: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[CreatedAt]
    last_at: Mapped[datetime] = mapped_column(default=now)


class UnknownMessage(Base):
    """How often the provider spoke of something this site has no use for."""

    __tablename__ = "unknown_message"

    id: Mapped[PrimaryKey]
    kind: Mapped[str] = mapped_column(String(100), unique=True)
    times: Mapped[int] = mapped_column(default=1)
    last_at: Mapped[datetime] = mapped_column(default=now)
