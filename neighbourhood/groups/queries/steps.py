"""The first steps of a newcomer in a group: which of them are taken."""

from dataclasses import dataclass

from sqlalchemy import select

from messaging.models import Conversation, Message, MessageKind
from messaging.queries.conversations import thread_of
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What somebody who has just come in did by now; each ticks itself."""

    has_read: bool
    has_said_hello: bool
    has_looked: bool

    @property
    def are_taken(self) -> bool:
        """Whether nothing is left to do."""
        return self.has_read and self.has_said_hello and self.has_looked


def conversation_of(group: Group) -> Conversation | None:
    """Return the conversation of a group."""
    return thread_of(Group.ABOUT, group.id)


def of(membership: Membership, conversation: Conversation | None) -> FirstSteps | None:
    """Return the first steps of somebody in a group, None once they are put away or it closed."""
    if membership.steps_done_at is not None or membership.group.is_closed:
        return None
    return FirstSteps(
        has_read=not membership.group.charter or membership.charter_read_at is not None,
        has_said_hello=conversation is not None and _has_spoken(membership, conversation),
        has_looked=membership.met_at is not None,
    )


def _has_spoken(membership: Membership, conversation: Conversation) -> bool:
    theirs = Message.conversation_id == conversation.id, Message.author_id == membership.resident_id
    said = Message.kind == MessageKind.TEXT, Message.created_at >= membership.joined_at
    return db.session.scalar(select(Message.id).where(*theirs, *said).limit(1)) is not None
