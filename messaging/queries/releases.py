"""Who was shown an address, and who still is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, not_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from messaging.models import AddressRelease, Conversation, Level, Member
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.places.crowds import hides
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: what was shown, to whom, until when."""

    release: AddressRelease
    readers: list[Resident]
    ended_at: datetime | None
    # Whether its owner still takes part in the conversation, and reads what it is about.
    is_there: bool


def _standing() -> Select[AddressRelease]:
    """Select what is shown now: not taken back, by someone who is still there."""
    seat = and_(
        Member.conversation_id == AddressRelease.conversation_id,
        Member.resident_id == AddressRelease.owner_id,
        Member.left_at.is_(None),
    )
    return (
        select(AddressRelease)
        .join(Member, seat)
        .join(AddressRelease.owner)
        .options(selectinload(AddressRelease.address), contains_eager(AddressRelease.owner))
        .where(AddressRelease.withdrawn_at.is_(None), Resident.closed_at.is_(None))
        .order_by(AddressRelease.id)
    )


def seen_from(seat: Member) -> dict[int, AddressRelease]:
    """Return the most that each member now shows to the one on `seat`, oneself included.

    Whoever came later was not among those to whom it was shown; a street that an import made tell
    the door is shown no more.
    """
    shown = _standing().where(
        AddressRelease.conversation_id == seat.conversation_id,
        not_(apart(seat.resident_id, AddressRelease.owner_id)),
    )
    return {
        release.owner_id: release
        for release in db.session.scalars(shown)
        if _is_shown_to(seat, release)
    }


def _is_shown_to(seat: Member, release: AddressRelease) -> bool:
    kept = hides(release.address) and not release.owner.street_crosses
    stands = release.level is Level.DOOR or kept
    return stands and (release.owner_id == seat.resident_id or release.shown_at >= seat.joined_at)


def not_withdrawn(owner_id: int, conversation_id: int) -> Sequence[AddressRelease]:
    """Return what a resident has shown in a conversation and not taken back."""
    return db.session.scalars(
        select(AddressRelease).where(
            AddressRelease.owner_id == owner_id,
            AddressRelease.conversation_id == conversation_id,
            AddressRelease.withdrawn_at.is_(None),
        )
    ).all()


def conversations_shown(owner_id: int, *, but_address_id: int | None) -> Sequence[Conversation]:
    """Return, and hold, the conversations in which a resident shows another address than this."""
    shown = select(AddressRelease.conversation_id).where(
        AddressRelease.owner_id == owner_id, AddressRelease.withdrawn_at.is_(None)
    )
    if but_address_id is not None:
        shown = shown.where(AddressRelease.address_id != but_address_id)
    return db.session.scalars(
        select(Conversation)
        .where(Conversation.id.in_(shown))
        .order_by(Conversation.id)
        .with_for_update()
    ).all()


def journal(owner: Resident, after: Cursor | None) -> Page[Entry]:
    """Return a page of what `owner` ever showed of an address, the latest first."""
    statement = (
        select(AddressRelease)
        .options(selectinload(AddressRelease.address), joinedload(AddressRelease.conversation))
        .where(AddressRelease.owner_id == owner.id)
    )
    by = AddressRelease.shown_at, AddressRelease.id
    page = page_of(statement, by, after, size=PAGE_SIZE)
    return Page(_entries(owner.id, page.rows), page.next)


def _entries(owner_id: int, releases: Sequence[AddressRelease]) -> list[Entry]:
    wanted = {release.conversation_id for release in releases}
    seats = db.session.scalars(
        select(Member)
        .options(joinedload(Member.resident))
        .where(Member.conversation_id.in_(wanted), not_(apart(owner_id, Member.resident_id)))
        .order_by(Member.id)
    ).all()
    return [_entry(release, seats) for release in releases]


def _entry(release: AddressRelease, seats: Sequence[Member]) -> Entry:
    there = [seat for seat in seats if seat.conversation_id == release.conversation_id]
    own = next(seat for seat in there if seat.resident_id == release.owner_id)
    readers = [seat.resident for seat in there if seat is not own and _was_there(seat, release)]
    return Entry(release, readers, release.withdrawn_at or own.left_at, own.left_at is None)


def _was_there(seat: Member, release: AddressRelease) -> bool:
    until = seat.left_at is None or seat.left_at > release.shown_at
    return seat.joined_at <= release.shown_at and until
