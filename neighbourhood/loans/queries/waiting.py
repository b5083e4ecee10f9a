"""Reading who waits for which thing, and whose turn it is."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, select, tuple_
from sqlalchemy.orm import aliased

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.undoing import LASTS, WayBack
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.models.items import Item, ItemStatus
from neighbourhood.loans.models.loans import Loan, LoanDay, LoanStatus
from neighbourhood.loans.models.waiting import Waiting
from neighbourhood.loans.queries.shelf import visible_to
from neighbourhood.loans.subjects import LOANS
from neighbourhood.residents.models.residents import Resident

TURN_LASTS = timedelta(days=2)
# It is free for somebody when they can have it now, for a little while.
LOOKED_AHEAD = timedelta(days=2)


def waiting_of(resident_id: int, item_id: int) -> Waiting | None:
    """Return whether, and since when, a resident waits for a thing."""
    theirs = Waiting.item_id == item_id, Waiting.resident_id == resident_id
    return db.session.scalar(select(Waiting).where(*theirs))


def waited_by(resident_id: int) -> Sequence[Waiting]:
    """Return the things that a resident waits for."""
    statement = select(Waiting).where(Waiting.resident_id == resident_id)
    return db.session.scalars(statement.order_by(Waiting.id)).all()


def still_lent_to(resident: Resident) -> Collection[int]:
    """Return which things that a resident waits for they may still look at, and ask for."""
    if LOANS in resident.switched_off:
        return ()
    shown = Waiting.resident_id == resident.id, visible_to(resident)
    lent = select(Item.id).join(Waiting, Waiting.item_id == Item.id)
    statement = lent.where(*shown, Item.status != ItemStatus.RETIRED)
    return frozenset(db.session.scalars(statement))


def in_vain(moment: datetime) -> Sequence[int]:
    """Return who waits for a thing that is lent no more, and on which nobody goes back."""
    gone = Item.retired_at <= moment - LASTS
    return db.session.scalars(select(Waiting.id).join(Waiting.item).where(gone)).all()


def waited_between(one_id: int, other_id: int) -> Sequence[Waiting]:
    """Return what each of two waits for of the other."""
    pairs = tuple_(Waiting.resident_id, Item.author_id)
    both = pairs.in_([(one_id, other_id), (other_id, one_id)])
    return db.session.scalars(select(Waiting).join(Waiting.item).where(both)).all()


def anybody_waits(item: Item, *, but: int) -> bool:
    """Tell whether anybody waits for a thing, but for one."""
    others = select(Waiting.id).where(Waiting.item_id == item.id, Waiting.resident_id != but)
    return db.session.scalar(others.limit(1)) is not None


def is_free(item: Item) -> bool:
    """Tell whether a thing is with nobody, nor spoken for in the next days."""
    found = select(Item.id).where(Item.id == item.id, _is_free())
    return db.session.scalar(found) is not None


def _is_free() -> ColumnElement[bool]:
    soon = LoanDay.day.between(today(), today() + LOOKED_AHEAD)
    spoken_for = exists().where(LoanDay.item_id == Item.id, soon)
    away = exists().where(Loan.item_id == Item.id, Loan.status == LoanStatus.HANDED)
    return ~spoken_for & ~away


def to_call(moment: datetime) -> Sequence[int]:
    """Return whose turn it is: the first who waits for what is free, once for each thing.

    Not while somebody may still go back on what gave the days free; nor while it is the turn of
    somebody else.
    """
    first, told = aliased(Waiting), aliased(Waiting)
    before = exists().where(first.item_id == Waiting.item_id, first.id < Waiting.id)
    taken = exists().where(told.item_id == Waiting.item_id, told.told_at.is_not(None))
    lately = WayBack.about == Loan.ABOUT, WayBack.created_at > moment - LASTS
    undone = exists().where(*lately, WayBack.about_id == Loan.id, Loan.item_id == Item.id)
    shown = Item.status == ItemStatus.ON_SHELF, Item.hidden_at.is_(None)
    turn: Select[int] = select(Waiting.id).join(Waiting.item).where(*shown, _is_free())
    turn = turn.where(~before, ~taken, ~undone, Waiting.was_free.is_(False))
    return db.session.scalars(turn).all()


def over(moment: datetime) -> Sequence[int]:
    """Return the turns that are over: who knew for two days lets the next have it."""
    known = Waiting.told_at <= moment - TURN_LASTS
    return db.session.scalars(select(Waiting.id).where(known)).all()
