"""What people do in a conversation: say, read, be told."""

from datetime import datetime
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, update

from messaging import broadcast, kinds
from messaging.kinds import NEW_MESSAGE
from messaging.models import MESSAGE_LIMIT, Conversation, Member, Message, MessageKind
from messaging.policies import NobodyThere, may_write
from messaging.queries import absent, conversations, parting
from neighbourhood.foundation.errors import Forbidden, Missing, Wrong
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit, db, each_apart
from neighbourhood.foundation.words.sanitising import clean_text
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import mark_path_read, notify
from neighbourhood.notifications.queries import has_unread
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for

# A person types a few messages a minute; a program would have to slow down.
ALLOWANCE = "20 per 10 seconds; 120 per minute"


class NothingSaid(Wrong):
    """There is not a word in it."""

    code = "empty"
    sentence = _l("Votre message est vide. Écrivez quelques mots.")


class TooLong(Wrong):
    """More than anyone would read at once."""

    sentence = _l("Votre message est trop long : %(max)s caractères au plus.")


def send_message(
    actor: Actor, conversation_id: int, *, text: str, client_id: str | None = None
) -> Message:
    """Say `text`; a second call with the same `client_id` returns the first message, unchanged.

    The same id with other words is another message: somebody went back and wrote anew.
    """
    member = conversations.locked_membership(actor.resident, conversation_id)
    require(may_write(actor, member), actor.resident.refusal_to_write or Forbidden)
    known = conversations.by_client_id(actor.resident, client_id)
    if known is not None:
        require(known.conversation_id == conversation_id)
        if known.text == as_kept(text):
            return known
        client_id = None
    require(parting.is_anyone_there(conversation_id, actor.id), NobodyThere)
    message = _add(
        member.conversation, actor.id, as_kept(text), agent_id=actor.agent_id, client_id=client_id
    )
    member.last_read_id = message.id
    conversation = member.conversation
    note_deed(actor, kinds.WROTE, title=conversation.subject, path=conversation.page)
    return message


def as_kept(text: str) -> str:
    """Return `text` as it is kept: plain, not empty, not too long."""
    cleaned = clean_text(text).strip()
    require(bool(cleaned), NothingSaid)
    if len(cleaned) > MESSAGE_LIMIT:
        raise TooLong(max=MESSAGE_LIMIT)
    return cleaned


def _add(
    conversation: Conversation,
    author_id: int | None,
    text: str,
    *,
    kind: MessageKind = MessageKind.TEXT,
    agent_id: int | None = None,
    client_id: str | None = None,
    details: dict[str, Any] | None = None,
) -> Message:
    if agent_id is not None:
        # Nobody reaches through a mandate who keeps them away.
        require(not parting.is_apart_from_anyone(agent_id, conversation.id), Missing)
    message = Message(
        conversation_id=conversation.id,
        author_id=author_id,
        agent_id=agent_id,
        kind=kind,
        text=text,
        details=details,
        client_id=client_id,
        created_at=now(),
    )
    db.session.add(message)
    db.session.flush()
    previous = conversation.last_message_id
    conversation.last_message_id = message.id
    conversation.last_message_at = message.created_at
    hearers = _hearers(conversation, message, previous) if conversation.parted else None
    after_commit(partial(broadcast.announce, broadcast.payload(message), previous, hearers))
    return message


def _hearers(conversation: Conversation, message: Message, previous: int) -> list[int]:
    """Return who hears a line where two are kept apart; for the others nothing is new."""
    hearers = parting.hearers(conversation.id, message.author_id)
    db.session.execute(
        update(Member)
        .where(
            Member.conversation_id == conversation.id,
            Member.resident_id.not_in(hearers),
            Member.last_read_id >= previous,
        )
        .values(last_read_id=message.id)
    )
    return hearers


def mark_read(actor: Actor, conversation_id: int, *, up_to: int | None = None) -> int:
    """Note how far `actor` has read, everything unless told otherwise; never backwards."""
    member = conversations.membership(actor.resident, conversation_id)
    last = member.conversation.last_message_id
    read = last if up_to is None else min(up_to, last)
    if read > member.last_read_id:
        _read_up_to(conversation_id, actor.id, read)
        mark_path_read(actor.id, member.conversation.page)
        if not member.conversation.parted:
            after_commit(partial(broadcast.tell_read, conversation_id, actor.id, read))
    return max(read, member.last_read_id)


def _read_up_to(conversation_id: int, resident_id: int, message_id: int) -> None:
    db.session.execute(
        update(Member)
        .where(
            Member.conversation_id == conversation_id,
            Member.resident_id == resident_id,
            Member.last_read_id < message_id,
        )
        .values(last_read_id=message_id)
    )


def settle(message: Message, before: int) -> None:
    if message.author_id is not None:
        _read_up_to(message.conversation_id, message.author_id, message.id)
    # The slice that speaks has notified those concerned: once is enough. Who has still to be told
    # of what was said before will be.
    seats = update(Member).where(
        Member.conversation_id == message.conversation_id,
        or_(Member.told_id >= before, Member.last_read_id >= before),
    )
    db.session.execute(seats.values(told_id=message.id))


def tell_absent(since: datetime, until: datetime) -> None:
    """Notify whoever has not read what was said between two moments; one unread one at a time."""
    each_apart(absent.untold(since, until), _tell_absent)


def _tell_absent(seat_and_author: tuple[Member, Resident]) -> None:
    member, author = seat_and_author
    conversation = member.conversation
    member.told_id = conversation.last_message_id
    if has_unread(member.resident_id, conversation.page):
        return
    notify(
        member.resident_id,
        NEW_MESSAGE,
        path=conversation.page,
        by=author.id,
        name=name_for(author, member.resident),
        subject=conversation.subject,
    )
