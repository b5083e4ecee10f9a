"""The loans of things, and the days they take: one row for each thing and day."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.feed.postings import Given
from neighbourhood.foundation.storing.database import Base, CreatedAt, LongText, only_one
from neighbourhood.foundation.storing.moves import Moves, Stands
from neighbourhood.loans.models.items import Item
from neighbourhood.residents.models.residents import Resident

WORDS_LIMIT = 1000


class LoanStatus(StrEnum):
    """How far a loan has come."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    HANDED = "handed over"
    RETURNED = "returned"
    NOT_RETURNED = "not returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CALLED_OFF = "called off"
    UNANSWERED = "unanswered"


LOAN_MOVES = Moves(
    {
        LoanStatus.ASKED: {
            LoanStatus.ACCEPTED,
            LoanStatus.DECLINED,
            LoanStatus.WITHDRAWN,
            LoanStatus.UNANSWERED,
        },
        LoanStatus.ACCEPTED: {LoanStatus.HANDED, LoanStatus.WITHDRAWN, LoanStatus.CALLED_OFF},
        LoanStatus.HANDED: {LoanStatus.RETURNED, LoanStatus.NOT_RETURNED},
        LoanStatus.RETURNED: (),
        LoanStatus.NOT_RETURNED: (),
        LoanStatus.DECLINED: (),
        LoanStatus.WITHDRAWN: (),
        LoanStatus.CALLED_OFF: (),
        LoanStatus.UNANSWERED: (),
    }
)


class Reminded(StrEnum):
    """Of what the two were last reminded; each comes once, in this order, until it is renewed."""

    NOTHING = "nothing"
    ANSWER = "answer"
    SOON = "soon"
    TODAY = "today"
    LATE = "late"


# What keeps its days from everybody else.
LIVE = frozenset({LoanStatus.ASKED, LoanStatus.ACCEPTED, LoanStatus.HANDED})
_OUT = "('handed over', 'returned', 'not returned')"


class Loan(Given, Base):
    """What one asks to borrow, from `first_day` to `last_day`, both included; then what came of it.

    Its days are its own from the moment it is asked: nobody else can ask for one of them until it
    is answered no, taken back, or the thing has come home.
    """

    __tablename__ = "loan"
    __table_args__ = (
        CheckConstraint("length(text) > 0", "said"),
        CheckConstraint("last_day >= first_day", "ends_after_it_begins"),
        CheckConstraint(f"(handed_at IS NOT NULL) = (status IN {_OUT})", "handed_at_a_moment"),
        CheckConstraint("(returned_at IS NOT NULL) = (status = 'returned')", "back_at_a_moment"),
        CheckConstraint("said_back_at IS NULL OR handed_at IS NOT NULL", "said_back_once_handed"),
        CheckConstraint("renewed BETWEEN 0 AND 5", "renewed_in_range"),
        only_one("uq_loan_out", "item_id", where="status = 'handed over'"),
        Index("ix_loan_item", "item_id", "status"),
        Index("ix_loan_due", "status", "last_day"),
    )

    ABOUT = "loan"
    POSTING = "item"
    RESPONDER = "borrower"
    SCOPE = "loans"
    MOVES = LOAN_MOVES

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    borrower_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    text: Mapped[LongText]
    first_day: Mapped[date]
    last_day: Mapped[date]
    status: Mapped[LoanStatus] = mapped_column(default=LoanStatus.ASKED)
    # Since when it waits for its answer.
    asked_at: Mapped[CreatedAt]
    answer: Mapped[str] = mapped_column(String(400), default="")
    answered_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    # When the borrower said that it is back: its owner is to say so too.
    said_back_at: Mapped[datetime | None]
    # How many times it was had for longer, and of what one was last reminded.
    renewed: Mapped[int] = mapped_column(default=0)
    reminded: Mapped[Reminded] = mapped_column(default=Reminded.NOTHING)

    item: Mapped[Item] = relationship(back_populates="loans")
    borrower: Mapped[Resident] = relationship(foreign_keys=borrower_id)

    is_asked = Stands(LoanStatus.ASKED)
    is_accepted = Stands(LoanStatus.ACCEPTED)
    is_out = Stands(LoanStatus.HANDED)
    is_returned = Stands(LoanStatus.RETURNED)
    is_declined = Stands(LoanStatus.DECLINED)
    is_withdrawn = Stands(LoanStatus.WITHDRAWN)
    is_called_off = Stands(LoanStatus.CALLED_OFF)
    is_unanswered = Stands(LoanStatus.UNANSWERED)
    is_not_returned = Stands(LoanStatus.NOT_RETURNED)
    was_handed = Stands(LoanStatus.HANDED, LoanStatus.RETURNED, LoanStatus.NOT_RETURNED)

    @property
    def path(self) -> str:
        """Where the two of them read it."""
        return f"/prets/{self.id}"

    @property
    def is_live(self) -> bool:
        """Whether something is still expected of one of them."""
        return self.status in LIVE

    def is_between(self, *residents: int) -> bool:
        """Whether each of these is one of the two: who lends it and who borrows it."""
        return {self.item.author_id, self.borrower_id}.issuperset(residents)

    def other_than(self, resident_id: int) -> Resident:
        """Return the other of the two."""
        return self.borrower if resident_id == self.item.author_id else self.item.author


class LoanDay(Base):
    """A day on which a thing is spoken for: the database keeps it for one loan."""

    __tablename__ = "loan_day"
    __table_args__ = (Index("ix_loan_day_loan", "loan_id"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
