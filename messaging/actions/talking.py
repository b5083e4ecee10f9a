"""What people do in a conversation: say, and read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, update

from messaging import broadcast, kinds
from messaging.actions import naming
from messaging.models import MESSAGE_LIMIT, Conversation, Member, Mention, Message, MessageKind
from messaging.policies import NobodyThere, may_write
from messaging.queries import citing, conversations, parting, quotes
from neighbourhood.foundation.errors import Forbidden, Missing, Wrong
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit, db
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.words.sanitising import clean_text
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import mark_path_read
from neighbourhood.residents.acting import Actor

# A person types a few messages a minute; a program would have to slow down.
ALLOWANCE = "20 per 10 seconds; 120 per minute"
MOST_NAMED = 10


class NothingSaid(Wrong):
    """There is not a word in it."""

    code = "empty"
    sentence = _l("Votre message est vide. Écrivez quelques mots.")


class TooLong(Wrong):
    """More than anyone would read at once."""

    sentence = _l("Votre message est trop long : %(max)s caractères au plus.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What goes with a line: the one it answers, whom it names, its photos.

    `details` are what a moment tells beside its sentence.
    """

    reply_to: int | None = None
    named: tuple[int, ...] = ()
    photos: tuple[Photo, ...] = ()
    details: dict[str, Any] | None = None


NOTHING_BESIDE = Beside()


def send_message(
    actor: Actor,
    conversation_id: int,
    *,
    text: str,
    client_id: str | None = None,
    beside: Beside = NOTHING_BESIDE,
) -> Message:
    """Say `text`; a second call with the same `client_id` returns the first message, unchanged.

    The same id with other words is another message: somebody went back and wrote anew.
    """
    member = conversations.locked_membership(actor.resident, conversation_id)
    require(may_write(actor, member), actor.resident.refusal_to_write or Forbidden)
    words, named = naming.spell(as_kept(text), conversation_id, actor.resident, beside.named)
    known = conversations.by_client_id(actor.resident, client_id)
    if known is not None:
        require(known.conversation_id == conversation_id)
        if known.deleted_at is not None or conversations.once_said(known, words):
            return known
        client_id = None
    require(parting.is_anyone_there(conversation_id, actor.id), NobodyThere)
    message = _add(
        member.conversation,
        actor.id,
        words,
        agent_id=actor.agent_id,
        client_id=client_id,
        beside=replace(beside, named=named),
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
    beside: Beside = NOTHING_BESIDE,
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
        details=beside.details,
        client_id=client_id,
        created_at=now(),
        reply_to_id=_answered(conversation, author_id, beside.reply_to),
        photos=list(beside.photos),
    )
    db.session.add(message)
    db.session.flush()
    name(message, beside.named)
    previous = conversation.last_message_id
    conversation.last_message_id = message.id
    conversation.last_message_at = message.created_at
    # Whoever is kept apart from nobody here is told to all: one frame, the same to each.
    apart = conversation.parted and _is_apart(conversation.id, author_id)
    hearers = _hearers(conversation, message, previous) if apart else None
    # Where two are kept apart, who reads the line that is answered asks for it by themselves.
    shared = None if conversation.parted else quotes.shared(message.reply_to_id)
    named = () if conversation.parted else citing.told([message]).get(message.id, ())
    said = broadcast.payload(message, quote=shared, named=named)
    after_commit(partial(broadcast.announce, said, previous, hearers))
    return message


def _answered(
    conversation: Conversation, author_id: int | None, reply_to: int | None
) -> int | None:
    """Return the id of the line that is answered, which its author reads here."""
    if reply_to is None or author_id is None:
        return None
    found = conversations.line_of(conversation.id, reply_to, met_by=author_id)
    return found.id


def name(message: Message, named: Iterable[int], *, already: Collection[int] = ()) -> None:
    """Note who is named in a line, of those who take part and hear it."""
    wanted = [one for one in dict.fromkeys(named) if one not in already][:MOST_NAMED]
    if not wanted:
        return
    heard = set(parting.hearers(message.conversation_id, message.author_id))
    met = [one for one in wanted if one in heard and one != message.author_id]
    db.session.add_all(Mention(message_id=message.id, resident_id=one) for one in met)
    db.session.flush()


def _is_apart(conversation_id: int, author_id: int | None) -> bool:
    return author_id is not None and parting.is_apart_from_anyone(author_id, conversation_id)


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
        if not (member.conversation.parted or member.conversation.many):
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
