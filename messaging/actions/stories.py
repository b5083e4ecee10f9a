"""How a slice tells the conversations of its share of the demonstration town."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from messaging.models import AddressRelease, Conversation, Level, Member, Message
from messaging.queries import conversations
from neighbourhood.foundation.demo import set_back as earlier
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.actions.areas import note_street
from neighbourhood.residents.models.residents import Resident

Story = Mapping[str, Any]


def date_back(conversation: Conversation, moment: datetime) -> None:
    """Date what opened a conversation, and let it be read by everyone."""
    said = update(Message).where(Message.conversation_id == conversation.id)
    db.session.execute(said.values(created_at=moment))
    read = update(Member).where(Member.conversation_id == conversation.id)
    db.session.execute(read.values(last_read_id=conversation.last_message_id))
    conversation.created_at = conversation.last_message_at = moment


def set_back(conversation: Conversation, by: timedelta) -> None:
    """Let all that was said in a conversation have been said so much earlier."""
    said = select(Message).where(Message.conversation_id == conversation.id)
    rows = (conversation, *db.session.scalars(said), *conversations.members_of(conversation.id))
    earlier(by, *rows)


def let_read(conversation: Conversation, *, but: Collection[int] = ()) -> None:
    """Let everybody have read a conversation, but for these; nobody is told of it any more."""
    for member in conversations.members_of(conversation.id):
        member.told_id = conversation.last_message_id
        if member.resident_id not in but:
            member.last_read_id = conversation.last_message_id


def tell(conversation: Conversation, story: Story, people: Mapping[str, Resident]) -> None:
    """Tell the whole story in a conversation, in the place of what opened it."""
    db.session.execute(delete(Message).where(Message.conversation_id == conversation.id))
    said = [_line(conversation, line, people) for line in story["messages"]]
    conversation.last_message_id = said[-1].id
    conversation.last_message_at = said[-1].created_at
    for member in conversations.members_of(conversation.id):
        others = story["unread"] if member.resident_id != said[-1].author_id else 0
        member.last_read_id = said[-1 - others].id
        member.told_id = said[-1].id
    for line in story.get("shown", ()):
        _show_address(conversation, line, people[line["owner"]])


def _line(conversation: Conversation, line: Story, people: Mapping[str, Resident]) -> Message:
    message = Message(
        conversation_id=conversation.id,
        author_id=people[line["author"]].id,
        text=line["text"],
        created_at=now() - timedelta(minutes=line["minutes_ago"]),
    )
    db.session.add(message)
    db.session.flush()
    return message


def _show_address(conversation: Conversation, line: Story, owner: Resident) -> None:
    # Dated by hand, without the moment that would call readers to a conversation of last week.
    shown_at = now() - timedelta(minutes=line["minutes_ago"])
    for seat in conversations.members_of(conversation.id):
        seat.joined_at = min(seat.joined_at, shown_at)
    if owner.address is not None:
        note_street(owner, owner.address)
    release = AddressRelease(
        conversation_id=conversation.id,
        owner_id=owner.id,
        address_id=owner.address_id,
        level=Level(line["level"]),
        shown_at=shown_at,
    )
    if "withdrawn_minutes_ago" in line:
        release.withdrawn_at = now() - timedelta(minutes=line["withdrawn_minutes_ago"])
    db.session.add(release)
