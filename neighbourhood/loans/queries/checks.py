"""Reading in what state things left and came back."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.models.checks import CheckMoment, LoanCheck
from neighbourhood.loans.models.loans import Loan


def checks_of(loan: Loan) -> Sequence[LoanCheck]:
    """Return what the two noted of a thing, in order."""
    statement = select(LoanCheck).options(joinedload(LoanCheck.author))
    theirs = statement.where(LoanCheck.loan_id == loan.id)
    return db.session.scalars(theirs.order_by(LoanCheck.id)).all()


def check_of(author_id: int, loan: Loan, moment: CheckMoment) -> LoanCheck | None:
    """Return what one of the two noted at one moment."""
    theirs = LoanCheck.loan_id == loan.id, LoanCheck.author_id == author_id
    return db.session.scalar(select(LoanCheck).where(*theirs, LoanCheck.moment == moment))


def get_check(viewer_id: int, loan: Loan, check_id: int) -> LoanCheck:
    """Return what was noted of a loan, unless moderation keeps it from its reader."""
    found = db.session.get(LoanCheck, check_id)
    if found is None or found.loan_id != loan.id:
        raise Missing
    if found.hidden_at is not None and found.author_id != viewer_id:
        raise Missing
    return found
