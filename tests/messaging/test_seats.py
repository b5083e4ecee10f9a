"""People enter a conversation of many and leave it, before the eyes of the others."""

import pytest
from sqlalchemy import select

from messaging.actions import seats
from messaging.kinds import ENTERED, ENTERED_TOGETHER, LEFT, say_names
from messaging.models import Conversation, Member, Message
from neighbourhood.residents.actions import blocks


@pytest.fixture
def changing(make):
    """Let people enter or leave: `changing(seats.enter, conversation, …)`."""

    def change(act, conversation, *given, **more):
        with make.writing() as session:
            act(session.get_one(Conversation, conversation.id), *given, **more)

    return change


def lines(rows):
    return [(said.text, said.author_id) for said in rows(select(Message).order_by(Message.id))]


def test_who_enters_is_told_of_and_reads_what_was_said(
    changing, live, rows, karima, stranger, conversation, say
):
    said = say(karima, conversation, "Bonjour à tous")
    hers = live(karima)
    hers.join(conversation.id)
    changing(seats.enter, conversation, [stranger.id])
    (told,) = hers.heard()
    assert (told["text"], told["author_id"]) == (ENTERED.code, stranger.id)
    caught = live(stranger).join(conversation.id)["messages"]
    assert caught[0]["id"] == said
    (seat,) = rows(select(Member).where(Member.resident_id == stranger.id))
    assert seat.last_read_id == told["id"]


def test_entering_twice_changes_nothing(changing, rows, karima, stranger, conversation):
    for _ in range(2):
        changing(seats.enter, conversation, [karima.id, stranger.id])
    assert lines(rows) == [(ENTERED.code, stranger.id)]
    assert len(rows(select(Member))) == 3


def test_several_who_enter_are_told_of_in_one_line(make, changing, rows, conversation, stranger):
    other = make.resident("Zoé Autre", stranger.quartier)
    changing(seats.enter, conversation, [stranger.id, other.id])
    (line,) = rows(select(Message))
    assert (line.text, line.author_id) == (ENTERED_TOGETHER.code, None)
    assert line.details == {"residents": [stranger.id, other.id]}


def test_each_reads_the_names_of_those_who_came(
    make, changing, signed_in, karima, conversation, stranger
):
    others = [make.resident(f"Zoé Autre{n}", stranger.quartier) for n in range(4)]
    make.act(blocks.block, karima, other_id=others[0].id)
    changing(seats.enter, conversation, [one.id for one in others])
    page = signed_in(karima).get(f"/messages/{conversation.id}").text
    assert "Zoé Autre1, Zoé Autre2 et Zoé Autre3 ont rejoint la conversation." in page
    changing(seats.enter, conversation, [stranger.id])
    assert "Paul Noise a rejoint" in signed_in(karima).get(f"/messages/{conversation.id}").text


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "A"), (2, "A et B"), (4, "A, B, C et 1 autre"), (5, "A, B, C et 2 autres")],
)
def test_the_first_three_of_many_are_named(one_app, count, said):
    with one_app.test_request_context():
        assert say_names("ABCDE"[:count]) == said


def test_quietly_nobody_is_told(changing, rows, stranger, conversation):
    changing(seats.enter, conversation, [stranger.id], quiet=True)
    changing(seats.leave, conversation, stranger.id, quiet=True)
    assert lines(rows) == []


def test_who_leaves_hears_and_reads_nothing_more(
    changing, live, signed_in, karima, stranger, conversation, say
):
    changing(seats.enter, conversation, [stranger.id])
    theirs, hers = live(stranger), live(karima)
    for each in (theirs, hers):
        each.join(conversation.id)
    for _ in range(2):
        changing(seats.leave, conversation, stranger.id)
    assert not theirs.connected
    say(karima, conversation, "Entre nous")
    assert [told["text"] for told in hers.heard()] == [LEFT.code, "Entre nous"]
    assert live(stranger).join(conversation.id)["code"] == "missing"
    assert signed_in(stranger).get(f"/messages/{conversation.id}").status_code == 404


def test_who_comes_back_has_the_same_seat(changing, rows, live, stranger, conversation):
    seat = select(Member).where(Member.resident_id == stranger.id)
    changing(seats.enter, conversation, [stranger.id])
    (before,) = rows(seat)
    changing(seats.leave, conversation, stranger.id)
    changing(seats.enter, conversation, [stranger.id])
    (after,) = rows(seat)
    assert (after.id, after.left_at, after.joined_at) == (before.id, None, before.joined_at)
    assert after.there_since > before.there_since
    assert live(stranger).join(conversation.id)["ok"]


def test_coming_and_going_is_nothing_to_read(
    changing, rows, karima, marcel, stranger, conversation, say
):
    said = say(karima, conversation, "Qui vient ?")
    changing(seats.enter, conversation, [stranger.id])
    read = {seat.resident_id: seat.last_read_id for seat in rows(select(Member))}
    last = rows(select(Conversation.last_message_id))
    assert said < last[0]
    assert read == {karima.id: last[0], marcel.id: 0, stranger.id: last[0]}


def test_no_more_than_so_many_take_part(changing, conversation, stranger, monkeypatch, rows):
    monkeypatch.setattr(seats, "MOST_SEATS", 2)
    with pytest.raises(seats.NoSeatLeft) as refused:
        changing(seats.enter, conversation, [stranger.id])
    assert "2 personnes au plus" in refused.value.say()
    assert len(rows(select(Member))) == 2


def test_two_kept_apart_part_a_conversation_while_both_are_there(
    make, changing, rows, karima, stranger, conversation
):
    make.act(blocks.block, stranger, other_id=karima.id)
    changing(seats.enter, conversation, [stranger.id])
    assert rows(select(Conversation))[0].parted
    changing(seats.leave, conversation, stranger.id)
    assert not rows(select(Conversation))[0].parted


def test_among_many_only_the_lines_of_two_kept_apart_go_one_by_one(
    make, live, people, many, statements
):
    one, other, third = people[:3]
    make.act(blocks.block, one, other_id=other.id)
    hers, his, theirs = (live(person) for person in (one, other, third))
    for each in (hers, his, theirs):
        each.join(many.id)
    assert hers.send(many.id, "Sans lui")["ok"]
    statements.clear()
    assert theirs.send(many.id, "À toutes et tous")["ok"]
    assert len(statements) == 4
    assert [told["text"] for told in theirs.heard()] == ["Sans lui", "À toutes et tous"]
    assert [told["text"] for told in his.heard()] == ["À toutes et tous"]
