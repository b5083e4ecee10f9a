"""The words of the two after a thing has come home."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.feed.afterword import Afterword
from neighbourhood.foundation.storing.database import Base, only_one
from neighbourhood.loans.models.loans import Loan


class LoanWord(Afterword, Base):
    """A few words of one of the two to the other after a loan, or an answer to such words."""

    __tablename__ = "loan_word"
    __table_args__ = (
        only_one("uq_loan_word_one_each", "loan_id", "author_id", where="answers_id IS NULL"),
        UniqueConstraint("answers_id"),
        CheckConstraint("length(text) > 0", "said"),
        CheckConstraint("answers_id IS NULL OR opened_at IS NOT NULL", "answers_are_open"),
    )

    ABOUT = "loan word"

    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    # Which word it answers.
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("loan_word.id"))

    loan: Mapped[Loan] = relationship()
    answers: Mapped["LoanWord | None"] = relationship(remote_side="LoanWord.id")
