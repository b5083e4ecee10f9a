"""Gifts by bank transfer: what a donor was told to write, and what statements said."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import (
    Base,
    Cents,
    CreatedAt,
    PrimaryKey,
    ShortText,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed, SealedJson
from neighbourhood.funding.models.gifts import Pledge

REFERENCE_LENGTH = 25


class TransferPromise(Base):
    """The reference that a donor writes on a transfer, by which a statement says what it is for."""

    __tablename__ = "transfer_promise"

    id: Mapped[PrimaryKey]
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), unique=True)
    reference: Mapped[str] = mapped_column(String(REFERENCE_LENGTH), unique=True)
    reminded_at: Mapped[datetime | None]

    pledge: Mapped[Pledge] = relationship()


class StatementStatus(StrEnum):
    """A file that was read, or whose lines were taken."""

    READ = "read"
    TAKEN = "taken"


class BankStatement(Moving, Base):
    """A statement that somebody sent: its lines are kept here only until they are taken or dropped.

    `counts` says how many lines of each fate it had, once it was taken.
    """

    __tablename__ = "bank_statement"
    MOVES = Moves({StatementStatus.READ: {StatementStatus.TAKEN}, StatementStatus.TAKEN: ()})

    id: Mapped[PrimaryKey]
    form: Mapped[str] = mapped_column(String(10))
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    status: Mapped[StatementStatus] = mapped_column(default=StatementStatus.READ)
    lines: Mapped[list[Any]] = mapped_column(SealedJson("bank_statement.lines"), default=list)
    faults: Mapped[list[Any]] = mapped_column(default=list)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[CreatedAt]
    taken_at: Mapped[datetime | None]

    is_read = Stands(StatementStatus.READ)
    is_taken = Stands(StatementStatus.TAKEN)


class LineStatus(StrEnum):
    """What became of money that a statement tells of."""

    WAITING = "waiting"  # nobody knows what it is for
    MATCHED = "matched"
    TO_RETURN = "to return"
    RETURNED = "returned"
    SET_ASIDE = "set aside"


class BankLine(Moving, Base):
    """Money that came in, or was taken back, by a statement; cents above zero came in.

    `mark` is a keyed digest of all that tells a line from every other one: the same line comes in
    once, in however many files it stands. `payer` is who paid, from where and in which words:
    kept only while somebody must find out what it is for, or send it back.
    """

    __tablename__ = "bank_line"
    __table_args__ = (
        CheckConstraint("amount_cents <> 0", "not_nothing"),
        CheckConstraint("status <> 'matched' OR pledge_id IS NOT NULL", "matched_with"),
        CheckConstraint(
            "status IN ('waiting', 'matched') OR decided_at IS NOT NULL", "decided_when"
        ),
        Index("ix_bank_line_status", "status"),
    )
    MOVES = Moves(
        {
            LineStatus.WAITING: {LineStatus.MATCHED, LineStatus.TO_RETURN, LineStatus.SET_ASIDE},
            LineStatus.TO_RETURN: {LineStatus.MATCHED, LineStatus.RETURNED},
            LineStatus.SET_ASIDE: {LineStatus.MATCHED, LineStatus.TO_RETURN},
            LineStatus.MATCHED: (),
            LineStatus.RETURNED: (),
        }
    )

    id: Mapped[PrimaryKey]
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statement.id"), index=True)
    mark: Mapped[str] = mapped_column(String(32), unique=True)
    form: Mapped[str] = mapped_column(String(10))
    day: Mapped[date]
    amount_cents: Mapped[Cents]
    reference: Mapped[str] = mapped_column(String(35), default="")
    bank_reference: Mapped[ShortText] = mapped_column(default="")
    status: Mapped[LineStatus] = mapped_column(default=LineStatus.WAITING)
    pledge_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"), index=True)
    payer: Mapped[dict[str, Any]] = mapped_column(SealedJson("bank_line.payer"), default=dict)
    word: Mapped[str] = mapped_column(Sealed("bank_line.word", 400), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    decided_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    pledge: Mapped[Pledge | None] = relationship()

    is_waiting = Stands(LineStatus.WAITING)
    is_to_return = Stands(LineStatus.TO_RETURN)
    is_matched = Stands(LineStatus.MATCHED)
    is_over = Stands(LineStatus.MATCHED, LineStatus.RETURNED)

    @property
    def payment_reference(self) -> str:
        """What its payment is called, here and in the ledger."""
        return f"bank-{self.mark}"
