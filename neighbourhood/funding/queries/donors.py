"""Who gave, with an account or without: asked only to tell them, and to show them their own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, func, select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.sealing import blind
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.foundation.words.mailboxes import tidy
from neighbourhood.funding.codes import LINKS_LAST
from neighbourhood.funding.models.donors import GiftWish, Visitor, VisitorLink
from neighbourhood.funding.models.gifts import (
    DonorPseudonym,
    Fund,
    Means,
    Payment,
    Pledge,
    PledgeStatus,
)
from neighbourhood.residents.models.residents import Resident

Donor: TypeAlias = Resident | Visitor
_WHOSE = DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym


def mark_of(email: str) -> bytes:
    """Return what a mailbox is found by: nobody without our key can make it."""
    return blind("visitor.email", tidy(email))


def by_email(email: str) -> Visitor | None:
    """Return the visitor of a mailbox, however it is typed."""
    return db.session.scalar(select(Visitor).where(Visitor.mark == mark_of(email)))


def by_link(token: str) -> Visitor | None:
    """Return whose gifts a link opens, None once it has expired."""
    statement = (
        select(Visitor)
        .join(VisitorLink, VisitorLink.visitor_id == Visitor.id)
        .where(VisitorLink.fingerprint == fingerprint(token), VisitorLink.expires_at > now())
    )
    return db.session.scalar(statement)


def funds_of(donor: Donor) -> set[int]:
    """Return the ids of the funds to which a donor gave, or tried to."""
    return set(db.session.scalars(select(DonorPseudonym.fund_id).where(is_of(donor))))


def number_of_links(visitor: Visitor, *, since: datetime) -> int:
    """Count the links to their gifts that went to a visitor since then, with a receipt or not."""
    sent = VisitorLink.visitor_id == visitor.id, VisitorLink.expires_at > since + LINKS_LAST
    return db.session.scalar(select(func.count()).select_from(VisitorLink).where(*sent)) or 0


def is_of(donor: Donor) -> ColumnElement[bool]:
    """Tell in SQL which pseudonyms stand for a donor."""
    if isinstance(donor, Visitor):
        return DonorPseudonym.visitor_id == donor.id
    return DonorPseudonym.resident_id == donor.id


def pseudonym_in(fund: Fund, *, resident_id: int | None, visitor_id: int | None) -> str | None:
    """Return the name under which one or the other gives to `fund`, None before the first try."""
    column = DonorPseudonym.visitor_id if resident_id is None else DonorPseudonym.resident_id
    owner_id = visitor_id if resident_id is None else resident_id
    statement = select(DonorPseudonym.pseudonym).where(DonorPseudonym.fund_id == fund.id)
    return db.session.scalar(statement.where(column == owner_id))


def visitor_of(pledge: Pledge) -> Visitor | None:
    """Return the visitor who gave, None for a resident, or once that is erased."""
    return visitor_behind(pledge.pseudonym)


def visitor_behind(pseudonym: str) -> Visitor | None:
    """Return the visitor behind a pseudonym, None where there is none, or no more."""
    return db.session.scalar(_visitors().where(DonorPseudonym.pseudonym == pseudonym))


def ranks_of_donors(fund: Fund) -> Sequence[tuple[int, int]]:
    """Return the accounts that gave, each with the rank of its latest gift that counts.

    The rank is that of `pledges.rank_of`: among all tries of one donor for the fund.
    """
    rank = func.row_number().over(partition_by=Pledge.pseudonym, order_by=Pledge.id)
    tries = select(Pledge.id, Pledge.pseudonym, rank.label("rank")).where(Pledge.fund_id == fund.id)
    ranked = tries.subquery()
    gave = (
        select(DonorPseudonym.resident_id, func.max(ranked.c.rank))
        .join(ranked, ranked.c.pseudonym == DonorPseudonym.pseudonym)
        .join(Payment, Payment.pledge_id == ranked.c.id)
        .where(Payment.counted_cents > 0, DonorPseudonym.resident_id.is_not(None))
        .group_by(DonorPseudonym.resident_id)
        .order_by(DonorPseudonym.resident_id)
    )
    return [(donor_id, place) for donor_id, place in db.session.execute(gave) if donor_id]


def is_known(pseudonym: str) -> bool:
    """Tell whether a pseudonym still stands for somebody: an account, or a visitor."""
    statement = select(DonorPseudonym.pseudonym).where(DonorPseudonym.pseudonym == pseudonym)
    return db.session.scalar(statement) is not None


def gave(resident_id: int, fund_id: int) -> bool:
    """Tell whether a gift of a resident to a fund counts, or counted once."""
    paid = (
        select(Payment.id)
        .join(Pledge, Pledge.id == Payment.pledge_id)
        .join(*_WHOSE)
        .where(Pledge.fund_id == fund_id, DonorPseudonym.resident_id == resident_id)
    )
    return db.session.scalar(paid.limit(1)) is not None


def visitors_of(fund: Fund) -> Sequence[Visitor]:
    """Return the visitors who gave to a fund, only to tell them what became of it."""
    gave = (
        select(DonorPseudonym.visitor_id)
        .join(Pledge, Pledge.pseudonym == DonorPseudonym.pseudonym)
        .join(Payment)
        .where(Pledge.fund_id == fund.id, Payment.counted_cents > 0)
    )
    found = select(Visitor).where(Visitor.id.in_(gave)).order_by(Visitor.id)
    return db.session.scalars(found).all()


def visitors_paying(fund: Fund) -> Sequence[Visitor]:
    """Return the visitors who are paying right now, only to tell them what changed."""
    statement = _visitors().join(Pledge, _WHOSE[1])
    paying = statement.where(Pledge.fund_id == fund.id, is_kept())
    return db.session.scalars(paying.distinct()).all()


def wish_of(pledge: Pledge) -> GiftWish:
    """Return what the donor said about a gift; an empty one, not kept, where they said nothing."""
    found = db.session.get(GiftWish, pledge.id)
    return found or GiftWish(pledge_id=pledge.id, **SAID_NOTHING)


def wishes_of(pledges: Sequence[Pledge]) -> Mapping[int, GiftWish]:
    """Return what was said about these gifts, by the id of each."""
    ids = [pledge.id for pledge in pledges]
    found = db.session.scalars(select(GiftWish).where(GiftWish.pledge_id.in_(ids)))
    return {wish.pledge_id: wish for wish in found}


# What stands in a wish before anything is said.
SAID_NOTHING: Mapping[str, object] = {
    "organisation": "",
    "siret": "",
    "in_name_of": "",
    "public_name": "",
    "showing": "secret",
    "shows_amount": False,
    "browser": "",
}


def kept_by_visitors(fund: Fund) -> int:
    """Return the cents of a fund kept right now for visitors, and accounts without an address."""
    kept = (
        select(func.coalesce(func.sum(Pledge.amount_cents), 0))
        .join(*_WHOSE)
        .outerjoin(Resident, Resident.id == DonorPseudonym.resident_id)
        .where(Pledge.fund_id == fund.id, is_kept(), Resident.verified_at.is_(None))
    )
    return db.session.scalar(kept) or 0


def kept_for_browser(fund: Fund, browser: str) -> int:
    """Return the cents that one browser keeps for a visitor’s payment right now."""
    kept = select(func.coalesce(func.sum(Pledge.amount_cents), 0)).where(
        Pledge.id.in_(tries_from(fund, browser))
    )
    return int(db.session.scalar(kept) or 0)


def tries_from(fund: Fund, browser: str) -> Select[int]:
    """Select the promises to a fund that one browser made and may still pay at once.

    A transfer that was announced may be on its way: no second try drops it.
    """
    return (
        select(Pledge.id)
        .join(GiftWish, GiftWish.pledge_id == Pledge.id)
        .where(
            GiftWish.browser == browser,
            GiftWish.browser != "",
            Pledge.fund_id == fund.id,
            Pledge.means == Means.CARD,
            is_kept(),
        )
    )


def tries_beside(pledge: Pledge) -> Sequence[Pledge]:
    """Return the other promises to the same fund from the browser of a visitor, newest first."""
    mark = wish_of(pledge).browser
    others = select(Pledge).join(GiftWish, GiftWish.pledge_id == Pledge.id)
    others = others.where(GiftWish.browser == mark, GiftWish.browser != "", Pledge.id != pledge.id)
    same = others.where(Pledge.fund_id == pledge.fund_id).order_by(Pledge.id.desc())
    return db.session.scalars(same).all()


def is_kept() -> ColumnElement[bool]:
    """Tell in SQL of promises that something is kept for them right now."""
    return (Pledge.status == PledgeStatus.RESERVED) & (Pledge.reserved_until > now())


def _visitors() -> Select[Visitor]:
    return select(Visitor).join(DonorPseudonym, DonorPseudonym.visitor_id == Visitor.id)


def donors_of(fund: Fund) -> Sequence[int]:
    """Return the accounts of those who gave, only to tell them what became of it."""
    statement = (
        select(DonorPseudonym.resident_id)
        .join(Pledge, Pledge.pseudonym == DonorPseudonym.pseudonym)
        .join(Payment)
        .where(Pledge.fund_id == fund.id, Payment.counted_cents > 0)
        .distinct()
        .order_by(DonorPseudonym.resident_id)
    )
    return _accounts(statement)


def payers_of(fund: Fund) -> Sequence[int]:
    """Return the accounts of those who are paying right now, only to tell them what changed."""
    statement = (
        select(DonorPseudonym.resident_id)
        .join(Pledge, Pledge.pseudonym == DonorPseudonym.pseudonym)
        .where(Pledge.fund_id == fund.id, is_kept())
    )
    return _accounts(statement)


def _accounts(statement: Select[int | None]) -> Sequence[int]:
    return [found for found in db.session.scalars(statement) if found is not None]
