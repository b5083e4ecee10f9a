"""The desk: a tool leaves with somebody, comes back, or never does."""

from datetime import date, timedelta

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries import hours, policies
from neighbourhood.libraries.actions.reserving import free_days, held, take_days
from neighbourhood.libraries.models.libraries import Library, Tool
from neighbourhood.libraries.models.loans import ToolLoan, ToolLoanStatus
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.libraries.telling import settle_news
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

_A_DAY = timedelta(days=1)


def lend(keeper: Actor, tool: Tool, borrower: Resident, *, note: str = "") -> ToolLoan:
    """Hand a tool over, as it was reserved or until it is due; for ten minutes one may go back."""
    borrower = hold(Resident, borrower.id)  # their tools are counted
    tool = hold(Tool, tool.id)
    library = tool.library
    require(policies.may_keep(keeper, library.partner))
    require(shelves.is_open_here(library), policies.LibraryIsClosed)
    require(policies.may_borrow(borrower, library), policies.MayNotBorrow)
    require(tool.is_on_shelf and loans.out(tool.id) is None, policies.NotOnShelf)
    loan, was_reserved = _loan_for(tool, borrower)
    before = {"reserved": was_reserved, "first": loan.first_day.isoformat()}
    undoing.keep(keeper.id, ToolLoan.ABOUT, loan.id, **before)
    loan.become(ToolLoanStatus.LENT)
    loan.lent_at, loan.lent_by_id, loan.note_lent = now(), keeper.id, note
    loan.first_day = min(loan.first_day, today())
    db.session.flush()
    settle_news(loan)
    return loan


def _loan_for(tool: Tool, borrower: Resident) -> tuple[ToolLoan, bool]:
    """Return the reservation that is fetched, or a loan from today with its days taken."""
    own = next((one for one in loans.reservations(tool.id) if one.borrower_id == borrower.id), None)
    if own is not None and own.first_day <= today() <= own.due_on:
        return own, True
    has_room = policies.has_room(borrower.id, tool.library, but=own.id if own else None)
    require(has_room, policies.EnoughTools(number=tool.library.at_once))
    if own is not None:
        # Fetched before its day, or after its last: it keeps its end, or has one anew.
        if own.due_on < today():
            own.due_on = last_day_of(tool, but=own.id)
        take_days(own, today(), own.due_on)
        return own, True
    loan = ToolLoan(
        tool=tool,
        borrower_id=borrower.id,
        first_day=today(),
        due_on=last_day_of(tool),
        status=ToolLoanStatus.RESERVED,
        created_at=now(),
    )
    db.session.add(loan)
    db.session.flush()
    take_days(loan, today(), loan.due_on)
    return loan, False


def last_day_of(tool: Tool, *, but: int | None = None) -> date:
    """Return until when a tool may leave today: before the day that somebody else awaits it."""
    library = tool.library
    due = hours.due_after(library, today())
    taken = shelves.days_taken(tool.id, today(), due, but=but)
    require(today() not in taken, policies.DaysTaken)
    if not taken:
        return due
    days = hours.opening_days(library, today() + _A_DAY, min(taken) - _A_DAY)
    require(bool(days), policies.DaysTaken)
    return days[-1]


def take_lending_back(keeper: Actor, loan: ToolLoan) -> None:
    """Go back on having lent a tool: it is reserved as before, or as if nothing had been."""
    loan = held(loan.id)
    require(policies.may_keep(keeper, loan.tool.library.partner))
    require(loan.is_lent, DomainError)
    before = undoing.take(keeper.id, ToolLoan.ABOUT, loan.id)
    loan.go_back_to(ToolLoanStatus.RESERVED)
    loan.lent_at = loan.lent_by_id = None
    loan.note_lent = ""
    loan.first_day = date.fromisoformat(before["first"])
    db.session.flush()
    if not before["reserved"]:
        free_days(loan)
        db.session.delete(loan)


def give_back(keeper: Actor, tool: Tool, *, note: str = "") -> ToolLoan:
    """Take a tool in again; for ten minutes one may go back."""
    tool = hold(Tool, tool.id)
    require(policies.may_keep(keeper, tool.library.partner))
    loan = loans.out(tool.id)
    if loan is None:
        raise policies.NotOut
    loan = hold(ToolLoan, loan.id)
    undoing.keep(keeper.id, ToolLoan.ABOUT, loan.id, status=loan.status)
    loan.become(ToolLoanStatus.RETURNED)
    loan.returned_at, loan.returned_to_id, loan.note_back = now(), keeper.id, note
    db.session.flush()
    free_days(loan)
    settle_news(loan)
    return loan


def take_return_back(keeper: Actor, loan: ToolLoan) -> None:
    """Go back on having taken a tool in, unless it has left again or is awaited meanwhile."""
    loan = held(loan.id)
    require(policies.may_keep(keeper, loan.tool.library.partner))
    require(loan.is_returned, DomainError)
    require(loans.out(loan.tool_id) is None, undoing.SinceThen)
    before = undoing.take(keeper.id, ToolLoan.ABOUT, loan.id)
    loan.go_back_to(ToolLoanStatus(before["status"]))
    loan.returned_at = loan.returned_to_id = None
    loan.note_back = ""
    db.session.flush()
    _take_what_is_left(loan)


def _take_what_is_left(loan: ToolLoan) -> None:
    if loan.due_on < today():
        return
    is_taken = shelves.days_taken(loan.tool_id, today(), loan.due_on)
    require(not is_taken, undoing.SinceThen)
    take_days(loan, today(), loan.due_on)


def note_lost(keeper: Actor, loan: ToolLoan) -> None:
    """Count no more on a tool coming back; its days are nobody’s, and it is not on the shelf."""
    loan = held(loan.id)
    require(policies.may_keep(keeper, loan.tool.library.partner))
    require(loan.is_lent and loan.due_on < today(), DomainError)
    loan.become(ToolLoanStatus.NOT_RETURNED)
    db.session.flush()
    free_days(loan)
    settle_news(loan)


def renew(actor: Actor, loan: ToolLoan) -> None:
    """Have a tool for as long again, unless somebody awaits it."""
    loan = held(loan.id)
    require(loan.borrower_id == actor.id)
    library: Library = loan.tool.library
    require(policies.may_renew(actor, loan), policies.RenewedEnough)
    require(shelves.is_open_here(library), policies.LibraryIsClosed)
    begin = max(loan.due_on, today())
    due = hours.due_after(library, begin)
    take_days(loan, begin + _A_DAY, due)
    loan.due_on, loan.reminded = due, ""
    loan.renewed += 1
    db.session.flush()
    settle_news(loan)
