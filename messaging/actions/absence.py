"""Telling those who were not there: once for many lines, and whom a line names in any case."""

from datetime import datetime

from messaging.kinds import MANY, NAMED, NEW_MESSAGE
from messaging.models import Conversation, Member
from messaging.queries import absent
from messaging.queries.absent import Named, Untold
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_apart
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.notifications.queries import has_unread, told_of
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for


def tell_absent(since: datetime, until: datetime) -> None:
    """Notify whoever has not read what was said between two moments; one unread one at a time."""
    each_apart(absent.named(since, until), _tell_named)
    each_apart(absent.untold(since, until), _tell_absent)


def _tell_named(found: Named) -> None:
    mention, member, author = found
    mention.told_at = now()
    # What waits for them says it already: the line that names them is in it.
    member.told_id = max(member.told_id, mention.message_id)
    conversation = member.conversation
    waits = told_of(member.resident_id, NAMED, [conversation.page])
    if waits is None or waits.read_at is not None:
        _notify(member, conversation, NAMED, author)
    elif waits.by_id == author.id:
        waits.created_at = now()  # the same again, of a moment ago


def _tell_absent(found: Untold) -> None:
    member, author = found
    conversation = member.conversation
    member.told_id = conversation.last_message_id
    if not has_unread(member.resident_id, conversation.page):
        _notify(member, conversation, NEW_MESSAGE, author)


def _notify(
    member: Member, conversation: Conversation, kind: Kind, author: Resident | None
) -> None:
    said = {"path": conversation.page, "subject": conversation.subject}
    if author is None or (kind is NEW_MESSAGE and conversation.many):
        # Of many who speak, the last is no more to the reader than the others.
        notify(member.resident_id, kind, by=None, variant=MANY, **said)
    else:
        name = name_for(author, member.resident)
        notify(member.resident_id, kind, by=author.id, name=name, **said)
