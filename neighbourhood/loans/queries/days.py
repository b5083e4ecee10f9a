"""Reading the days of things: which are taken, and when their owners lend nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.models.items import Item, LendingBreak
from neighbourhood.loans.models.loans import Loan, LoanDay, LoanStatus


def taken(item: Item, first: date, last: date, *, but: Loan | None = None) -> list[date]:
    """Return the days from `first` to `last` on which a thing is spoken for, in order."""
    days = select(LoanDay.day).where(LoanDay.item_id == item.id, LoanDay.day.between(first, last))
    if but is not None:
        days = days.where(LoanDay.loan_id != but.id)
    return list(db.session.scalars(days.order_by(LoanDay.day)))


def taken_by(item: Item, first: date, last: date) -> Mapping[date, int]:
    """Return the days from `first` to `last` that are taken, and by which loan."""
    days = select(LoanDay.day, LoanDay.loan_id).where(LoanDay.item_id == item.id)
    found = db.session.execute(days.where(LoanDay.day.between(first, last)))
    return {row[0]: row[1] for row in found}


def breaks_between(item: Item, first: date, last: date) -> Sequence[LendingBreak]:
    """Return when the owner of a thing lends nothing, where it meets these days."""
    theirs = LendingBreak.resident_id == item.author_id
    met = LendingBreak.first_day <= last, LendingBreak.last_day >= first
    statement = select(LendingBreak).where(theirs, *met).order_by(LendingBreak.first_day)
    return db.session.scalars(statement).all()


def out_of(item: Item) -> Loan | None:
    """Return the loan by which a thing is away from home now."""
    away = Loan.item_id == item.id, Loan.status == LoanStatus.HANDED
    return db.session.scalar(select(Loan).where(*away))
