"""What other slices say in conversations: opening one, repeating words, telling what happened."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import update

from messaging.actions.seats import seat
from messaging.actions.talking import Beside, _add, _read_up_to, settle
from messaging.kinds import Moment, is_for_many
from messaging.models import MESSAGE_LIMIT, Conversation, Message, MessageKind
from messaging.queries import conversations, parting
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.sanitising import clean_text
from neighbourhood.residents.acting import Actor


def open_conversation(
    *, about: tuple[str, int], subject: str, path: str, members: Iterable[int]
) -> Conversation:
    """Open the conversation about one thing, or find it again, with these residents in it.

    `about` is a code that a slice declared and the id of its thing; `path` is where it is shown.
    """
    kind, about_id = about
    conversation = conversations.thread_of(kind, about_id)
    if conversation is None:
        conversation = Conversation(about_kind=kind, about_id=about_id, subject=subject, path=path)
        conversation.many = is_for_many(kind)
        db.session.add(conversation)
        db.session.flush()
    seated = {each.resident_id for each in parting.seats_of(conversation.id)}
    fresh = [each for each in dict.fromkeys(members) if each not in seated]
    if fresh:
        seat(conversation, fresh)
    return conversation


def rename(kind: str, about_ids: Iterable[int], subject: str) -> None:
    """Let the conversations about some things be called as these are called by now."""
    about = Conversation.about_kind == kind, Conversation.about_id.in_(list(about_ids))
    db.session.execute(update(Conversation).where(*about).values(subject=subject))


def note(
    conversation: Conversation,
    moment: Moment,
    *,
    by: Actor | None = None,
    tell: bool = False,
    details: dict[str, Any] | None = None,
) -> Message:
    """Write into the conversation what happened; `tell` those absent, as of a message."""
    before = conversation.last_message_id
    message = _add(
        conversation,
        by.id if by else None,
        moment.code,
        kind=MessageKind.MOMENT,
        agent_id=by.agent_id if by else None,
        beside=Beside(details=details),
    )
    if tell and by is not None:
        _read_up_to(conversation.id, by.id, message.id)
    else:
        settle(message, before)
    return message


def quote(
    conversation: Conversation, author_id: int, text: str, *, agent_id: int | None = None
) -> Message:
    """Repeat in the conversation what someone wrote elsewhere, on the page of the thing itself."""
    said, before = clean_text(text)[:MESSAGE_LIMIT], conversation.last_message_id
    message = _add(conversation, author_id, said, agent_id=agent_id)
    settle(message, before)
    return message


def answer_with(words: str, conversation: Conversation, silent: Moment, *, by: Actor) -> Message:
    """Repeat the gentle words of an answer; `silent` says it in the place of none."""
    if words:
        return quote(conversation, by.id, words, agent_id=by.agent_id)
    return note(conversation, silent, by=by)
