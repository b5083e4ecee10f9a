"""Reading which things were proposed to whom, and which of one’s own may be what is looked for."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.feed.postings import PutUp
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.search import normalise
from neighbourhood.loans.models.items import Item, ItemStatus, Proposal
from neighbourhood.loans.models.loans import Loan, LoanStatus
from neighbourhood.loans.queries.shelf import on_shelf_of, visible_to
from neighbourhood.residents.models.residents import Resident

_AGREED = (LoanStatus.ACCEPTED, LoanStatus.HANDED, LoanStatus.RETURNED)


def _for(sought: Any) -> tuple[ColumnElement[bool], ...]:
    return Proposal.sought == sought.kind, Proposal.sought_id == sought.id


def count(sought: PutUp) -> int:
    """Count what was proposed of one thing looked for."""
    counted = select(func.count()).select_from(Proposal).where(*_for(sought))
    return db.session.scalar(counted) or 0


def proposed_by(owner: Resident, sought: PutUp) -> Sequence[int]:
    """Return which of their things an owner has proposed already."""
    own = select(Proposal.item_id).join(Proposal.item).where(Item.author_id == owner.id)
    return db.session.scalars(own.where(*_for(sought))).all()


def waiting_of(owner: Resident, sought: PutUp) -> int:
    """Count what an owner has proposed and still has on the shelf."""
    own = select(func.count(Proposal.id)).join(Proposal.item)
    there = own.where(Item.author_id == owner.id, Item.status == ItemStatus.ON_SHELF)
    return db.session.scalar(there.where(*_for(sought))) or 0


def seen_by(viewer: Resident, sought: PutUp) -> Sequence[Proposal]:
    """Return what was proposed to `viewer`, or by them, of things that they may see."""
    theirs = or_(Proposal.seeker_id == viewer.id, Item.author_id == viewer.id)
    found = _with_owner().where(*_for(sought), theirs, visible_to(viewer))
    return db.session.scalars(found.order_by(Proposal.id)).all()


def proposed_to(viewer: Resident, item: Item) -> Proposal | None:
    """Return for what a thing was last proposed to `viewer`."""
    told = Proposal.item_id == item.id, Proposal.seeker_id == viewer.id
    return db.session.scalar(_with_owner().where(*told).order_by(Proposal.id.desc()).limit(1))


def _with_owner() -> Select[Proposal]:
    owner = joinedload(Proposal.item).joinedload(Item.author)
    return select(Proposal).join(Proposal.item).options(owner, joinedload(Proposal.agent))


def is_agreed(sought: PutUp) -> bool:
    """Tell whether who looks for it was said yes to one of the things proposed."""
    lent = Loan.borrower_id == Proposal.seeker_id, Loan.status.in_(_AGREED)
    found = select(Loan.id).join(Proposal, Proposal.item_id == Loan.item_id)
    since = Loan.asked_at >= Proposal.created_at
    return db.session.scalar(found.where(*_for(sought), *lent, since).limit(1)) is not None


def to_choose_from(owner: Resident, sought: Any) -> Sequence[Item]:
    """Return the things on a shelf, those first that share most words with what is looked for."""
    words = set(normalise(f"{sought.title} {sought.body}").split())

    def unlike(item: Item) -> tuple[int, bool, int]:
        shared = words.intersection(normalise(f"{item.title} {item.body}").split())
        return -len(shared), item.category != sought.category, -item.id

    things = (item for item in on_shelf_of(owner) if item.hidden_at is None)
    return sorted(things, key=unlike)
