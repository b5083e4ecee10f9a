"""The conversations of the demonstration town."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, update

from messaging.actions import talking
from messaging.models import About, AddressRelease, Conversation, Level, Member, Message
from messaging.queries import conversations
from neighbourhood.exchanges.models import Notice, Reply
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.invitations.models import Invitation, SeatRequest
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident


def build() -> None:
    """Write what the neighbours of Valbourg have said to each other."""
    _put_replies_in_their_time()
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    everyone = by_local_part()
    for thread in content["conversations"]:
        people = {name: everyone[name] for name in thread["members"]}
        conversation = _open(thread, list(people.values()))
        _talk(conversation, thread, people)
        _show_addresses(conversation, thread, people)


def _put_replies_in_their_time() -> None:
    """Date what replies and requests of seats opened, and let it be read by everyone."""
    for about, model in ((About.REPLY, Reply), (About.SEAT, SeatRequest)):
        opened = (
            select(Conversation, model.created_at)
            .join(model, model.id == Conversation.about_id)
            .where(Conversation.about_kind == about)
        )
        for conversation, moment in db.session.execute(opened).all():
            said = update(Message).where(Message.conversation_id == conversation.id)
            db.session.execute(said.values(created_at=moment))
            read = update(Member).where(Member.conversation_id == conversation.id)
            db.session.execute(read.values(last_read_id=conversation.last_message_id))
            conversation.created_at = conversation.last_message_at = moment


def _open(thread: dict[str, Any], people: list[Resident]) -> Conversation:
    find = _reply if thread["kind"] == "notice" else _seat
    about, thing = find(thread["about"], people)
    return talking.open_conversation(
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
    # The reply itself may have opened it; here the whole story is told.
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
    for member in conversations.members_of(conversation.id):
        others = unread if member.resident_id != said[-1].author_id else 0
        member.last_read_id = said[-1 - others].id
        member.told_id = said[-1].id


def _show_addresses(
    conversation: Conversation, thread: dict[str, Any], people: dict[str, Resident]
) -> None:
    # Dated by hand, without the moment that would call readers to a conversation of last week.
    seats = conversations.members_of(conversation.id)
    for line in thread.get("shown", ()):
        shown_at = now() - timedelta(minutes=line["minutes_ago"])
        for seat in seats:
            seat.joined_at = min(seat.joined_at, shown_at)
        owner = people[line["owner"]]
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
