"""How much a fund has received, from how many, and what is being paid right now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.funding.kinds import kind_of
from neighbourhood.funding.models.gifts import (
    PAID,
    DonorPseudonym,
    Fund,
    Means,
    Payment,
    Pledge,
    PledgeStatus,
)
from neighbourhood.funding.models.ledger import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
)
from neighbourhood.funding.queries import donors
from neighbourhood.funding.queries.donors import Donor, is_of
from neighbourhood.funding.queries.movements import moved_back
from neighbourhood.funding.queries.provider import may_be_kept
from neighbourhood.residents.models.residents import Resident


def raised_cents(fund: Fund) -> int:
    """Return what `fund` has received, by the ledger."""
    statement = (
        select(func.coalesce(-func.sum(LedgerEntry.amount_cents), 0))
        .join(LedgerAccount)
        .where(LedgerAccount.kind == AccountKind.FUND, LedgerAccount.fund_id == fund.id)
    )
    return int(db.session.scalar(statement) or 0)


def donors_count(fund: Fund) -> int:
    """Count the neighbours whose part has arrived; who they are is told to nobody."""
    statement = (
        select(func.count(Pledge.pseudonym.distinct()))
        .join(Payment)
        .where(Pledge.fund_id == fund.id, Payment.counted_cents > 0)
    )
    return db.session.scalar(statement) or 0


def number_kept_for(resident_id: int) -> int:
    """Count the gifts that are kept right now while a resident pays them by card."""
    statement = (
        select(func.count(Pledge.id))
        .join(DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym)
        .where(
            DonorPseudonym.resident_id == resident_id,
            Pledge.means == Means.CARD,
            Pledge.status == PledgeStatus.RESERVED,
            Pledge.reserved_until > now(),
        )
    )
    return db.session.scalar(statement) or 0


def live_reservations(fund: Fund, *, but_for: str | None = None) -> int:
    """Return the cents kept for neighbours who are paying right now, `but_for` one of them."""
    statement = select(func.coalesce(func.sum(Pledge.amount_cents), 0)).where(
        Pledge.fund_id == fund.id,
        Pledge.status == PledgeStatus.RESERVED,
        Pledge.reserved_until > now(),
    )
    if but_for is not None:
        statement = statement.where(Pledge.pseudonym != but_for)
    return int(db.session.scalar(statement) or 0)


def remaining_cents(fund: Fund, *, but_for: str | None = None) -> int:
    """Return what could still be promised now.

    With `but_for`, a pseudonym: by a donor who would give up what is kept for their earlier tries.
    """
    room = fund.ceiling_cents - raised_cents(fund)
    asked = kind_of(fund).room
    if asked is not None:
        room = min(room, asked(fund))
    return room - live_reservations(fund, but_for=but_for)


def remaining_for(donor_id: int, fund: Fund) -> int:
    """Return what a resident could promise now."""
    return remaining_cents(fund, but_for=pseudonym_of(fund, donor_id))


def pseudonym_of(fund: Fund, resident_id: int) -> str | None:
    """Return the name under which a resident gives to `fund`, None before the first try."""
    statement = select(DonorPseudonym.pseudonym).where(
        DonorPseudonym.fund_id == fund.id, DonorPseudonym.resident_id == resident_id
    )
    return db.session.scalar(statement)


def donor_of(pledge: Pledge) -> int | None:
    """Return whose account gave, only to tell them of it; None for a visitor, or once erased."""
    statement = select(DonorPseudonym.resident_id).where(
        DonorPseudonym.pseudonym == pledge.pseudonym
    )
    return db.session.scalar(statement)


def is_own(resident: Resident, pledge: Pledge) -> bool:
    """Tell whether a gift is of this account, or of a visitor with its mailbox."""
    visitor = donors.visitor_of(pledge)
    same_mailbox = visitor is not None and visitor == donors.by_email(resident.email or "")
    return same_mailbox or donor_of(pledge) == resident.id


def mine(donor: Donor, key: str) -> Pledge:
    """Return a pledge of `donor`, `Missing` for anyone else’s."""
    found = db.session.scalar(_pledges_of(donor).where(Pledge.key == key))
    if found is None:
        raise Missing
    return found


def rank_of(pledge: Pledge) -> int:
    """Return which of the tries of its donor for its fund a pledge is, from 1."""
    statement = select(func.count()).where(
        Pledge.pseudonym == pledge.pseudonym, Pledge.id <= pledge.id
    )
    return db.session.scalar(statement) or 0


def mine_ranked(donor: Resident, fund_id: int, rank: int) -> Pledge:
    """Return the pledge of `donor` that `rank_of` numbers so, `Missing` when there is none."""
    tries = _pledges_of(donor).where(Pledge.fund_id == fund_id).order_by(Pledge.id)
    found = db.session.scalar(tries.offset(rank - 1).limit(1)) if rank > 0 else None
    if found is None:
        raise Missing
    return found


def by_key(key: str) -> Pledge:
    """Return a pledge by the key that the provider knows, `Missing` when there is none."""
    found = db.session.scalar(select(Pledge).where(Pledge.key == key))
    if found is None:
        raise Missing
    return found


def fund_id_of(key: str) -> int:
    """Return the fund that a pledge is for, `Missing` when there is no such pledge."""
    found = db.session.scalar(select(Pledge.fund_id).where(Pledge.key == key))
    if found is None:
        raise Missing
    return found


def locked(key: str) -> Pledge:
    """Return a pledge as it is now, held for this transaction; hold its fund first."""
    return db.session.scalars(held(select(Pledge).where(Pledge.key == key), Pledge)).one()


@dataclass(frozen=True, slots=True)
class Gifts:
    """A page of what somebody gave, when some went back, the sum of all that did not."""

    page: Page[Pledge]
    given_cents: int
    moved: Mapping[int, datetime]


def gifts(donor: Donor, after: Cursor | None) -> Gifts:
    """Return a page of what `donor` gave, newest first; promises never paid are not gifts."""
    statement = _pledges_of(donor).where(Pledge.status.in_(PAID))
    statement = statement.add_columns(_given(donor), moved_back())
    page = page_of(statement, (Pledge.created_at, Pledge.id), after)
    given = int(page.rows[0][1]) if page.rows else 0
    moved = {pledge.id: moment for pledge, _sum, moment in page.rows if moment}
    return Gifts(Page([pledge for pledge, *_more in page.rows], page.next), given, moved)


def _given(donor: Donor) -> ScalarSelect[int]:
    total = (
        select(func.coalesce(func.sum(Payment.counted_cents), 0))
        .join(Pledge)
        .join(DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym)
        .where(is_of(donor))
    )
    return total.correlate(None).scalar_subquery()


def _pledges_of(donor: Donor) -> Select[Pledge]:
    return (
        select(Pledge)
        .join(DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym)
        .options(joinedload(Pledge.fund), joinedload(Pledge.payment))
        .where(is_of(donor))
    )


def counted_on(fund: Fund) -> Sequence[Pledge]:
    """Return the gifts that count for a fund."""
    statement = (
        select(Pledge)
        .join(Payment)
        .options(contains_eager(Pledge.payment))
        .where(Pledge.fund_id == fund.id, Payment.counted_cents > 0)
        .order_by(Pledge.id)
    )
    return db.session.scalars(statement).all()


def to_refund() -> Sequence[str]:
    """Return the keys of the payments that must go back, but for those a person may still keep."""
    owed = select(Pledge.key).join(Pledge.fund).join(Pledge.payment)
    owed = owed.where(Pledge.status == PledgeStatus.OWED_BACK, ~may_be_kept())
    return db.session.scalars(owed.order_by(Pledge.id)).all()


def paid_for(pledge: Pledge) -> Payment:
    """Return what was paid for a pledge that was paid."""
    return db.session.scalars(select(Payment).where(Payment.pledge_id == pledge.id)).one()


def is_paid(pledge: Pledge) -> bool:
    """Tell whether a payment has come."""
    found = select(Payment.id).where(Payment.pledge_id == pledge.id)
    return db.session.scalar(found) is not None


def paid_beside(pledge: Pledge) -> Sequence[Pledge]:
    """Return what else the same donor paid for the same fund, the newest first."""
    return [other for other in others_of(pledge) if other.payment]


def others_of(pledge: Pledge) -> Sequence[Pledge]:
    """Return the other tries of the same donor for the same fund, the newest first."""
    statement = select(Pledge).where(Pledge.pseudonym == pledge.pseudonym, Pledge.id != pledge.id)
    return db.session.scalars(statement.order_by(Pledge.id.desc())).all()
