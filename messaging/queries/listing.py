"""The list of conversations: with whom, about what, what was said last, how much is to be read."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, func, literal, not_, select
from sqlalchemy.orm import aliased

from messaging.models import Conversation, Member, Message
from messaging.queries.conversations import heard
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.notifications.models import What
from neighbourhood.notifications.queries import muted
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

PAGE_SIZE = 30
# Beyond it, « 99+ » is said.
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation of the list: with whom, about what, what was said last and by whom."""

    conversation: Conversation
    other: Resident | None
    others: int
    last: Message | None
    speaker: Resident | None
    unread: int
    is_muted: bool


def mine(resident: Resident, after: Cursor | None) -> Page[Line]:
    """Return a page of the conversations of `resident`, the latest first, in one statement."""
    by = Conversation.last_message_at, Conversation.id
    page = page_of(_lines(resident.id), by, after, size=PAGE_SIZE)
    return Page([Line(*row) for row in page.rows], page.next)


def _unread(resident_id: int) -> ScalarSelect[int]:
    """Count what is to be read in a conversation, no further than anybody would."""
    lines = select(literal(1)).where(
        Message.conversation_id == Conversation.id,
        Message.id > Member.last_read_id,
        heard(resident_id),
    )
    few = lines.correlate(Conversation, Member).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(few).scalar_subquery()


def _lines(resident_id: int) -> Select[Any]:
    """One row a conversation: itself, someone else in it, how many others, last line, unread."""
    first, other = aliased(Member), aliased(Member)
    someone = and_(
        other.conversation_id == Conversation.id,
        other.resident_id != resident_id,
        # Of many, none is named in the list, nor are they counted there.
        not_(Conversation.many),
        not_(apart(resident_id, other.resident_id)),
    )
    first_other = (
        select(func.min(other.id)).where(someone).correlate(Conversation).scalar_subquery()
    )
    others = select(func.count()).where(someone).correlate(Conversation).scalar_subquery()
    unread = _unread(resident_id)
    last, speaker = aliased(Message), aliased(Resident)
    is_muted = Conversation.id.in_(muted(resident_id, What.CONVERSATION))
    return (
        select(Conversation, Resident, others, last, speaker, unread, is_muted)
        .join(Member, Member.conversation_id == Conversation.id)
        .outerjoin(first, first.id == first_other)
        .outerjoin(Resident, Resident.id == first.resident_id)
        .outerjoin(last, and_(last.id == Conversation.last_message_id, heard(resident_id, last)))
        .outerjoin(speaker, speaker.id == last.author_id)
        .where(Member.resident_id == resident_id, Member.left_at.is_(None))
    )
