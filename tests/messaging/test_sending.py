"""Lines stored together: checked as one by one, in a few statements for all of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from messaging import broadcast, grants
from messaging.actions.sending import Line, Stored, say_all
from messaging.models import Conversation, Member, Message
from neighbourhood.foundation.errors import Missing, NotVerified, ResidencyExpired
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.residents.models.residents import Resident


@pytest.fixture
def told(monkeypatch):
    """What rooms were told, with the id each line follows."""
    heard = []
    monkeypatch.setattr(broadcast, "announce", lambda said, before: heard.append((said, before)))
    return heard


@pytest.fixture
def say_at_once(app):
    """Store lines together, in one transaction."""

    def store(*lines):
        with app.app_context(), transaction():
            return say_all(list(lines))

    return store


@pytest.fixture
def line(make, karima, marcel, stranger):
    """What somebody says from a browser where they are signed in."""
    browsers = {person.id: make.sign_in(person).id for person in (karima, marcel, stranger)}

    def said(person, conversation, text="Bonjour", client_id=None) -> Line:
        return Line(
            author_id=person.id,
            sign_in_id=browsers[person.id],
            conversation_id=conversation.id,
            text=text,
            client_id=client_id or str(uuid4()),
        )

    return said


def test_lines_of_one_conversation_follow_each_other(
    say_at_once, line, karima, marcel, conversation, told, rows
):
    lines = [line(who, conversation, f"Phrase {n}") for n, who in enumerate((karima, marcel) * 3)]
    answers = say_at_once(*lines)
    ids = [answer.id for answer in answers]
    assert ids == sorted(ids)
    assert [said["text"] for said, _before in told] == [one.text for one in lines]
    assert [before for _said, before in told] == [0, *ids[:-1]]
    (kept,) = rows(select(Conversation))
    assert (kept.last_message_id, kept.last_message_at) == (ids[-1], answers[-1].at)
    read = {seat.resident_id: seat.last_read_id for seat in rows(select(Member))}
    assert read == {karima.id: ids[-2], marcel.id: ids[-1]}


def test_many_conversations_take_as_many_statements_as_one(
    say_at_once, line, open_between, karima, marcel, conversation, statements
):
    others = [open_between(karima, marcel, about_id=number) for number in range(2, 30)]
    statements.clear()
    say_at_once(line(karima, conversation))
    alone = len(statements)
    statements.clear()
    say_at_once(*(line(karima, one) for one in others))
    assert len(statements) == alone == 4


def test_a_line_said_twice_is_kept_and_told_once(
    say_at_once, line, karima, conversation, told, rows
):
    once = line(karima, conversation)
    first, again = say_at_once(once, once)
    assert first == again
    (later,) = say_at_once(once)
    assert later == first
    assert len(rows(select(Message))) == len(told) == 1


def test_one_client_id_with_two_texts_is_said_once(say_at_once, line, karima, conversation, told):
    client_id = str(uuid4())
    texts = ("un", "deux")
    first, second = say_at_once(*(line(karima, conversation, one, client_id) for one in texts))
    assert first == second
    assert [(said["text"], before) for said, before in told] == [("un", 0)]


def test_a_client_id_used_elsewhere_names_nothing_here(
    say_at_once, line, open_between, karima, marcel, conversation, rows
):
    other = open_between(karima, marcel, about_id=2)
    here = line(karima, conversation)
    there = line(karima, other, client_id=here.client_id)
    kept, refused = say_at_once(here, there)
    assert isinstance(kept, Stored)
    assert isinstance(refused, Missing)
    assert [message.conversation_id for message in rows(select(Message))] == [conversation.id]


def test_who_is_refused_keeps_nobody_else_from_speaking(
    say_at_once, line, stranger, karima, conversation, rows
):
    refused, kept = say_at_once(line(stranger, conversation), line(karima, conversation))
    assert isinstance(refused, Missing)
    assert [message.id for message in rows(select(Message))] == [kept.id]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"verified_at": None, "quartier_id": None}, NotVerified),
        ({"residency_expires_at": now() - timedelta(seconds=1)}, ResidencyExpired),
        ({"closed_at": now()}, Missing),
    ],
)
def test_a_right_taken_away_is_gone_at_the_next_line(
    make, say_at_once, line, karima, conversation, change, refusal
):
    with make.writing() as session:
        session.execute(update(Resident).where(Resident.id == karima.id).values(**change))
    assert isinstance(say_at_once(line(karima, conversation))[0], refusal)


def test_who_left_says_nothing_more(make, say_at_once, line, karima, conversation):
    with make.writing() as session:
        session.execute(update(Member).where(Member.resident_id == karima.id).values(left_at=now()))
    assert isinstance(say_at_once(line(karima, conversation))[0], Missing)


class TestLive:
    """Over a live connection, lines take the short way as long as the grant lasts."""

    def test_a_line_needs_no_request_of_its_own(self, live, karima, conversation, statements):
        here = live(karima)
        statements.clear()
        assert here.send(conversation.id)["ok"]
        assert len(statements) == 4

    def test_after_a_while_the_whole_question_is_asked_again(
        self, live, karima, conversation, statements, monkeypatch
    ):
        here = live(karima)
        monkeypatch.setattr(grants, "now", lambda: now() + grants.LASTS + timedelta(seconds=1))
        statements.clear()
        assert here.send(conversation.id)["ok"]
        assert len(statements) > 4

    def test_a_refusal_is_said_in_words(self, make, live, karima, conversation):
        here = live(karima)
        with make.writing() as session:
            session.execute(
                update(Resident)
                .where(Resident.id == karima.id)
                .values(residency_expires_at=now() - timedelta(seconds=1))
            )
        answer = here.send(conversation.id)
        assert (answer["ok"], answer["code"]) == (False, "residency_expired")
        assert answer["message"]

    def test_too_long_and_empty_lines_are_refused_as_ever(self, live, karima, conversation):
        here = live(karima)
        assert here.send(conversation.id, "  ")["code"] == "empty"
        assert here.send(conversation.id, "a" * 10_000)["code"] == "too_long"

    def test_a_fault_of_the_short_way_is_mended_by_the_ordinary_one(
        self, live, karima, conversation, monkeypatch, rows
    ):
        here = live(karima)

        def broken(_lines):
            raise RuntimeError("the batch is broken")

        monkeypatch.setattr("messaging.sockets.talking.say_all", broken)
        assert here.send(conversation.id, "Bonjour")["ok"]
        assert [message.text for message in rows(select(Message))] == ["Bonjour"]

    @pytest.mark.parametrize("said", [(), ({}, {}), (1, 2, 3)])
    def test_a_line_of_an_odd_shape_is_answered(self, live, karima, said):
        answer = live(karima).client.emit("message:send", *said, callback=True)
        assert answer["ok"] is False
