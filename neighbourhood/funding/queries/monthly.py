"""Monthly gifts: whose, which are due, which are being charged."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.funding.models.gifts import DonorPseudonym, Payment, Pledge, PledgeStatus
from neighbourhood.funding.models.monthly import (
    MonthlyGift,
    MonthlyStatus,
    MonthlyTurn,
    TurnStatus,
)
from neighbourhood.funding.queries.donors import Donor, is_of
from neighbourhood.residents.models.residents import Resident

_CONTESTED = (PledgeStatus.DISPUTED, PledgeStatus.TAKEN_BACK)


def by_id(monthly_id: int) -> MonthlyGift:
    """Return a monthly gift with its fund, `Missing` when there is none."""
    statement = select(MonthlyGift).options(joinedload(MonthlyGift.fund))
    found = db.session.scalar(statement.where(MonthlyGift.id == monthly_id))
    if found is None:
        raise Missing
    return found


def of_donor(donor: Donor) -> Sequence[MonthlyGift]:
    """Return what a donor gives each month now, the oldest first."""
    statement = (
        select(MonthlyGift)
        .join(DonorPseudonym, DonorPseudonym.pseudonym == MonthlyGift.pseudonym)
        .options(joinedload(MonthlyGift.fund))
        .where(is_of(donor), MonthlyGift.status == MonthlyStatus.ACTIVE)
    )
    return db.session.scalars(statement.order_by(MonthlyGift.id)).all()


def not_over(which: ColumnElement[bool]) -> Sequence[int]:
    """Return the ids of the monthly gifts of which `which` holds that are not stopped."""
    statement = select(MonthlyGift.id).where(which, MonthlyGift.status != MonthlyStatus.STOPPED)
    return db.session.scalars(statement.order_by(MonthlyGift.id)).all()


def of_resident(resident_id: int) -> ColumnElement[bool]:
    """Tell in SQL which monthly gifts are of an account."""
    mine = DonorPseudonym.resident_id == resident_id
    return MonthlyGift.pseudonym.in_(select(DonorPseudonym.pseudonym).where(mine))


def of_visitor(visitor_id: int) -> ColumnElement[bool]:
    """Tell in SQL which monthly gifts are of somebody without an account."""
    mine = DonorPseudonym.visitor_id == visitor_id
    return MonthlyGift.pseudonym.in_(select(DonorPseudonym.pseudonym).where(mine))


def is_active(pseudonym: str) -> bool:
    """Whether a donor gives each month to the fund of their pseudonym."""
    active = MonthlyGift.status == MonthlyStatus.ACTIVE
    asked = select(exists().where(MonthlyGift.pseudonym == pseudonym, active))
    return bool(db.session.scalar(asked))


def turn_of(pledge: Pledge) -> MonthlyTurn | None:
    """Return the month of a monthly gift that a pledge is for, None for any other gift."""
    return db.session.scalar(select(MonthlyTurn).where(MonthlyTurn.pledge_id == pledge.id))


def of_pledge(pledge: Pledge) -> MonthlyGift | None:
    """Return the monthly gift that a pledge is one month of."""
    statement = select(MonthlyGift).join(MonthlyTurn, MonthlyTurn.monthly_id == MonthlyGift.id)
    return db.session.scalar(statement.where(MonthlyTurn.pledge_id == pledge.id))


def locked_turn(turn_id: int) -> MonthlyTurn:
    """Return a month as it is now, held for this transaction; hold its fund first."""
    statement = select(MonthlyTurn).where(MonthlyTurn.id == turn_id)
    return db.session.scalars(held(statement, MonthlyTurn)).one()


def last_turn(monthly: MonthlyGift) -> MonthlyTurn | None:
    """Return the last month of which something became."""
    turns = select(MonthlyTurn).where(MonthlyTurn.monthly_id == monthly.id)
    return db.session.scalar(turns.order_by(MonthlyTurn.month.desc()).limit(1))


def promised_of(monthly: MonthlyGift) -> Sequence[MonthlyTurn]:
    """Return the months that nobody was asked to pay yet."""
    untried = MonthlyTurn.status == TurnStatus.PROMISED, MonthlyTurn.tried_at.is_(None)
    statement = select(MonthlyTurn).options(joinedload(MonthlyTurn.pledge))
    return db.session.scalars(statement.where(MonthlyTurn.monthly_id == monthly.id, *untried)).all()


def due(today: date) -> Sequence[int]:
    """Return the ids of the monthly gifts whose day has come."""
    statement = select(MonthlyGift.id).where(
        MonthlyGift.status == MonthlyStatus.ACTIVE, MonthlyGift.next_on <= today
    )
    return db.session.scalars(statement.order_by(MonthlyGift.id)).all()


def active() -> Sequence[MonthlyGift]:
    """Return every monthly gift that goes on."""
    statement = select(MonthlyGift).where(MonthlyGift.status == MonthlyStatus.ACTIVE)
    return db.session.scalars(statement.order_by(MonthlyGift.id)).all()


def promised() -> Sequence[int]:
    """Return the ids of the months that wait to be charged."""
    statement = select(MonthlyTurn.id).where(MonthlyTurn.status == TurnStatus.PROMISED)
    return db.session.scalars(statement.order_by(MonthlyTurn.id)).all()


def being_charged() -> Select[int | None]:
    """Select the pledges of the months that wait to be charged: no page may end these."""
    return select(MonthlyTurn.pledge_id).where(
        MonthlyTurn.status == TurnStatus.PROMISED, MonthlyTurn.pledge_id.is_not(None)
    )


def paid(monthly: MonthlyGift) -> Sequence[Pledge]:
    """Return what was paid of a monthly gift, the oldest first."""
    statement = (
        select(Pledge)
        .join(MonthlyTurn, MonthlyTurn.pledge_id == Pledge.id)
        .join(Payment, Payment.pledge_id == Pledge.id)
        .where(MonthlyTurn.monthly_id == monthly.id)
    )
    return db.session.scalars(statement.order_by(Pledge.id)).all()


def is_contested(monthly: MonthlyGift) -> bool:
    """Whether the bank of the donor contests a month, or took one back."""
    return any(pledge.status in _CONTESTED for pledge in paid(monthly))


def never_paid(before: datetime) -> Sequence[int]:
    """Return the ids of those begun before then whose first payment did not come."""
    statement = select(MonthlyGift.id).where(
        MonthlyGift.status == MonthlyStatus.WAITING, MonthlyGift.created_at < before
    )
    return db.session.scalars(statement.order_by(MonthlyGift.id)).all()


def with_cards_to_forget(before: datetime) -> Sequence[int]:
    """Return the ids of those stopped before then whose card the provider still keeps."""
    statement = select(MonthlyGift.id).where(
        MonthlyGift.status == MonthlyStatus.STOPPED,
        MonthlyGift.stopped_at < before,
        MonthlyGift.keeps_card,
    )
    return db.session.scalars(statement.order_by(MonthlyGift.id)).all()


def resident_of(monthly: MonthlyGift) -> Resident | None:
    """Return whose account gives each month; None for a visitor, or once erased."""
    statement = select(Resident).join(DonorPseudonym, DonorPseudonym.resident_id == Resident.id)
    return db.session.scalar(statement.where(DonorPseudonym.pseudonym == monthly.pseudonym))
