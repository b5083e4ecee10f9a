"""Reading libraries and their tools: who sees them is decided here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from neighbourhood.feed.kinds import Filters
from neighbourhood.feed.models import Card
from neighbourhood.feed.queries import asked_for, chosen_by
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries.models.libraries import (
    Library,
    LibraryClosure,
    LibraryStatus,
    Tool,
    ToolStatus,
)
from neighbourhood.libraries.models.loans import OUT, ToolDay, ToolLoan
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked for on the shelves: words, a category."""

    words: str = ""
    category: str = ""


def seen_by(viewer: Resident) -> ColumnElement[bool]:
    """Tell in SQL which libraries a resident sees: those of their town that may lend."""
    town = viewer.quartier.municipality_id if viewer.may_read and viewer.quartier else None
    here = select(Quartier.id).where(Quartier.municipality_id == town)
    acts = select(Partner.id).where(Partner.accredited_at.is_not(None), Partner.hidden_at.is_(None))
    return and_(
        Library.hidden_at.is_(None), Library.quartier_id.in_(here), Library.partner_id.in_(acts)
    )


def _whole() -> Select[Any]:
    return select(Library).options(joinedload(Library.partner), joinedload(Library.quartier))


def in_town_of(viewer: Resident) -> Sequence[Library]:
    """Return the libraries of the town of a resident."""
    statement = _whole().where(seen_by(viewer)).order_by(Library.name, Library.id)
    return db.session.scalars(statement).all()


def get_visible(viewer: Resident, library_id: int) -> Library:
    """Return a library that `viewer` may see."""
    found = db.session.scalar(_whole().where(Library.id == library_id, seen_by(viewer)))
    if found is None:
        raise Missing
    return found  # type: ignore[no-any-return]


def get_tool(viewer: Resident, tool_id: int) -> Tool:
    """Return a tool that `viewer` may see; what is retired or hidden is not there."""
    shown = Tool.hidden_at.is_(None), Tool.status != ToolStatus.RETIRED
    statement = select(Tool).join(Tool.library).options(joinedload(Tool.library))
    found = db.session.scalar(statement.where(Tool.id == tool_id, *shown, seen_by(viewer)))
    if found is None:
        raise Missing
    return found


def of_partner(partner: Partner) -> Library | None:
    """Return the library of a partner, None while there is none."""
    found: Library | None = db.session.scalar(_whole().where(Library.partner_id == partner.id))
    return found


def library_of(partner: Partner) -> Library:
    """Return the library of a partner; `Missing` while there is none."""
    found = of_partner(partner)
    if found is None:
        raise Missing
    return found


def closure_of(library: Library, closure_id: int) -> LibraryClosure:
    """Return days on which a library is closed; `Missing` when there are none such."""
    found = next((one for one in library.closures if one.id == closure_id), None)
    if found is None:
        raise Missing
    return found


def tool_of(partner: Partner, tool_id: int) -> Tool:
    """Return a tool of a partner, whatever has become of it."""
    return _one(Tool.id == tool_id, partner)


def tool_labelled(partner: Partner, label: str) -> Tool:
    """Return the tool of a partner that bears a label."""
    return _one(Tool.label == label, partner)


def _one(which: ColumnElement[bool], partner: Partner) -> Tool:
    statement = select(Tool).join(Tool.library).options(joinedload(Tool.library))
    found = db.session.scalar(statement.where(which, Library.partner_id == partner.id))
    if found is None:
        raise Missing
    return found


def labelled(label: str) -> Tool | None:
    """Return the tool that bears a label, whosever it is."""
    whole = joinedload(Tool.library).joinedload(Library.partner)
    return db.session.scalar(select(Tool).options(whole).where(Tool.label == label))


def shelf(library: Library, looked: Looked, after: Cursor | None = None) -> Page[Tool]:
    """Return a page of what neighbours find on the shelves of a library, newest first."""
    shown = Tool.hidden_at.is_(None), Tool.status == ToolStatus.ON_SHELF
    return _page(_looked_for(library, looked).where(*shown), after)


def inventory(library: Library, looked: Looked, after: Cursor | None = None) -> Page[Tool]:
    """Return a page of all that a library has, newest first, without what is retired for good."""
    return _page(_looked_for(library, looked).where(Tool.status != ToolStatus.RETIRED), after)


def to_label(library: Library, chosen: Collection[int] = ()) -> Sequence[Tool]:
    """Return the tools whose labels are printed: those chosen, or all."""
    kept = Tool.library_id == library.id, Tool.status != ToolStatus.RETIRED
    statement = select(Tool).where(*kept).order_by(Tool.title, Tool.id)
    if chosen:
        statement = statement.where(Tool.id.in_(chosen))
    return db.session.scalars(statement).all()


def _looked_for(library: Library, looked: Looked) -> Select[Any]:
    statement = select(Tool).where(Tool.library_id == library.id)
    if looked.category:
        statement = statement.where(Tool.category == looked.category)
    asked = asked_for(Filters(words=looked.words), None)
    if not asked:
        return statement
    # The words of a tool are indexed with its card.
    says = chosen_by(db.engine.dialect.name, frozenset(asked))
    found = select(Card.about_id).where(Card.about == Tool.ABOUT, *says).params(**asked)
    return statement.where(Tool.id.in_(found))


def _page(statement: Select[Any], after: Cursor | None) -> Page[Tool]:
    return page_of(statement, (Tool.created_at, Tool.id), after, size=PAGE_SIZE)


def counts(library: Library) -> int:
    """Count what is on the shelves of a library."""
    here = Tool.library_id == library.id, Tool.status == ToolStatus.ON_SHELF
    return db.session.scalar(select(func.count()).select_from(Tool).where(*here)) or 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where some tools stand: which are out, and from which day on each is spoken for next."""

    out: Mapping[int, ToolLoan]
    taken: Mapping[int, date]

    def is_free(self, tool: Tool) -> bool:
        """Whether one may take it today."""
        return tool.is_on_shelf and tool.id not in self.out and self.taken.get(tool.id) != today()

    def free_until(self, tool: Tool) -> date | None:
        """Return the last day before somebody has reserved it; None when that is far."""
        day = self.taken.get(tool.id)
        is_near = day is not None and day <= today() + timedelta(days=tool.library.days)
        return day - timedelta(days=1) if day and is_near else None


def standing(tools: Collection[Tool]) -> Standing:
    """Return where these tools stand."""
    ids = [tool.id for tool in tools]
    out = select(ToolLoan).where(ToolLoan.tool_id.in_(ids), ToolLoan.status.in_(OUT))
    spoken = (
        select(ToolDay.tool_id, func.min(ToolDay.day).label("day"))
        .where(ToolDay.tool_id.in_(ids), ToolDay.day >= today())
        .group_by(ToolDay.tool_id)
    )
    return Standing(
        {loan.tool_id: loan for loan in db.session.scalars(out)},
        {row.tool_id: row.day for row in db.session.execute(spoken)},
    )


def days_taken(tool_id: int, first: date, last: date, *, but: int | None = None) -> set[date]:
    """Return on which of these days a tool is spoken for, `but` by one loan."""
    taken = select(ToolDay.day).where(ToolDay.tool_id == tool_id, ToolDay.day.between(first, last))
    if but is not None:
        taken = taken.where(ToolDay.loan_id != but)
    return set(db.session.scalars(taken))


def days_of(resident: Resident, tool_id: int) -> set[date]:
    """Return on which days a tool is spoken for by one resident."""
    own = select(ToolDay.day).join(ToolLoan, ToolLoan.id == ToolDay.loan_id)
    mine = ToolDay.tool_id == tool_id, ToolLoan.borrower_id == resident.id
    return set(db.session.scalars(own.where(*mine)))


def shown_in(library: Library) -> Sequence[Tool]:
    """Return every tool of a library that has a card."""
    statement = select(Tool).where(Tool.library_id == library.id).order_by(Tool.id)
    return db.session.scalars(statement).all()


def is_open_here(library: Library) -> bool:
    """Tell whether a library lends at all: it is open, and its partner may act."""
    return library.status is LibraryStatus.OPEN and library.partner.accredited_at is not None
