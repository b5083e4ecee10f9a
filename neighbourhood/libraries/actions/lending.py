"""The desk: a tool leaves with somebody, comes back, or never does."""

from datetime import date, timedelta

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries import hours, kinds, policies
from neighbourhood.libraries.actions.reminding import say_back
from neighbourhood.libraries.actions.reserving import free_days, held, stay_open, take_days
from neighbourhood.libraries.models.libraries import Library, Tool
from neighbourhood.libraries.models.loans import Reminded, ToolLoan, ToolLoanStatus
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.libraries.telling import MINE, settle_news
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

_A_DAY = timedelta(days=1)


def lend(keeper: Actor, tool: Tool, borrower: Resident, *, note: str = "") -> ToolLoan:
    """Hand a tool over, as it was reserved or until it is due; for ten minutes one may go back."""
    stay_open(tool.library_id)
    borrower = hold(Resident, borrower.id)  # their tools are counted
    tool = hold(Tool, tool.id)
    library = tool.library
    require(policies.may_keep(keeper, library.partner))
    require(shelves.is_open_here(library), policies.LibraryIsClosed)
    require(policies.may_borrow(borrower, library), policies.MayNotBorrow)
    require(tool.is_on_shelf and loans.out(tool.id) is None, policies.NotOnShelf)
    own = next((one for one in loans.reservations(tool.id) if one.borrower_id == borrower.id), None)
    before = _reserved(own)
    loan = _loan_for(tool, borrower, own)
    undoing.keep(keeper.id, ToolLoan.ABOUT, loan.id, **before)
    loan.become(ToolLoanStatus.LENT)
    loan.lent_at, loan.lent_by_id, loan.note_lent = now(), keeper.id, note
    loan.first_day, loan.reminded = min(loan.first_day, today()), Reminded.NOTHING
    db.session.flush()
    settle_news(loan)
    return loan


def _reserved(own: ToolLoan | None) -> dict[str, str]:
    """Return what a reservation comes back to, nothing of what was not reserved."""
    if own is None:
        return {}
    return {"first": own.first_day.isoformat(), "due": own.due_on.isoformat()}


def _loan_for(tool: Tool, borrower: Resident, own: ToolLoan | None) -> ToolLoan:
    """Return the reservation that is fetched, or a loan from today with its days taken."""
    if own is not None and own.first_day <= today() <= own.due_on:
        return own
    has_room = policies.has_room(borrower.id, tool.library, but=own.id if own else None)
    require(has_room, policies.EnoughTools(number=tool.library.at_once))
    if own is not None:
        # Fetched before its day, or after its last: no longer than a loan lasts from today.
        if own.due_on < today():
            own.due_on = last_day_of(tool, but=own.id)
        _keep_just(own, today(), min(own.due_on, hours.due_after(tool.library, today())))
        return own
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
    return loan


def _keep_just(loan: ToolLoan, first: date, due: date) -> None:
    """Have a loan last these days, and leave its others to whoever wants them."""
    loan.first_day, loan.due_on = first, due
    free_days(loan)
    take_days(loan, first, due)


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
    stay_open(loan.tool.library_id)
    loan = held(loan.id)
    require(policies.may_keep(keeper, loan.tool.library.partner))
    require(loan.is_lent, DomainError)
    before = undoing.take(keeper.id, ToolLoan.ABOUT, loan.id)
    loan.go_back_to(ToolLoanStatus.RESERVED)
    loan.lent_at = loan.lent_by_id = None
    loan.note_lent, loan.reminded = "", Reminded.NOTHING
    db.session.flush()
    if before:
        _await_again(loan, *(before.read(date.fromisoformat, name) for name in ("first", "due")))
        return
    free_days(loan)
    db.session.delete(loan)


def _await_again(loan: ToolLoan, first: date, due: date) -> None:
    """Bring the days back that were reserved, unless somebody has one or nothing is lent now."""
    require(shelves.is_open_here(loan.tool.library), undoing.SinceThen)
    taken = shelves.days_taken(loan.tool_id, first, due, but=loan.id)
    require(not taken, undoing.SinceThen)
    _keep_just(loan, first, due)


def give_back(keeper: Actor, tool: Tool, *, note: str = "") -> ToolLoan:
    """Take a tool in again; for ten minutes one may go back."""
    tool = hold(Tool, tool.id)
    require(policies.may_keep(keeper, tool.library.partner))
    loan = loans.out(tool.id)
    if loan is None:
        raise policies.NotOut
    loan = hold(ToolLoan, loan.id)
    undoing.keep(keeper.id, ToolLoan.ABOUT, loan.id, status=loan.status, tool=tool.status)
    loan.become(ToolLoanStatus.RETURNED)
    loan.returned_at, loan.returned_to_id, loan.note_back = now(), keeper.id, note
    db.session.flush()
    free_days(loan)
    settle_news(loan)
    say_back(tool)
    return loan


def take_return_back(keeper: Actor, loan: ToolLoan) -> None:
    """Go back on having taken a tool in, unless something became of it meanwhile."""
    loan = held(loan.id)
    require(policies.may_keep(keeper, loan.tool.library.partner))
    require(loan.is_returned, DomainError)
    require(loans.out(loan.tool_id) is None, undoing.SinceThen)
    before = undoing.take(keeper.id, ToolLoan.ABOUT, loan.id)
    require(loan.tool.status == before["tool"], undoing.SinceThen)
    _take_what_is_left(loan)
    loan.go_back_to(before.read(ToolLoanStatus, "status"))
    loan.returned_at = loan.returned_to_id = None
    loan.note_back = ""
    db.session.flush()


def _take_what_is_left(loan: ToolLoan) -> None:
    if loan.due_on < today():
        # No day is left to it: whoever reserved the tool since counts on its being back.
        is_awaited = loan.returned_at and loans.is_awaited_since(loan.tool_id, loan.returned_at)
        require(not is_awaited, undoing.SinceThen)
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
    require(policies.is_ones_own(actor, loan))
    library: Library = loan.tool.library
    require(not loan.is_late, policies.LateAlready)
    require(policies.may_renew(actor, loan), policies.RenewedEnough)
    require(shelves.is_open_here(library), policies.LibraryIsClosed)
    begin = loan.due_on
    due = hours.due_after(library, begin)
    take_days(loan, begin + _A_DAY, due)
    loan.due_on, loan.reminded = due, Reminded.NOTHING
    loan.renewed += 1
    undoing.forget(ToolLoan.ABOUT, loan.id)
    db.session.flush()
    note_deed(actor, kinds.RENEWED, title=loan.tool.title, path=MINE)
    settle_news(loan)
