"""What time does to loans: reminders, each once, and kind ends of what nobody answered."""

from collections.abc import Mapping

from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans import days
from neighbourhood.loans.actions.telling import note_in, tell, tell_of_time
from neighbourhood.loans.kinds import news, talks
from neighbourhood.loans.models.loans import Loan, LoanStatus, Reminded
from neighbourhood.loans.queries import loans as queries
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.notifications.kinds import Kind

_TO_BORROWER: Mapping[Reminded, Kind] = {
    Reminded.SOON: news.SOON,
    Reminded.TODAY: news.TODAY,
    Reminded.LATE: news.LATE,
}


def remind_of_answer(loan_id: int) -> None:
    """Tell an owner, once, that somebody waits; nobody is named."""
    loan = _held(loan_id)
    if loan.id not in queries.to_remind_of_answer(now()):
        return
    loan.reminded = Reminded.ANSWER
    db.session.flush()
    item = loan.item
    notify(item.author_id, news.REMINDED_ANSWER, path=loan.path, title=item.title)


def close_unanswered(loan_id: int) -> None:
    """Close a request that got no answer for a week: its days are free again."""
    loan = _held(loan_id)
    if loan.id not in queries.to_close(now()):
        return
    loan.become(LoanStatus.UNANSWERED)
    days.give_back(loan)
    db.session.flush()
    settle(loan.path, news.ASKED, news.REMINDED_ANSWER)
    tell(loan, loan.borrower, news.UNANSWERED, by=loan.item.author)
    tell(loan, loan.item.author, news.CLOSED_UNANSWERED, by=loan.borrower)
    note_in(loan, talks.UNANSWERED)


def close_never_handed(loan_id: int) -> None:
    """Close what was agreed, and of which nobody noted that it left until its days were over."""
    loan = _held(loan_id)
    if loan.id not in queries.never_handed(today()):
        return
    undoing.forget(Loan.ABOUT, loan.id)
    loan.become(LoanStatus.CALLED_OFF)
    days.give_back(loan)
    db.session.flush()
    for one in (loan.borrower, loan.item.author):
        tell_of_time(loan, one, news.ENDED)
    note_in(loan, talks.NOT_HANDED)


def remind_of_return(loan_id: int) -> None:
    """Say that a thing is to come home: two days before, on the day, and the day after."""
    loan = _held(loan_id)
    if loan.id not in queries.to_remind_of_return(today()):
        return
    loan.reminded = _due(loan)
    db.session.flush()
    settle(loan.path, news.SOON, news.TODAY)
    tell_of_time(loan, loan.borrower, _TO_BORROWER[loan.reminded])
    if loan.reminded is Reminded.LATE:
        tell_of_time(loan, loan.item.author, news.LATE_FOR_LENDER)


def _due(loan: Loan) -> Reminded:
    if loan.last_day < today():
        return Reminded.LATE
    return Reminded.TODAY if loan.last_day == today() else Reminded.SOON


def _held(loan_id: int) -> Loan:
    loan = db.session.get_one(Loan, loan_id)
    queries.hold_with(loan)
    return loan
