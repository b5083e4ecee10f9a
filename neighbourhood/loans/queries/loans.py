"""Reading loans: only the two between whom a thing goes read of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select
from sqlalchemy.orm import joinedload

from messaging.models import Conversation, Member, Message
from neighbourhood.feed.reaches import Listener, met
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import LIVE, Loan, LoanStatus, Reminded
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

REMINDED_AFTER, CLOSED_AFTER = timedelta(days=3), timedelta(days=7)
CONFIRMED_AFTER = timedelta(days=7)
SOON = timedelta(days=2)
A_DAY = timedelta(days=1)
LATELY = 20
_LEFT = (LoanStatus.HANDED, LoanStatus.RETURNED, LoanStatus.NOT_RETURNED)


def _with_both() -> Select[Loan]:
    item = joinedload(Loan.item)
    both = item.joinedload(Item.author), joinedload(Loan.borrower).joinedload(Resident.quartier)
    return select(Loan).join(Loan.item).options(*both)


def _concerns(resident_id: int) -> ColumnElement[bool]:
    return or_(Loan.borrower_id == resident_id, Item.author_id == resident_id)


def _read_by(viewer: Resident) -> ColumnElement[bool]:
    """Tell in SQL which loans one of the two reads, wherever they are listed.

    Nobody reads what was asked by whom they keep away, but a thing that has left has to come home,
    whatever stands between the two by then.
    """
    away = or_(apart(viewer.id, Loan.borrower_id), apart(viewer.id, Loan.agent_id))
    near = and_(met(Item, Listener.of(viewer)), not_(away))
    return and_(_concerns(viewer.id), or_(near, Loan.status.in_(_LEFT)))


def get_loan(viewer: Resident, loan_id: int) -> Loan:
    """Return a loan to one of its two; `Missing` for anyone else."""
    found = db.session.scalar(_with_both().where(Loan.id == loan_id, _read_by(viewer)))
    if found is None:
        raise Missing
    return found


def is_read_by(viewer: Resident, loan: Loan) -> bool:
    """Tell whether the page of a loan answers one who talks about it."""
    read = select(Loan.id).join(Loan.item).where(Loan.id == loan.id, _read_by(viewer))
    return db.session.scalar(read) is not None


def to_talk_about(loan_id: int) -> Loan | None:
    """Return a loan and its thing, to those who talk about it."""
    return db.session.scalar(_with_both().where(Loan.id == loan_id))


def is_talked_of_by(resident: Resident, loan: Loan) -> bool:
    """Tell whether one of the two still has a seat in their conversation."""
    about = Conversation.about_kind == Loan.ABOUT, Conversation.about_id == loan.id
    seat = select(Member.id).join(Member.conversation).where(*about, Member.left_at.is_(None))
    return db.session.scalar(seat.where(Member.resident_id == resident.id)) is not None


def hold_with(loan: Loan) -> Item:
    """Hold the thing of a loan, and read the loan again as it is by then."""
    item = hold(Item, loan.item_id)
    db.session.refresh(loan)
    return item


def live_of(borrower_id: int, item: Item) -> Loan | None:
    """Return what a resident asked of a thing, or has of it, while it is not over."""
    theirs = Loan.borrower_id == borrower_id, Loan.item_id == item.id, Loan.status.in_(LIVE)
    return db.session.scalar(select(Loan).where(*theirs).order_by(Loan.id).limit(1))


def live_loans(item: Item) -> Sequence[Loan]:
    """Return what is asked and lent of a thing, as its owner reads it, by their first days."""
    live = _with_both().where(Loan.item_id == item.id, Loan.status.in_(LIVE), _read_by(item.author))
    return db.session.scalars(live.order_by(Loan.first_day, Loan.id)).all()


def lent_by(resident: Resident) -> Sequence[Loan]:
    """Return what is asked of a resident, or was lent lately: what goes on first."""
    return _lately(Item.author_id == resident.id, _read_by(resident))


def borrowed_by(resident: Resident) -> Sequence[Loan]:
    """Return what a resident asked for, or borrowed lately: what goes on first."""
    return _lately(Loan.borrower_id == resident.id, _read_by(resident))


def all_of(resident: Resident, *, since: date) -> Sequence[Loan]:
    """Return every loan of a resident that was not over by then, by their first days."""
    theirs = _with_both().where(_read_by(resident), Loan.last_day >= since)
    return db.session.scalars(theirs.order_by(Loan.first_day, Loan.id)).all()


def _lately(*whose: ColumnElement[bool]) -> Sequence[Loan]:
    goes_on = Loan.status.in_(LIVE)
    statement = _with_both().where(*whose).order_by(goes_on.desc(), Loan.id.desc())
    return db.session.scalars(statement.limit(LATELY)).all()


def standing_of(resident: Resident) -> Sequence[Loan]:
    """Return what a resident asked for, or was asked, that has not left yet."""
    return _standing(_concerns(resident.id))


def out_with(borrower: Resident) -> Sequence[Loan]:
    """Return what a resident has at home of others."""
    away = Loan.borrower_id == borrower.id, Loan.status == LoanStatus.HANDED
    return db.session.scalars(_with_both().where(*away).order_by(Loan.last_day)).all()


def standing_between(one_id: int, other_id: int) -> Sequence[Loan]:
    """Return what each of two asked the other, and has not left yet."""
    return _standing(
        or_(
            and_(Loan.borrower_id == one_id, Item.author_id == other_id),
            and_(Loan.borrower_id == other_id, Item.author_id == one_id),
        )
    )


def _standing(whose: ColumnElement[bool]) -> Sequence[Loan]:
    not_left = Loan.status.in_((LoanStatus.ASKED, LoanStatus.ACCEPTED))
    return db.session.scalars(_with_both().where(whose, not_left).order_by(Loan.item_id)).all()


def concerning(resident_id: int) -> Sequence[int]:
    """Return the loans of a resident, and those of what they lend, whatever they are."""
    either = select(Loan.id).join(Loan.item).where(_concerns(resident_id))
    return db.session.scalars(either).all()


def _waits_since(before: datetime) -> Select[Loan]:
    """Select the requests of which the owner took no notice since then: neither said nor wrote."""
    talk = Conversation.about_kind == Loan.ABOUT, Conversation.about_id == Loan.id
    spoke = exists().where(
        *talk, Message.conversation_id == Conversation.id, Message.author_id == Item.author_id
    )
    waits = Loan.status == LoanStatus.ASKED, Loan.asked_at <= before, not_(spoke)
    return select(Loan).join(Loan.item).where(*waits)


def to_remind_of_answer(moment: datetime) -> Sequence[int]:
    """Return the requests of which the owner is to be reminded."""
    due = _waits_since(moment - REMINDED_AFTER).where(Loan.reminded == Reminded.NOTHING)
    return db.session.scalars(due.with_only_columns(Loan.id)).all()


def to_close(moment: datetime) -> Sequence[int]:
    """Return the requests that waited for a week."""
    late = _waits_since(moment - CLOSED_AFTER)
    return db.session.scalars(late.with_only_columns(Loan.id)).all()


def to_remind_of_return(day: date) -> Sequence[int]:
    """Return the loans whose end is near, or was yesterday, and of which that was not said yet."""
    dues = {
        Reminded.SOON: (Loan.last_day == day + SOON, ()),
        Reminded.TODAY: (Loan.last_day == day, (Reminded.SOON,)),
        Reminded.LATE: (Loan.last_day < day, (Reminded.SOON, Reminded.TODAY)),
    }
    before = (Reminded.NOTHING, Reminded.ANSWER)
    due = or_(*(and_(on, Loan.reminded.in_((*before, *more))) for on, more in dues.values()))
    away = Loan.status == LoanStatus.HANDED, Loan.said_back_at.is_(None)
    return db.session.scalars(select(Loan.id).where(*away, due)).all()


def never_handed(day: date) -> Sequence[int]:
    """Return what was agreed, and of which nobody noted that it left until its days were over."""
    over = Loan.status == LoanStatus.ACCEPTED, Loan.last_day < day - A_DAY
    return db.session.scalars(select(Loan.id).where(*over)).all()


def to_confirm(moment: datetime) -> Sequence[int]:
    """Return what its borrower said to be back a week ago, and nobody said otherwise."""
    said = Loan.status == LoanStatus.HANDED, Loan.said_back_at <= moment - CONFIRMED_AFTER
    return db.session.scalars(select(Loan.id).where(*said)).all()
