"""Who has reserved or borrowed a tool, the days that takes, and the card shown at the desk."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries.models.libraries import MOST_RENEWALS, Tool
from neighbourhood.residents.models.residents import Resident

NOTE_LIMIT = 400


class Reminded(StrEnum):
    """Of what a borrower was last reminded; each comes once, in this order, until it is renewed."""

    NOTHING = "nothing"
    SOON = "soon"
    TODAY = "today"
    LATE = "late"


class ToolLoanStatus(StrEnum):
    """How far a loan has come; `MISSED` was reserved and not fetched."""

    RESERVED = "reserved"
    LENT = "lent"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    MISSED = "missed"
    NOT_RETURNED = "not returned"


TOOL_LOAN_MOVES = Moves(
    {
        ToolLoanStatus.RESERVED: {
            ToolLoanStatus.LENT,
            ToolLoanStatus.CANCELLED,
            ToolLoanStatus.MISSED,
        },
        ToolLoanStatus.LENT: {ToolLoanStatus.RETURNED, ToolLoanStatus.NOT_RETURNED},
        # What nobody hoped for any more comes back at times.
        ToolLoanStatus.NOT_RETURNED: {ToolLoanStatus.RETURNED},
        ToolLoanStatus.RETURNED: (),
        ToolLoanStatus.CANCELLED: (),
        ToolLoanStatus.MISSED: (),
    }
)
# With somebody, and not on the shelf.
OUT = (ToolLoanStatus.LENT, ToolLoanStatus.NOT_RETURNED)
# What the borrower still expects something of, or is expected to bring.
LIVE = (ToolLoanStatus.RESERVED, ToolLoanStatus.LENT)
_LEFT = "('lent', 'returned', 'not returned')"


class ToolLoan(Moving, Base):
    """A tool for one neighbour, from `first_day` until it is due; erased, it is nobody’s.

    `reminded` is what was last said of its end: see `jobs`.
    """

    __tablename__ = "tool_loan"
    __table_args__ = (
        CheckConstraint("due_on >= first_day", "ends_after_it_begins"),
        CheckConstraint(f"(lent_at IS NOT NULL) = (status IN {_LEFT})", "lent_at_a_moment"),
        CheckConstraint("(returned_at IS NOT NULL) = (status = 'returned')", "back_at_a_moment"),
        CheckConstraint(
            "borrower_id IS NOT NULL OR status NOT IN ('reserved', 'lent')", "somebodys_while_live"
        ),
        CheckConstraint(f"renewed BETWEEN 0 AND {MOST_RENEWALS}", "renewed_in_range"),
        only_one("uq_tool_loan_out", "tool_id", where="status IN ('lent', 'not returned')"),
        Index("ix_tool_loan_tool", "tool_id", "status"),
        Index("ix_tool_loan_due", "status", "due_on"),
    )

    ABOUT = "tool loan"
    SCOPE = "loans"
    MOVES = TOOL_LOAN_MOVES

    id: Mapped[PrimaryKey]
    tool_id: Mapped[int] = mapped_column(ForeignKey("tool.id"))
    borrower_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    status: Mapped[ToolLoanStatus] = mapped_column(default=ToolLoanStatus.RESERVED)
    first_day: Mapped[date]
    due_on: Mapped[date]
    created_at: Mapped[CreatedAt]
    lent_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    lent_at: Mapped[datetime | None]
    note_lent: Mapped[str] = mapped_column(Sealed("tool_loan.note_lent", NOTE_LIMIT), default="")
    returned_to_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    returned_at: Mapped[datetime | None]
    note_back: Mapped[str] = mapped_column(Sealed("tool_loan.note_back", NOTE_LIMIT), default="")
    renewed: Mapped[int] = mapped_column(default=0)
    reminded: Mapped[Reminded] = mapped_column(default=Reminded.NOTHING)

    tool: Mapped[Tool] = relationship()
    borrower: Mapped[Resident | None] = relationship(foreign_keys=borrower_id)

    is_reserved = Stands(ToolLoanStatus.RESERVED)
    is_lent = Stands(ToolLoanStatus.LENT)
    is_returned = Stands(ToolLoanStatus.RETURNED)
    is_cancelled = Stands(ToolLoanStatus.CANCELLED)
    is_out = Stands(*OUT)
    is_live = Stands(*LIVE)

    @property
    def is_late(self) -> bool:
        """Whether it should be back by now, and is still hoped for."""
        return self.is_lent and self.due_on < today()

    @property
    def is_warned(self) -> bool:
        """Whether who awaits it was told that the tool is not back yet."""
        return self.is_reserved and self.reminded is Reminded.LATE

    @property
    def path(self) -> str:
        """By what the news of this very loan is found again."""
        return f"/outiltheques/mes-emprunts/{self.id}"


class ToolDay(Base):
    """A day on which a tool is spoken for: the database keeps it for one loan."""

    __tablename__ = "tool_day"
    __table_args__ = (Index("ix_tool_day_loan", "loan_id"),)

    tool_id: Mapped[int] = mapped_column(ForeignKey("tool.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    loan_id: Mapped[int] = mapped_column(ForeignKey("tool_loan.id"))


class BorrowerCard(Base):
    """What a neighbour shows at the desk: opaque, and of no use once they ask for another one."""

    __tablename__ = "borrower_card"

    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True)
    token: Mapped[str] = mapped_column(Sealed("borrower_card.token", 64))
    # By what it is found: a digest tells no token.
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[CreatedAt]

    resident: Mapped[Resident] = relationship()
