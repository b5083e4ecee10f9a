"""Reserving a tool for some days, and what ends a reservation."""

from datetime import date

from sqlalchemy import delete, insert, select

from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import holding, undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries import hours, kinds, policies
from neighbourhood.libraries.models.libraries import Library, Tool
from neighbourhood.libraries.models.loans import ToolDay, ToolLoan, ToolLoanStatus
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.libraries.telling import (
    CALLED_OFF,
    MINE,
    MISSED,
    RESERVED,
    settle_news,
    tell,
)
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def reserve(actor: Actor, tool: Tool, *, first: date, due: date) -> ToolLoan:
    """Keep a tool for `actor` from one opening of its library to another."""
    stay_open(tool.library_id)
    hold(Resident, actor.id)  # their tools are counted
    tool = hold(Tool, tool.id)
    refusal = policies.refusal_to_borrow(actor.resident, tool.library)
    require(refusal is None, refusal or NotVerified)
    require(policies.may_reserve(actor, tool), policies.NotOnShelf)
    require(_suits(tool.library, first, due), policies.NotOpenThen)
    since = policies.first_day_for(tool)
    require(since is not None and since <= first, policies.NotBackYet)
    _has_room(actor, tool.library)
    require(not shelves.days_taken(tool.id, first, due), policies.DaysTaken)
    loan = ToolLoan(
        tool=tool,
        borrower_id=actor.id,
        first_day=first,
        due_on=due,
        status=ToolLoanStatus.RESERVED,
        created_at=now(),
    )
    db.session.add(loan)
    db.session.flush()
    take_days(loan, first, due)
    note_deed(actor, kinds.RESERVED, title=tool.title, path=MINE)
    tell(loan, RESERVED)
    return loan


def stay_open(library_id: int) -> None:
    """Keep a library from closing until the transaction ends; held first, as who closes it does."""
    library = select(Library).where(Library.id == library_id)
    db.session.scalars(holding.held(library, Library, shared=True)).one()


def _has_room(actor: Actor, library: Library) -> None:
    enough = policies.EnoughTools(number=library.at_once)
    require(policies.has_room(actor.id, library), enough)


def _suits(library: Library, first: date, due: date) -> bool:
    if not today() <= first < due <= today() + hours.AHEAD + hours.AHEAD:
        return False
    opened = hours.opening_days(library, first, due)
    return first in opened and due in opened and (due - first).days <= library.days


def take_days(loan: ToolLoan, first: date, last: date) -> None:
    """Keep days for a loan, or refuse; the caller holds the tool."""
    require(not shelves.days_taken(loan.tool_id, first, last, but=loan.id), policies.DaysTaken)
    known = shelves.days_taken(loan.tool_id, first, last)
    rows = [
        {"tool_id": loan.tool_id, "day": day, "loan_id": loan.id}
        for day in hours.days_of(first, last)
        if day not in known
    ]
    if rows:
        db.session.execute(insert(ToolDay), rows)


def free_days(loan: ToolLoan) -> None:
    """Leave the days of a loan to others."""
    db.session.execute(delete(ToolDay).where(ToolDay.loan_id == loan.id))


def held(loan_id: int) -> ToolLoan:
    """Hold the tool of a loan, then the loan, whoever else waits for either."""
    found = db.session.get_one(ToolLoan, loan_id)
    hold(Tool, found.tool_id)
    return hold(ToolLoan, loan_id)


def cancel(actor: Actor, loan: ToolLoan) -> None:
    """Need a tool no more."""
    loan = held(loan.id)
    require(policies.is_ones_own(actor, loan))
    require(policies.may_cancel(actor, loan), DomainError)
    undoing.keep(actor.id, ToolLoan.ABOUT, loan.id)
    loan.become(ToolLoanStatus.CANCELLED)
    db.session.flush()
    free_days(loan)
    note_deed(actor, kinds.CANCELLED, title=loan.tool.title, path=MINE)
    settle_news(loan)


def reserve_again(actor: Actor, loan: ToolLoan) -> None:
    """Go back on having cancelled, for ten minutes, unless somebody took a day meanwhile."""
    stay_open(loan.tool.library_id)
    hold(Resident, actor.id)
    loan = held(loan.id)
    require(policies.is_ones_own(actor, loan))
    require(loan.is_cancelled, DomainError)
    require(policies.may_reserve(actor, loan.tool), policies.NotOnShelf)
    _has_room(actor, loan.tool.library)
    undoing.take(actor.id, ToolLoan.ABOUT, loan.id)
    loan.go_back_to(ToolLoanStatus.RESERVED)
    db.session.flush()
    take_days(loan, loan.first_day, loan.due_on)
    note_deed(actor, kinds.RESERVED_AGAIN, title=loan.tool.title, path=MINE)


def call_off(loan_id: int) -> None:
    """End a reservation that cannot be, and tell so; one that ended already stays as it did."""
    loan = held(loan_id)
    if loan.is_reserved:
        loan.become(ToolLoanStatus.CANCELLED)
        db.session.flush()
        free_days(loan)
        settle_news(loan)
        tell(loan, CALLED_OFF)


def call_off_at_desk(actor: Actor, loan: ToolLoan) -> None:
    """End a reservation at the desk, and tell so."""
    require(policies.may_keep(actor, loan.tool.library.partner))
    require(held(loan.id).is_reserved, DomainError)
    call_off(loan.id)


def miss(loan_id: int) -> None:
    """Leave to others what was not fetched once the desk was open; a second time changes nothing.

    Where the desk was closed after all, the reservation begins at its next opening. Nobody missed
    a tool that somebody else did not bring back: once its days are over, they are told so.
    """
    loan = held(loan_id)
    if not loan.is_reserved or loan.first_day >= today():
        return
    if loans.out(loan.tool_id) is not None:
        if loan.due_on < today():
            call_off(loan_id)
        return
    if not _was_open(loan) and loan.due_on >= today():
        return
    loan.become(ToolLoanStatus.MISSED)
    db.session.flush()
    free_days(loan)
    settle_news(loan)
    tell(loan, MISSED)


def _was_open(loan: ToolLoan) -> bool:
    opened = hours.opening_days(loan.tool.library, loan.first_day, today())
    return any(day < today() for day in opened)
