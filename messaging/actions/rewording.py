"""Changing or deleting what one said, for a quarter of an hour; everybody sees that it was done."""

from functools import partial

from flask_babel import lazy_gettext as _l

from messaging import broadcast, kinds
from messaging.actions import naming
from messaging.actions.talking import as_kept, name
from messaging.models import Conversation, Message, MessageKind, Wording
from messaging.policies import may_change, may_write
from messaging.queries import citing, conversations, parting, quotes
from neighbourhood.foundation.errors import DomainError, Forbidden, Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit, db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.residents.acting import Actor


class TooLate(DomainError):
    """A line stays as it is once others rely on it."""

    code = "too_late"
    sentence = _l(
        "Ce message ne change plus : on peut le modifier ou le supprimer pendant 15 minutes. "
        "Écrivez-en un autre pour corriger."
    )


def edit(actor: Actor, conversation_id: int, message_id: int, *, text: str) -> Message:
    """Say one’s line otherwise; what it said before is kept for moderation alone."""
    message = _held(actor, conversation_id, message_id)
    require(may_change(actor, message), TooLate)
    already = citing.named_in(message.id)
    words, named = naming.spell(as_kept(text), conversation_id, actor.resident, already)
    if words == message.text:
        return message
    _keep_wording(message)
    message.text, message.edited_at = words, now()
    message.agent_id = actor.agent_id  # who has the last word signs
    name(message, named, already=already)
    _done(actor, message, kinds.REWROTE)
    return message


def delete(actor: Actor, conversation_id: int, message_id: int) -> Message:
    """Take one’s line away; that there was one stays, and a second time changes nothing."""
    message = _held(actor, conversation_id, message_id)
    if message.deleted_at is not None:
        return message
    require(may_change(actor, message), TooLate)
    _keep_wording(message)
    message.text, message.deleted_at = "", now()
    _done(actor, message, kinds.DELETED)
    return message


def _held(actor: Actor, conversation_id: int, message_id: int) -> Message:
    member = conversations.locked_membership(actor.resident, conversation_id)
    require(may_write(actor, member), actor.resident.refusal_to_write or Forbidden)
    message = hold(Message, message_id)
    own = message.conversation_id == conversation_id and message.author_id == actor.id
    require(own and message.kind is MessageKind.TEXT, Missing)
    require(actor.is_oneself or message.agent_id == actor.agent_id, Missing)
    return message


def _keep_wording(message: Message) -> None:
    db.session.add(Wording(message_id=message.id, text=message.text, replaced_at=now()))


def _done(actor: Actor, message: Message, deed: Deed) -> None:
    conversation = note_change(message)
    note_deed(actor, deed, title=conversation.subject, path=conversation.page)


def note_change(message: Message) -> Conversation:
    """Count that a line is another by now, and tell the browsers of it, in the order of changes."""
    conversation = hold(Conversation, message.conversation_id)
    previous = conversation.last_change
    conversation.last_change = message.changed_id = previous + 1
    db.session.flush()
    hearers = None
    if conversation.parted:
        # Few lines change: each who hears its author is told at home.
        hearers = parting.hearers(conversation.id, message.author_id)
    shared = None if conversation.parted else quotes.shared(message.reply_to_id)
    named = () if conversation.parted else citing.told([message]).get(message.id, ())
    said = broadcast.payload(message, quote=shared, named=named)
    after_commit(partial(broadcast.announce_change, said, previous, hearers))
    return conversation
