"""Conversations follow what happens to the things they are about."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from messaging.actions import threads
from messaging.kinds import MOMENTS
from messaging.models import Conversation, Member, Message, MessageKind
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.kinds.talks import (
    ENDINGS,
    REPLY_ACCEPTED,
    REPLY_DECLINED,
    REPLY_WITHDRAWN,
)
from neighbourhood.exchanges.models.notices import Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.storing.clock import now
from neighbourhood.invitations import actions as invitations
from neighbourhood.invitations.kinds import SEAT_ACCEPTED, SEAT_DECLINED, SEAT_WITHDRAWN
from neighbourhood.invitations.models import Invitation, Occasion, SeatRequest, Side
from neighbourhood.places.models import Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import resident_closed
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import boxes_to_carry


@pytest.fixture
def publish(make, marcel):
    """Publish a notice of Marcel directly."""

    def one(title="Monter un carton", places=2) -> Notice:
        with make.writing() as session:
            notice = boxes_to_carry(marcel, title=title, places=places)
            session.add(notice)
            session.flush()
            return notice

    return one


@pytest.fixture
def act(make):
    """Do something as a resident: `act(karima, exchanges.reply, notice, text="Oui")`."""

    def do(person, action, thing, **words):
        with make.writing() as session:
            actor = Actor.of(session.get_one(Resident, person.id))
            return action(actor, session.get_one(type(thing), thing.id), **words)

    return do


@pytest.fixture
def told(rows):
    """What was said in the only conversation, oldest first."""

    def read():
        return [(line.author_id, line.text) for line in rows(select(Message).order_by(Message.id))]

    return read


def test_a_reply_opens_the_conversation_of_two(rows, act, publish, karima, marcel, stranger, told):
    notice = publish()
    reply = act(karima, replies.reply, notice, text="Je peux passer ce soir.")
    (conversation,) = rows(select(Conversation))
    assert (conversation.about_kind, conversation.about_id) == ("reply", reply.id)
    assert (conversation.subject, conversation.path) == (notice.title, notice.path)
    seats = {seat.resident_id: seat for seat in rows(select(Member))}
    assert set(seats) == {karima.id, marcel.id}
    assert told() == [(karima.id, "Je peux passer ce soir.")]
    assert seats[karima.id].last_read_id == conversation.last_message_id
    assert seats[marcel.id].last_read_id == 0


def test_each_helper_has_a_conversation(rows, act, publish, karima, stranger):
    notice = publish()
    act(karima, replies.reply, notice, text="Moi")
    act(stranger, replies.reply, notice, text="Moi aussi")
    assert len(rows(select(Conversation))) == 2
    assert len(rows(select(Member))) == 4


def test_the_course_of_an_agreement_is_told(rows, act, publish, karima, marcel, told):
    notice = publish()
    reply = act(karima, replies.reply, notice, text="Oui")
    act(marcel, replies.accept, reply)
    act(karima, replies.withdraw_reply, reply)
    act(karima, replies.reply, notice, text="Finalement si")
    act(marcel, replies.accept, reply)
    act(marcel, notices.finish, notice)
    assert told() == [
        (karima.id, "Oui"),
        (marcel.id, REPLY_ACCEPTED.code),
        (karima.id, REPLY_WITHDRAWN.code),
        (karima.id, "Finalement si"),
        (marcel.id, REPLY_ACCEPTED.code),
        (marcel.id, ENDINGS[NoticeStatus.DONE].code),
    ]
    assert len(rows(select(Conversation))) == 1


def test_a_gentle_no_is_repeated(act, publish, karima, marcel, told):
    reply = act(karima, replies.reply, publish(), text="Oui")
    act(marcel, replies.decline, reply, answer="Pas cette fois, mais merci.")
    assert told()[-1] == (marcel.id, "Pas cette fois, mais merci.")


def test_a_silent_no_is_said_in_the_author_s_place(act, publish, karima, marcel, told):
    reply = act(karima, replies.reply, publish(), text="Oui")
    act(marcel, replies.decline, reply, answer="")
    assert told()[-1] == (marcel.id, REPLY_DECLINED.code)


def test_the_end_is_told_only_where_something_stood(rows, act, publish, karima, marcel, stranger):
    notice = publish()
    act(karima, replies.reply, notice, text="Oui")
    gone = act(stranger, replies.reply, notice, text="Moi aussi")
    act(stranger, replies.withdraw_reply, gone)
    act(marcel, notices.withdraw, notice)
    ends = rows(select(Message).where(Message.text == ENDINGS[NoticeStatus.WITHDRAWN].code))
    assert len(ends) == 1
    assert ends[0].kind is MessageKind.MOMENT


def test_nobody_ends_a_notice_that_expires(rows, make, act, publish, karima, told):
    notice = publish()
    act(karima, replies.reply, notice, text="Oui")
    with make.writing() as session:
        session.get_one(Notice, notice.id).expires_at = now()
    with make.writing():
        notices.expire(notice.id)
    assert told()[-1] == (None, ENDINGS[NoticeStatus.EXPIRED].code)


@pytest.fixture
def table(make, marcel) -> Invitation:
    with make.writing() as session:
        invitation = Invitation(
            author_id=marcel.id,
            side=Side.HOST,
            occasion=Occasion.SUNDAY,
            held_at=now() + timedelta(days=5),
            seats=2,
            title="Une table dimanche",
            reach=Reach.QUARTIER,
            quartier_id=marcel.quartier_id,
        )
        session.add(invitation)
        session.flush()
        return invitation


@pytest.fixture
def seat(act, table, karima) -> SeatRequest:
    """What Karima asked of Marcel."""
    return act(karima, invitations.ask, table, message="Volontiers !", seats=1)


def test_a_seat_asked_for_opens_a_conversation(rows, act, seat, karima, marcel, told):
    act(marcel, invitations.accept, seat)
    act(karima, invitations.withdraw, seat)
    (conversation,) = rows(select(Conversation))
    assert (conversation.about_kind, conversation.about_id) == ("seat", seat.id)
    assert told() == [
        (karima.id, "Volontiers !"),
        (marcel.id, SEAT_ACCEPTED.code),
        (karima.id, SEAT_WITHDRAWN[Side.HOST].code),
    ]


def test_a_seat_declined_is_answered_gently(act, seat, marcel, told):
    act(marcel, invitations.decline, seat)
    assert told()[1:] == [(marcel.id, "Pas cette fois, mais merci de demander.")]


def test_without_words_the_moment_says_it(make, seat, marcel, told):
    with make.writing() as session:
        thread = invitations.thread_of(session.get_one(SeatRequest, seat.id))
        threads.answer_with("", thread, SEAT_DECLINED, by=Actor.of(session.merge(marcel)))
    assert told()[1:] == [(marcel.id, SEAT_DECLINED.code)]


def test_what_becomes_of_a_thing_is_heard_live(act, publish, live, karima, marcel, rows):
    reply = act(karima, replies.reply, publish(), text="Oui")
    conversation = rows(select(Conversation))[0]
    hers = live(karima)
    hers.join(conversation.id, conversation.last_message_id)
    act(marcel, replies.accept, reply)
    assert [(told["kind"], told["text"]) for told in hers.heard()] == [("moment", "reply accepted")]


def test_every_moment_has_its_sentence_and_page(
    signed_in, act, publish, karima, marcel, rows, make
):
    act(karima, replies.reply, publish(), text="Oui")
    conversation = rows(select(Conversation))[0]
    every, shown, pages = list(MOMENTS.values()), 50, ""
    marked = re.compile(r'class="moment soft" data-id="(\d+)"')
    for begun in range(0, len(every), shown):
        some = every[begun : begun + shown]
        with make.writing() as session:
            thread, by = session.get_one(Conversation, conversation.id), session.merge(marcel)
            for moment in some:
                threads.note(thread, moment, by=Actor.of(by), details={"day": "2026-12-09"})
        pages += signed_in(karima).get(f"/messages/{conversation.id}").text
    assert len(set(marked.findall(pages))) == len(every) >= 13
    assert "Marcel Lefèvre a dit oui" in pages
    assert signed_in(marcel).get("/messages").status_code == 200


def test_the_page_of_a_seat_says_where_it_stands(signed_in, seat, rows, karima, marcel):
    conversation = rows(select(Conversation))[0]
    assert "On attend votre réponse" in signed_in(marcel).get(f"/messages/{conversation.id}").text
    assert "Pas encore de réponse" in signed_in(karima).get(f"/messages/{conversation.id}").text


def test_closing_an_account_drops_its_connections(make, live, karima, marcel):
    hers, his = live(karima), live(marcel)
    with make.writing() as session:
        resident_closed.send(session.get_one(Resident, karima.id))
    assert not hers.connected
    assert his.connected


def test_replies_keep_their_texts(rows, act, publish, karima):
    act(karima, replies.reply, publish(), text="Oui")
    assert rows(select(Reply.text)) == ["Oui"]
