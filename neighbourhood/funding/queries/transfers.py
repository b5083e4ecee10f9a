"""Transfers that are on their way: of whom, how much they hold, by which reference."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.funding.models.bank import BankLine, TransferPromise
from neighbourhood.funding.models.donors import GiftWish, Visitor
from neighbourhood.funding.models.gifts import (
    UNPAID,
    DonorPseudonym,
    Fund,
    Means,
    Pledge,
    PledgeStatus,
)
from neighbourhood.funding.queries.donors import Donor, is_of

# How long a person may still say that money which came is the one of a promise.
LATELY = timedelta(days=90)


def is_awaited() -> ColumnElement[bool]:
    """Tell of a pledge that its transfer is on its way."""
    return and_(
        Pledge.means == Means.TRANSFER,
        Pledge.status == PledgeStatus.RESERVED,
        Pledge.reserved_until > now(),
    )


def awaited_among(pseudonyms: Iterable[str]) -> set[str]:
    """Return which of these donors announced a transfer that is still awaited."""
    statement = select(Pledge.pseudonym).where(Pledge.pseudonym.in_(list(pseudonyms)), is_awaited())
    return set(db.session.scalars(statement))


def held_cents(fund: Fund) -> int:
    """Return the cents of a fund that are kept for transfers on their way."""
    kept = select(func.coalesce(func.sum(Pledge.amount_cents), 0))
    return int(db.session.scalar(kept.where(Pledge.fund_id == fund.id, is_awaited())) or 0)


def number_awaited(resident_id: int) -> int:
    """Count the transfers of a resident that are on their way, for whatever fund."""
    return _number_awaited(DonorPseudonym.resident_id == resident_id)


def number_awaited_from(visitor: Visitor) -> int:
    """Count the transfers that were announced with the mailbox of a visitor."""
    return _number_awaited(is_of(visitor))


def number_announced_by(visitor: Visitor, *, since: datetime) -> int:
    """Count the transfers announced with a mailbox since then, whatever became of them."""
    statement = (
        select(func.count(TransferPromise.id))
        .join(TransferPromise.pledge)
        .join(DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym)
        .where(is_of(visitor), Pledge.created_at > since)
    )
    return db.session.scalar(statement) or 0


def _number_awaited(whose: ColumnElement[bool]) -> int:
    statement = (
        select(func.count(Pledge.id))
        .join(DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym)
        .where(whose, is_awaited())
    )
    return db.session.scalar(statement) or 0


def number_awaited_by(browser: str, *, fund: Fund | None = None) -> int:
    """Count the transfers that visitors announced in one browser, for one fund or for any."""
    statement = (
        select(func.count(Pledge.id))
        .join(GiftWish, GiftWish.pledge_id == Pledge.id)
        .where(GiftWish.browser == browser, GiftWish.browser != "", is_awaited())
    )
    if fund is not None:
        statement = statement.where(Pledge.fund_id == fund.id)
    return db.session.scalar(statement) or 0


def awaited_from(donor: Donor) -> Sequence[Pledge]:
    """Return the transfers of a donor that are on their way, the newest first."""
    statement = (
        select(Pledge)
        .join(DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym)
        .options(joinedload(Pledge.fund))
        .where(is_of(donor), is_awaited())
    )
    return db.session.scalars(statement.order_by(Pledge.id.desc())).all()


def awaited() -> Sequence[TransferPromise]:
    """Return all the transfers that are on their way, the oldest first."""
    statement = _promises().where(is_awaited())
    return db.session.scalars(statement.order_by(TransferPromise.id)).all()


def promise_of(pledge: Pledge) -> TransferPromise:
    """Return what a donor was told to write, `Missing` for a gift that is not paid so."""
    found = db.session.scalar(_promises().where(TransferPromise.pledge_id == pledge.id))
    if found is None:
        raise Missing
    return found


def to_remind(before: datetime) -> Sequence[int]:
    """Return the ids of the promises that lapse `before` then, and of which nobody was reminded."""
    due = (
        select(TransferPromise.id)
        .join(TransferPromise.pledge)
        .where(is_awaited(), Pledge.reserved_until < before, TransferPromise.reminded_at.is_(None))
    )
    return db.session.scalars(due.order_by(TransferPromise.id)).all()


def held_promise(promise_id: int) -> TransferPromise:
    """Return a promise, held for this transaction."""
    statement = held(_promises().where(TransferPromise.id == promise_id), TransferPromise)
    return db.session.scalars(statement).one()


def unpaid_lately() -> Sequence[TransferPromise]:
    """Return the promises of the last weeks that nothing was matched with, the newest first."""
    statement = _promises().where(Pledge.status.in_(UNPAID), Pledge.created_at > now() - LATELY)
    return db.session.scalars(statement.order_by(TransferPromise.id.desc())).all()


def line_of(pledge: Pledge) -> BankLine | None:
    """Return the line of a statement by which a gift was paid."""
    statement = select(BankLine).where(BankLine.pledge_id == pledge.id, BankLine.amount_cents > 0)
    return db.session.scalar(statement.order_by(BankLine.id.desc()).limit(1))


def _promises() -> Select[TransferPromise]:
    return (
        select(TransferPromise)
        .join(TransferPromise.pledge)
        .options(contains_eager(TransferPromise.pledge))
    )
