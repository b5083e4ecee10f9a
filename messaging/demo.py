"""The conversations of the demonstration town."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from messaging import actions, queries
from messaging.models import About, Conversation, Message
from neighbourhood.exchanges.models import Notice, Reply
from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.invitations.models import Invitation, SeatRequest
from neighbourhood.residents.models import Resident
from neighbourhood.residents.queries import by_email


def build() -> None:
    """Write what the neighbours of Valbourg have said to each other."""
    content = tomllib.loads(Path(__file__).with_name("demo.toml").read_text())
    for thread in content["conversations"]:
        people = {name: _neighbour(name) for name in thread["members"]}
        _talk(_open(thread, list(people.values())), thread, people)


def _neighbour(name: str) -> Resident:
    found = by_email(f"{name}@valbourg.example")
    if found is None:
        raise LookupError(f"demo.toml: {name} does not live in Valbourg")
    return found


def _open(thread: dict[str, Any], people: list[Resident]) -> Conversation:
    find = _reply if thread["kind"] == "notice" else _seat
    about, thing = find(thread["about"], people)
    return actions.open_conversation(
        about=about,
        subject=thing.title,
        path=thing.path,
        resident_ids=[person.id for person in people],
    )


def _reply(title: str, people: list[Resident]) -> tuple[tuple[About, int], Notice]:
    notice = db.session.scalars(select(Notice).where(Notice.title == title)).one()
    helper = next(person for person in people if person.id != notice.author_id)
    known = select(Reply).where(Reply.notice_id == notice.id, Reply.helper_id == helper.id)
    reply = db.session.scalar(known)
    if reply is None:
        reply = Reply(notice_id=notice.id, helper_id=helper.id, text="…")
        db.session.add(reply)
        db.session.flush()
    return (About.REPLY, reply.id), notice


def _seat(title: str, people: list[Resident]) -> tuple[tuple[About, int], Invitation]:
    invitation = db.session.scalars(select(Invitation).where(Invitation.title == title)).one()
    guest = next(person for person in people if person.id != invitation.author_id)
    known = select(SeatRequest).where(
        SeatRequest.invitation_id == invitation.id, SeatRequest.resident_id == guest.id
    )
    seat = db.session.scalar(known)
    if seat is None:
        seat = SeatRequest(invitation_id=invitation.id, resident_id=guest.id, message="…")
        db.session.add(seat)
        db.session.flush()
    return (About.SEAT, seat.id), invitation


def _talk(conversation: Conversation, thread: dict[str, Any], people: dict[str, Resident]) -> None:
    # The reply itself may have opened it just now; here the whole story is told in its time.
    db.session.execute(delete(Message).where(Message.conversation_id == conversation.id))
    moment = now()
    said = [
        Message(
            conversation_id=conversation.id,
            author_id=people[line["author"]].id,
            text=line["text"],
            created_at=moment - timedelta(minutes=line["minutes_ago"]),
        )
        for line in thread["messages"]
    ]
    for message in said:
        db.session.add(message)
        db.session.flush()
    conversation.last_message_id = said[-1].id
    conversation.last_message_at = said[-1].created_at
    unread = thread["unread"]
    for member in queries.members_of(conversation.id):
        others = unread if member.resident_id != said[-1].author_id else 0
        member.last_read_id = said[-1 - others].id
        member.told_id = said[-1].id
