"""What can be reported of conversations: a line, which keeps its place while it is hidden."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from messaging.actions.rewording import note_change
from messaging.models import Conversation, Member, Message, MessageKind, Wording
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.moderation.kinds import MESSAGE as WITHIN
from neighbourhood.moderation.kinds import REPORTABLES, Accounts, Reportable, accounts
from neighbourhood.residents.models.residents import Resident


def _load(message_id: int) -> Message | None:
    said = Message.id == message_id, Message.kind == MessageKind.TEXT
    return db.session.scalar(select(Message).where(*said))


def _conversation_of(message: Message) -> Conversation:
    return db.session.get_one(Conversation, message.conversation_id)


def _town_of(message: Message) -> int | None:
    author = db.session.get(Resident, message.author_id)
    return author.quartier.municipality_id if author and author.quartier else None


def _sees(viewer: Resident, message: Message) -> bool:
    # Whoever left, or was parted from the author, read it before: they may still say so.
    seat = select(Member.id).where(
        Member.conversation_id == message.conversation_id, Member.resident_id == viewer.id
    )
    until = or_(Member.left_at.is_(None), Member.left_at >= message.created_at)
    seat = seat.where(until)
    return db.session.scalar(seat) is not None


def _excerpt(message: Message) -> str:
    """Return all that a line says and said, and what its photos show: for who judges it."""
    earlier = select(Wording.text).where(Wording.message_id == message.id)
    said = [message.text, *db.session.scalars(earlier.order_by(Wording.id.desc()))]
    if message.photos:
        said.append(str(gettext("Photos : %(words)s", words=pictures.say(message.photos))))
    return "\n\n".join(filter(None, said))


def _took_part(message_id: Any) -> tuple[Accounts, ...]:
    # Whoever left read it too.
    seats = select(Member.resident_id).join(
        Message, Message.conversation_id == Member.conversation_id
    )
    return (
        seats.where(Message.id == message_id).correlate_except(Member, Message),
        accounts(Message.agent_id, message_id, of=Message.id),
    )


def hide(message: Message) -> None:
    """Keep the words of a line from everybody but its author, in open pages too."""
    hold(Conversation, message.conversation_id)  # before the line, as whoever writes there does
    if message.hidden_at is None:
        message.hidden_at = now()
        note_change(message)


def restore(message: Message) -> None:
    """Let a line be read again."""
    hold(Conversation, message.conversation_id)
    if message.hidden_at is not None:
        message.hidden_at = None
        note_change(message)


MESSAGE = REPORTABLES.declare(
    Reportable(
        code="message",
        one=_l("un message"),
        load=_load,
        title=lambda message: _conversation_of(message).subject,
        excerpt=_excerpt,
        answering=lambda message_id: (accounts(Message.author_id, message_id, of=Message.id),),
        witnessing=_took_part,
        within=WITHIN,
        published=False,
        town=_town_of,
        path=lambda message: _conversation_of(message).page,
        sees=_sees,
        hide=hide,
        restore=restore,
    )
)
