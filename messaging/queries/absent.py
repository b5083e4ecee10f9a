"""Who is still to be told of what was said, and of which conversations nobody is to be."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, not_, or_, select
from sqlalchemy.orm import aliased, contains_eager

from messaging.models import Conversation, Member, Mention, Message
from messaging.policies import may_read
from messaging.queries import conversations
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.kinds import MUTINGS, Muting
from neighbourhood.notifications.models import Mute, What
from neighbourhood.notifications.queries import muted
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import are_columns_apart

# Who was not there, and who spoke last: nobody, where several came in at once.
Untold = tuple[Member, Resident | None]
# What somebody was named by, their seat, and by whom.
Named = tuple[Mention, Member, Resident]


def untold(since: datetime, until: datetime) -> Sequence[Untold]:
    """Return who was not told of unread lines from between two moments, with who spoke last."""
    reader, author = aliased(Resident), aliased(Resident)
    statement = (
        select(Member, author)
        .join(Member.conversation)
        .join(Member.resident.of_type(reader))
        .join(Message, Message.id == Conversation.last_message_id)
        .outerjoin(author, author.id == Message.author_id)
        .options(
            contains_eager(Member.conversation), contains_eager(Member.resident.of_type(reader))
        )
        .where(
            Conversation.last_message_at.between(since, until),
            Conversation.last_message_id > Member.last_read_id,
            Conversation.last_message_id > Member.told_id,
            Member.left_at.is_(None),
            or_(Conversation.many, Message.author_id.is_not(None)),
            not_(are_columns_apart(Member.resident_id, Message.author_id)),
            Conversation.id.not_in(muted(Member.resident_id, What.CONVERSATION)),
        )
        .order_by(Member.id)
    )
    return [(member, speaker) for member, speaker in db.session.execute(statement).all()]


def named(since: datetime, until: datetime) -> Sequence[Named]:
    """Return who was named between two moments and has neither read it nor been told of it."""
    reader, author = aliased(Resident), aliased(Resident)
    statement = (
        select(Mention, Member, author)
        .join(Message, Message.id == Mention.message_id)
        .join(
            Member,
            and_(
                Member.conversation_id == Message.conversation_id,
                Member.resident_id == Mention.resident_id,
            ),
        )
        .join(Member.conversation)
        .join(Member.resident.of_type(reader))
        .join(author, author.id == Message.author_id)
        .options(
            contains_eager(Member.conversation), contains_eager(Member.resident.of_type(reader))
        )
        .where(
            Mention.told_at.is_(None),
            Message.created_at.between(since, until),
            Message.hidden_at.is_(None),
            Message.deleted_at.is_(None),
            Message.id > Member.last_read_id,
            Member.left_at.is_(None),
            not_(are_columns_apart(Member.resident_id, Message.author_id)),
        )
        .order_by(Mention.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(statement).all()]


def _named(resident: Resident, mute: Mute) -> str | None:
    seat = db.session.scalar(conversations.seat_of(resident, mute.thing_id))
    return seat.conversation.subject if seat is not None and may_read(resident, seat) else None


MUTINGS.declare(Muting(code=What.CONVERSATION, icon="message-circle", name=_named))
