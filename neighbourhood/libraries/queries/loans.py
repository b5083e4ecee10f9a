"""Reading loans: what somebody has, what a desk expects today, what time brings."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries.models.libraries import Library, Tool
from neighbourhood.libraries.models.loans import (
    LIVE,
    OUT,
    BorrowerCard,
    ToolLoan,
    ToolLoanStatus,
)
from neighbourhood.partners.models import Partner
from neighbourhood.residents.models.residents import Resident

RECENT = 20
MOST_LISTED = 200


def _with_tool() -> Select[Any]:
    whole = contains_eager(ToolLoan.tool).joinedload(Tool.library).joinedload(Library.partner)
    return select(ToolLoan).join(ToolLoan.tool).options(whole)


def _one(*which: ColumnElement[bool]) -> ToolLoan:
    found = db.session.scalar(_with_tool().where(*which))
    if found is None:
        raise Missing
    return found  # type: ignore[no-any-return]


def get_own(resident: Resident, loan_id: int) -> ToolLoan:
    """Return a loan of `resident`; `Missing` for anyone else’s."""
    return _one(ToolLoan.id == loan_id, ToolLoan.borrower_id == resident.id)


def of_desk(partner: Partner, loan_id: int) -> ToolLoan:
    """Return a loan of the library of a partner."""
    library = select(Library.id).where(Library.partner_id == partner.id).scalar_subquery()
    return _one(ToolLoan.id == loan_id, Tool.library_id == library)


def mine(resident: Resident) -> tuple[Sequence[ToolLoan], Sequence[ToolLoan]]:
    """Return what a resident has or awaits, the next end first, and some of what is over."""
    own = _with_tool().where(ToolLoan.borrower_id == resident.id)
    live = own.where(ToolLoan.status.in_(LIVE)).order_by(ToolLoan.due_on, ToolLoan.id)
    over = own.where(ToolLoan.status.not_in(LIVE)).order_by(ToolLoan.id.desc()).limit(RECENT)
    return db.session.scalars(live).all(), db.session.scalars(over).all()


def live_count(resident_id: int, library_id: int, *, but: int | None = None) -> int:
    """Count the tools of a library that somebody has or awaits, `but` one."""
    statement = (
        select(func.count())
        .select_from(ToolLoan)
        .join(ToolLoan.tool)
        .where(
            ToolLoan.borrower_id == resident_id,
            Tool.library_id == library_id,
            ToolLoan.status.in_((*LIVE, ToolLoanStatus.NOT_RETURNED)),
        )
    )
    if but is not None:
        statement = statement.where(ToolLoan.id != but)
    return db.session.scalar(statement) or 0


def out(tool_id: int) -> ToolLoan | None:
    """Return the loan by which a tool is out, None when it is not."""
    gone = ToolLoan.tool_id == tool_id, ToolLoan.status.in_(OUT)
    return db.session.scalar(select(ToolLoan).where(*gone))


def out_of_desk(partner: Partner, tool_id: int) -> ToolLoan | None:
    """Return the loan by which a tool of a partner is out, None when it is not."""
    gone = ToolLoan.tool_id == tool_id, ToolLoan.status.in_(OUT)
    statement = _with_tool().where(*gone, Library.partner_id == partner.id).join(Tool.library)
    return db.session.scalar(statement)  # type: ignore[no-any-return]


def reservations(tool_id: int) -> Sequence[ToolLoan]:
    """Return who awaits a tool, the next first."""
    waits = ToolLoan.tool_id == tool_id, ToolLoan.status == ToolLoanStatus.RESERVED
    statement = select(ToolLoan).options(joinedload(ToolLoan.borrower)).where(*waits)
    return db.session.scalars(statement.order_by(ToolLoan.first_day, ToolLoan.id)).all()


def is_awaited_since(tool_id: int, moment: datetime) -> bool:
    """Tell whether somebody reserved a tool since a moment, and still awaits it."""
    waits = ToolLoan.tool_id == tool_id, ToolLoan.status == ToolLoanStatus.RESERVED
    statement = select(ToolLoan.id).where(*waits, ToolLoan.created_at >= moment)
    return db.session.scalar(statement.limit(1)) is not None


class Today(NamedTuple):
    """What a desk expects: what is fetched, what comes back today, what should have come back."""

    to_fetch: Sequence[ToolLoan]
    due: Sequence[ToolLoan]
    late: Sequence[ToolLoan]


def expected(library: Library) -> Today:
    """Return what the desk of a library expects today."""
    own = (
        _with_tool()
        .options(joinedload(ToolLoan.borrower))
        .where(Tool.library_id == library.id)
        .limit(MOST_LISTED)
    )
    fetched = own.where(
        ToolLoan.status == ToolLoanStatus.RESERVED, ToolLoan.first_day <= today()
    ).order_by(ToolLoan.first_day, ToolLoan.id)
    lent = own.where(ToolLoan.status == ToolLoanStatus.LENT).order_by(ToolLoan.due_on, ToolLoan.id)
    return Today(
        db.session.scalars(fetched).all(),
        db.session.scalars(lent.where(ToolLoan.due_on == today())).all(),
        db.session.scalars(lent.where(ToolLoan.due_on < today())).all(),
    )


def latest(library: Library, keeper_id: int) -> ToolLoan | None:
    """Return what a keeper did last at a desk, for its way back."""
    theirs = (ToolLoan.lent_by_id == keeper_id) | (ToolLoan.returned_to_id == keeper_id)
    moved = func.coalesce(ToolLoan.returned_at, ToolLoan.lent_at)
    statement = _with_tool().where(Tool.library_id == library.id, theirs, moved.is_not(None))
    return db.session.scalar(  # type: ignore[no-any-return]
        statement.order_by(moved.desc()).limit(1)
    )


def reserved_ids(*which: ColumnElement[bool]) -> Sequence[int]:
    """Return the ids of the reservations of which all this holds."""
    waits = ToolLoan.status == ToolLoanStatus.RESERVED, *which
    statement = select(ToolLoan.id).join(ToolLoan.tool).where(*waits).order_by(ToolLoan.id)
    return db.session.scalars(statement).all()


def reserved_in(library: Library) -> Sequence[int]:
    """Return the reservations of a library."""
    return reserved_ids(Tool.library_id == library.id)


def reserved_by(resident: Resident) -> Sequence[int]:
    """Return the reservations of somebody."""
    return reserved_ids(ToolLoan.borrower_id == resident.id)


def not_fetched(day: date) -> Sequence[int]:
    """Return the reservations whose day was before `day`."""
    return reserved_ids(ToolLoan.first_day < day)


def to_warn(day: date, *, before: timedelta) -> Sequence[int]:
    """Return the reservations that begin within `before`, of tools that should be back by now."""
    late = ToolLoan.status == ToolLoanStatus.LENT, ToolLoan.due_on < day
    gone = select(ToolLoan.tool_id).where(*late)
    return reserved_ids(ToolLoan.first_day <= day + before, ToolLoan.tool_id.in_(gone))


def to_remind(day: date, *, before: timedelta) -> Sequence[int]:
    """Return the ids of what is due within `before`, or was due, and still with somebody."""
    near = ToolLoan.status == ToolLoanStatus.LENT, ToolLoan.due_on <= day + before
    return db.session.scalars(select(ToolLoan.id).where(*near).order_by(ToolLoan.id)).all()


def card_of(resident_id: int) -> BorrowerCard | None:
    """Return the card of somebody, None when they never asked for one."""
    return db.session.get(BorrowerCard, resident_id)


def card_holder(digest: str) -> Resident | None:
    """Return whose card it is, None when it is nobody’s any more."""
    is_here = Resident.closed_at.is_(None), Resident.excluded_at.is_(None)
    statement = select(Resident).join(BorrowerCard, BorrowerCard.resident_id == Resident.id)
    return db.session.scalar(statement.where(BorrowerCard.digest == digest, *is_here))
