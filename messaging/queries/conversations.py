"""Reading conversations; being a member is decided here, in `membership`."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, not_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from messaging.models import Conversation, Member, Message, MessageKind, Wording
from messaging.policies import may_read
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.notifications.models import What
from neighbourhood.notifications.queries import muted
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

HISTORY_SIZE = 50
CATCH_UP_SIZE = 200


def unread_total(resident_id: int) -> ScalarSelect[int]:
    """Count the conversations in which a resident has something to read."""
    return (
        select(func.count())
        .select_from(Member)
        .join(Conversation, Conversation.id == Member.conversation_id)
        .where(
            Member.resident_id == resident_id,
            Member.left_at.is_(None),
            Conversation.last_message_id > Member.last_read_id,
            Conversation.id.not_in(muted(resident_id, What.CONVERSATION)),
        )
        .scalar_subquery()
    )


def membership(resident: Resident, conversation_id: int) -> Member:
    """Return the seat of `resident`, with its conversation; `Missing` for whoever has none."""
    return _allowed(resident, db.session.scalar(seat_of(resident, conversation_id)))


def seat_of(resident: Resident, conversation_id: int) -> Select[Member]:
    """Ask for the seat of `resident`, with its conversation, left or not."""
    return (
        select(Member)
        .join(Member.conversation)
        .options(contains_eager(Member.conversation))
        .where(Member.conversation_id == conversation_id, Member.resident_id == resident.id)
    )


def _allowed(resident: Resident, member: Member | None) -> Member:
    if member is None or not may_read(resident, member):
        raise Missing
    return member


def locked_membership(resident: Resident, conversation_id: int) -> Member:
    """Return the seat of `resident` and hold the conversation until the end of the transaction.

    Holding it is what keeps ids in the order of commits when several processes write. Whoever had
    to wait for it is judged by what stands by then: the seat, and the resident, are read again.
    """
    held_now = held(seat_of(resident, conversation_id), Conversation)
    _allowed(resident, db.session.scalar(held_now))
    return _allowed(resident, db.session.scalar(_as_it_stands(resident, conversation_id)))


def _as_it_stands(resident: Resident, conversation_id: int) -> Select[Member]:
    # A statement that waits for a lock sees anew what it locks, the rest as it was before.
    return (
        seat_of(resident, conversation_id)
        .join(Member.resident)
        .options(contains_eager(Member.resident))
        .execution_options(populate_existing=True)
    )


def about(resident: Resident, kind: str, about_id: int) -> Conversation:
    """Return the conversation of `resident` about one thing."""
    statement = (
        select(Conversation)
        .join(Member, Member.conversation_id == Conversation.id)
        .where(
            Conversation.about_kind == kind,
            Conversation.about_id == about_id,
            Member.resident_id == resident.id,
            Member.left_at.is_(None),
        )
    )
    found = db.session.scalar(statement)
    if found is None:
        raise Missing
    return found


def thread_of(kind: str, about_id: int) -> Conversation | None:
    """Return the conversation about one thing, whoever is in it."""
    return db.session.scalar(
        select(Conversation).where(
            Conversation.about_kind == kind, Conversation.about_id == about_id
        )
    )


def threads_of(kind: str, about_ids: Sequence[int]) -> Sequence[Conversation]:
    """Return the conversations about several things of one kind."""
    return db.session.scalars(
        select(Conversation)
        .where(Conversation.about_kind == kind, Conversation.about_id.in_(about_ids))
        .order_by(Conversation.id)
    ).all()


def members_of(conversation_id: int, *, met_by: int | None = None) -> Sequence[Member]:
    """Return who takes part, in order of arrival; nobody who is kept apart from `met_by`."""
    return db.session.scalars(
        select(Member)
        .options(joinedload(Member.resident))
        .where(
            Member.conversation_id == conversation_id,
            Member.left_at.is_(None),
            not_(apart(met_by, Member.resident_id)),
        )
        .order_by(Member.id)
    ).all()


def history(
    conversation_id: int, before: int | None, *, met_by: int
) -> tuple[Sequence[Message], bool]:
    """Return a page of what `met_by` hears from before id `before`, and whether more is above."""
    statement = (
        select(Message)
        .where(Message.conversation_id == conversation_id, heard(met_by))
        .order_by(Message.id.desc())
        .limit(HISTORY_SIZE + 1)
    )
    if before is not None:
        statement = statement.where(Message.id < before)
    rows = db.session.scalars(statement).all()
    return rows[:HISTORY_SIZE][::-1], len(rows) > HISTORY_SIZE


def heard(reader_id: int, line: Any = Message) -> ColumnElement[bool]:
    """Tell in SQL which lines come from nobody who is kept apart from their reader."""
    return not_(or_(apart(reader_id, line.author_id), apart(reader_id, line.agent_id)))


def since(
    conversation_id: int, last_seen_id: int, *, met_by: int
) -> tuple[Sequence[Message], bool]:
    """Return what `met_by` hears from after that id, oldest first, and whether more follows."""
    rows = db.session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.id > last_seen_id,
            heard(met_by),
        )
        .order_by(Message.id)
        .limit(CATCH_UP_SIZE + 1)
    ).all()
    return rows[:CATCH_UP_SIZE], len(rows) > CATCH_UP_SIZE


def line_of(conversation_id: int, message_id: int, *, met_by: int) -> Message:
    """Return what was said under an id in a conversation, to whoever hears its author."""
    said = Message.conversation_id == conversation_id, Message.id == message_id
    wanted = select(Message).where(*said, Message.kind == MessageKind.TEXT, heard(met_by))
    found = db.session.scalar(wanted)
    if found is None:
        raise Missing
    return found


def changed(
    conversation_id: int, last_change: int, *, met_by: int
) -> tuple[Sequence[Message], bool]:
    """Return the lines that became others after that change, and whether more follow."""
    rows = db.session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.changed_id > last_change,
            heard(met_by),
        )
        .order_by(Message.changed_id)
        .limit(CATCH_UP_SIZE + 1)
    ).all()
    return rows[:CATCH_UP_SIZE], len(rows) > CATCH_UP_SIZE


def last_change(conversation_id: int) -> int:
    """Return how many changes a conversation counts by now."""
    counted = select(Conversation.last_change).where(Conversation.id == conversation_id)
    return db.session.scalar(counted) or 0


def by_client_id(author: Resident, client_id: str | None) -> Message | None:
    """Return what `author` already sent under `client_id`."""
    if client_id is None:
        return None
    return db.session.scalar(
        select(Message).where(Message.author_id == author.id, Message.client_id == client_id)
    )


def once_said(message: Message, text: str) -> bool:
    """Tell whether a line says this, or said it before it was changed."""
    if message.text == text:
        return True
    earlier = select(Wording.text).where(Wording.message_id == message.id)
    return message.edited_at is not None and text in db.session.scalars(earlier).all()
