"""Two who are kept apart talk no more; among others, neither hears the lines of the other."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from messaging import broadcast
from messaging.models import AddressRelease, Member, Message
from messaging.queries import absent, conversations
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.actions import blocks
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from tests.support import mandates


@pytest.fixture
def block(make):
    def keep_away(one, other):
        return make.act(blocks.block, one, other_id=other.id)

    return keep_away


@pytest.fixture
def let_near(make):
    def unblock(one, row):
        make.act(blocks.unblock, one, block_id=row.id)

    return unblock


@pytest.fixture
def lost(monkeypatch):
    """Every hang-up is lost on its way, as may happen between two processes."""
    monkeypatch.setattr(broadcast, "hang_up", lambda _resident_id: None)


@pytest.fixture
def group(open_between, karima, marcel, stranger):
    return open_between(karima, marcel, stranger)


@pytest.fixture
def by_her_hand(make, karima, stranger, signed_in):
    """The browser of somebody who acts for Karima."""
    return mandates.act_by(signed_in(stranger), mandates.give(make, karima, stranger))


def test_neither_writes_nor_finds_the_conversation(live, karima, marcel, conversation, block):
    hers, his = live(karima), live(marcel)
    hers.join(conversation.id), his.join(conversation.id)
    assert hers.send(conversation.id)["ok"]
    his.heard()
    block(karima, marcel)
    assert not hers.connected
    assert not his.connected
    hers, his = live(karima), live(marcel)
    for one in (hers, his):
        gone = one.send(987_654)
        assert one.send(conversation.id) == gone
        assert one.join(conversation.id) == one.join(987_654)


@pytest.mark.usefixtures("lost")
def test_a_hang_up_that_was_lost_lets_no_line_through(
    live, karima, marcel, conversation, block, rows
):
    hers, his = live(karima), live(marcel)
    hers.join(conversation.id), his.join(conversation.id)
    assert his.send(conversation.id, "avant")["ok"]
    block(karima, marcel)
    hers.heard()
    assert his.send(conversation.id, "après")["code"] == "missing"
    assert hers.heard() == []
    assert [line.text for line in rows(select(Message))] == ["avant"]


@pytest.mark.usefixtures("lost")
def test_among_others_each_hears_all_but_the_other(
    live, karima, marcel, stranger, group, block, signed_in
):
    hers, his, theirs = live(karima), live(marcel), live(stranger)
    for one in (hers, his, theirs):
        one.join(group.id)
    block(karima, marcel)
    assert his.send(group.id, "de Marcel")["ok"]
    assert theirs.send(group.id, "de Paul")["ok"]
    assert hers.send(group.id, "de Karima")["ok"]
    assert [line["text"] for line in hers.heard()] == ["de Paul", "de Karima"]
    assert [line["text"] for line in his.heard()] == ["de Marcel", "de Paul"]
    assert [line["text"] for line in theirs.heard()] == ["de Marcel", "de Paul", "de Karima"]
    missed = hers.join(group.id)["messages"]
    assert [line["text"] for line in missed] == ["de Paul", "de Karima"]
    for who, words in ((karima, "de Marcel"), (marcel, "de Karima")):
        pages = [signed_in(who).get(path).text for path in ("/messages", f"/messages/{group.id}")]
        assert not any(words in page for page in pages)


def test_the_line_of_the_other_leaves_nothing_to_read(
    live, karima, marcel, stranger, group, block, rows
):
    block(karima, marcel)
    assert live(marcel).send(group.id)["ok"]
    (last,) = rows(select(Message.id))
    seats = {seat.resident_id: seat.last_read_id for seat in rows(select(Member))}
    assert seats == {karima.id: last, marcel.id: last, stranger.id: 0}


def test_nobody_reaches_through_a_mandate_who_keeps_them_away(
    live, marcel, stranger, conversation, block, by_her_hand, rows
):
    assert live(stranger, browser=by_her_hand).send(conversation.id)["ok"]
    block(marcel, stranger)
    assert live(stranger, browser=by_her_hand).send(conversation.id)["code"] == "missing"
    page = f"/messages/{conversation.id}"
    assert by_her_hand.post(page, data={"text": "Oui"}).status_code == 404
    assert len(rows(select(Message))) == 1


def test_no_conversation_is_opened_between_the_two(karima, marcel, open_between, block):
    block(karima, marcel)
    with pytest.raises(Missing):
        open_between(karima, marcel, about_id=3)


def test_let_near_they_talk_again_once_both_want(
    make, live, karima, marcel, conversation, block, let_near
):
    hers = block(karima, marcel)
    with make.writing() as session:  # both pressed at the same moment
        his = Block(blocker_id=marcel.id, blocked_id=karima.id)
        session.add(his)
    let_near(karima, hers)
    assert live(karima).send(conversation.id)["code"] == "missing"
    let_near(marcel, his)
    assert live(karima).send(conversation.id)["ok"]


def test_who_had_left_before_stays_away(make, live, karima, marcel, conversation, block, let_near):
    with make.writing() as session:
        seat = session.scalars(select(Member).where(Member.resident_id == karima.id)).one()
        seat.left_at = seat.joined_at
    let_near(karima, block(karima, marcel))
    assert live(karima).send(conversation.id)["code"] == "missing"


def test_what_was_shown_of_a_home_is_hidden_for_good(
    make, karima, marcel, conversation, block, let_near, rows
):
    with make.writing() as session:
        owner = session.get_one(Resident, marcel.id)
        session.add(
            AddressRelease(
                conversation_id=conversation.id,
                owner_id=owner.id,
                address_id=owner.address_id,
                level="door",
            )
        )
    let_near(karima, block(karima, marcel))
    assert [each.withdrawn_at is None for each in rows(select(AddressRelease))] == [False]


def test_of_a_muted_conversation_nobody_hears_outside_it(
    make, signed_in, karima, marcel, conversation, say
):
    hers = signed_in(karima)
    assert hers.post(f"/messages/{conversation.id}/silence").status_code == 303
    say(marcel, conversation)
    with make.writing() as session:
        assert session.scalar(select(conversations.unread_total(karima.id))) == 0
        later = now() + timedelta(hours=1)
        assert absent.untold(now() - timedelta(hours=1), later) == []
    assert "message à lire" in hers.get("/messages").text
    assert "Me prévenir à nouveau" in hers.get(f"/messages/{conversation.id}").text
    ended = {"what": "conversation", "thing_id": conversation.id}
    assert "Un carton" in hers.get("/moi/silences").text
    assert hers.post("/moi/silences/fin", data=ended).status_code == 303
    assert "Un carton" not in hers.get("/moi/silences").text


def test_news_of_the_other_are_read_no_more(make, signed_in, karima, marcel, block):
    with make.writing() as session:
        said = {"name": "Marcel Lefèvre", "subject": "Un carton"}
        news = Notification(
            resident_id=karima.id, kind="message", details=said, path="/messages/9", by_id=marcel.id
        )
        session.add(news)
    hers = signed_in(karima)
    assert "Marcel" in hers.get("/notifications").text
    block(karima, marcel)
    assert "Marcel" not in hers.get("/notifications").text
    assert hers.post(f"/notifications/{news.id}").status_code == 404
