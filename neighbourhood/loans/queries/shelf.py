"""Reading what stands on shelves; who may see a thing is decided by its wall."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from neighbourhood.feed.boards import Wall
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.foundation.storing.undoing import LASTS
from neighbourhood.loans.models.items import Item, ItemStatus, LendingBreak
from neighbourhood.loans.models.loans import LIVE, Loan
from neighbourhood.residents.models.residents import Resident

ITEMS = Wall(Item, Loan)
visible_to = ITEMS.visible_to
get_visible = ITEMS.get_visible
get_own = ITEMS.get_own


def mine(resident: Resident, after: Cursor | None = None) -> Page[Item]:
    """Return a page of the things of a resident that are lent still, newest first."""
    own = select(Item).where(Item.author_id == resident.id, Item.status != ItemStatus.RETIRED)
    return page_of(own, (Item.created_at, Item.id), after, size=20)


def once_a_notice(viewer: Resident, notice_id: int) -> str | None:
    """Return where a thing is that was offered in a notice: it took the number of its notice."""
    seen = select(Item).where(Item.id == notice_id, visible_to(viewer))
    found = db.session.scalar(seen)
    return found.path if found else None


def retired_lately(resident: Resident) -> Sequence[Item]:
    """Return what a resident has just ceased to lend: one may go back on it for a while."""
    gone = Item.author_id == resident.id, Item.retired_at > now() - LASTS
    return db.session.scalars(select(Item).where(*gone).order_by(Item.retired_at.desc())).all()


def is_shown_to(viewer: Resident, item: Item) -> bool:
    """Tell whether the page of a thing answers one of the two of a loan of it."""
    seen = select(Item.id).where(Item.id == item.id, visible_to(viewer))
    return db.session.scalar(seen) is not None


def is_asked_for(item: Item) -> bool:
    """Tell whether a loan of a thing still expects something of somebody."""
    live = select(Loan.id).where(Loan.item_id == item.id, Loan.status.in_(LIVE))
    return db.session.scalar(live.limit(1)) is not None


def on_shelf_of(author: Resident) -> Sequence[Item]:
    """Return the things of `author` that others may ask for."""
    shown = Item.author_id == author.id, Item.status == ItemStatus.ON_SHELF
    return db.session.scalars(select(Item).where(*shown).order_by(Item.id)).all()


def breaks_of(resident_id: int, since: date) -> Sequence[LendingBreak]:
    """Return the days on which a resident lends nothing, but for those that are over."""
    ahead = LendingBreak.resident_id == resident_id, LendingBreak.last_day >= since
    statement = select(LendingBreak).where(*ahead)
    return db.session.scalars(statement.order_by(LendingBreak.first_day, LendingBreak.id)).all()


def breaks_between(resident_id: int, first: date, last: date) -> Sequence[LendingBreak]:
    """Return the breaks of a resident of which some day is between these, both included."""
    within = LendingBreak.first_day <= last, LendingBreak.last_day >= first
    statement = select(LendingBreak).where(LendingBreak.resident_id == resident_id, *within)
    return db.session.scalars(statement.order_by(LendingBreak.first_day, LendingBreak.id)).all()


def own_break(resident: Resident, break_id: int) -> LendingBreak:
    """Return a break of `resident`; `Missing` for anyone else’s."""
    own = LendingBreak.id == break_id, LendingBreak.resident_id == resident.id
    found = db.session.scalar(select(LendingBreak).where(*own))
    if found is None:
        raise Missing
    return found
