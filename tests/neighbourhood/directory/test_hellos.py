"""A ready phrase, once for two, a few a day; the conversation opens with the answer."""

import pytest

from messaging.models import Conversation, Member, Message
from neighbourhood.directory.actions import hellos, listings
from neighbourhood.directory.models import HELLO_MOVES, Hello, HelloStatus
from neighbourhood.directory.policies import EnoughHellos, GreetedAlready, NotGreeted
from neighbourhood.foundation.errors import DomainError, Missing, Wrong
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.actions import blocks
from neighbourhood.residents.models.blocks import Block
from tests.support.news import plain, told, unread

S = HelloStatus


def test_the_life_of_a_hello_is_written_down():
    assert {status: set(following) for status, following in HELLO_MOVES.items()} == {
        S.WAITING: {S.ANSWERED, S.DECLINED, S.TAKEN_BACK, S.PARTED},
        S.DECLINED: {S.ANSWERED},
        S.ANSWERED: set(),
        S.TAKEN_BACK: set(),
        S.PARTED: set(),
    }


def test_a_hello_is_told_and_opens_nothing_yet(hall):
    hall.greet(hall.karima, hall.marcel)
    assert told(hall, hall.marcel, "directory.greeted") == 1
    with hall.make.writing() as session:
        assert session.query(Conversation).count() == 0


def test_the_answer_opens_the_conversation(hall):
    hello = hall.greet(hall.karima, hall.marcel, "coffee")
    hall.act(hellos.answer, hall.marcel, hello, phrase="glad")
    with hall.make.writing() as session:
        said = [plain(line.text) for line in session.query(Message).order_by(Message.id)]
        seats = {seat.resident_id for seat in session.query(Member)}
    assert said[0].startswith("Bonjour ! On fait connaissance")
    assert said[1].startswith("Bonjour ! Cela me fait plaisir")
    assert said[2] == "hello answered"
    assert seats == {hall.karima.id, hall.marcel.id}
    assert told(hall, hall.karima, "directory.answered") == 1


@pytest.mark.parametrize("turned", [False, True])
def test_one_hello_is_enough_for_two(hall, turned):
    hall.say(hall.karima)
    hall.greet(hall.karima, hall.marcel)
    pair = (hall.marcel, hall.karima) if turned else (hall.karima, hall.marcel)
    with pytest.raises(GreetedAlready):
        hall.greet(*pair)


def test_five_a_day(hall, make, move_clock):
    others = [make.resident(f"Voisine Numéro{one}", hall.tanneurs) for one in range(6)]
    for each in others[:5]:
        hall.greet(hall.karima, each)
    with pytest.raises(EnoughHellos):
        hall.greet(hall.karima, others[5])
    move_clock(days=1, minutes=1)
    hall.greet(hall.karima, others[5])


def test_only_ready_phrases_are_said(hall):
    with pytest.raises(Wrong):
        hall.greet(hall.karima, hall.marcel, "Viens chez moi")
    hello = hall.greet(hall.karima, hall.marcel)
    with pytest.raises(Wrong):
        hall.act(hellos.answer, hall.marcel, hello, phrase="autre chose")


def test_nobody_greets_who_wants_no_hello_or_is_not_there(hall):
    hall.say(hall.marcel, is_greeted=False)
    hall.say(hall.paul)
    for each in (hall.marcel, hall.ines, hall.paul):
        with pytest.raises(NotGreeted):
            hall.act(hellos.greet, hall.karima, other_id=each.id, phrase="hello")


def test_nobody_greets_who_keeps_them_away(hall):
    hall.say(hall.marcel)
    hall.block(hall.marcel, hall.karima)
    with pytest.raises(Missing):
        hall.greet(hall.karima, hall.marcel)


def test_not_this_time_is_gentle_and_may_be_gone_back_on(hall):
    hello = hall.greet(hall.karima, hall.marcel)
    hall.act(hellos.decline, hall.marcel, hello)
    assert hall.fresh(hello).is_declined
    assert told(hall, hall.karima, "directory.declined") == 1
    with pytest.raises(GreetedAlready):
        hall.greet(hall.karima, hall.marcel)
    hall.act(hellos.go_back, hall.marcel, hello)
    assert hall.fresh(hello).is_waiting
    hall.act(hellos.decline, hall.marcel, hello)
    hall.act(hellos.answer, hall.marcel, hello, phrase="soon")
    assert hall.fresh(hello).is_answered


def test_who_greeted_answers_nothing_in_the_place_of_the_other(hall):
    hello = hall.greet(hall.karima, hall.marcel)
    for action, more in ((hellos.answer, {"phrase": "glad"}), (hellos.decline, {})):
        with pytest.raises(DomainError):
            hall.act(action, hall.karima, hello, **more)


def test_a_block_leaves_no_word_of_a_hello_that_waits_and_gives_nobody_one_more(hall, karima):
    hello = hall.greet(hall.karima, hall.marcel)
    hall.act(blocks.block, hall.karima, other_id=hall.marcel.id)
    with hall.make.writing() as session:
        block_id = session.query(Block).one().id
    hall.act(blocks.unblock, hall.karima, block_id=block_id)
    assert hall.fresh(hello).phrase == ""
    assert karima.get(hello.path).status_code == 404
    with pytest.raises(NotGreeted):
        hall.greet(hall.karima, hall.marcel)
    hall.say(hall.karima)
    anew = hall.greet(hall.marcel, hall.karima, "coffee")
    assert (anew.id, anew.greeter_id, anew.phrase) == (hello.id, hall.marcel.id, "coffee")
    assert hall.fresh(hello).is_waiting


def test_what_a_block_has_ended_counts_among_the_five_of_a_day(hall, make):
    for one in range(5):
        other = make.resident(f"Voisine Numéro{one}", hall.tanneurs)
        hall.greet(hall.karima, other)
        hall.act(blocks.block, hall.karima, other_id=other.id)
    with pytest.raises(EnoughHellos):
        hall.greet(hall.karima, hall.marcel)


def test_a_hello_that_waits_is_taken_back_in_one_tap_and_given_again(hall, karima, marcel):
    hello = hall.greet(hall.karima, hall.marcel)
    assert "Reprendre mon bonjour" in karima.get(hello.path).text
    assert (
        "Remettre mon bonjour" in karima.post(f"{hello.path}/reprendre", follow_redirects=True).text
    )
    assert unread(hall, hall.marcel) == []
    assert marcel.get(hello.path).status_code == 404
    with pytest.raises(GreetedAlready):
        hall.greet(hall.karima, hall.marcel)
    karima.post(f"{hello.path}/revenir")
    assert hall.fresh(hello).is_waiting
    assert len(unread(hall, hall.marcel)) == 1
    with pytest.raises(DomainError):
        hall.act(hellos.take_back, hall.marcel, hello)


def test_hellos_are_read_and_answered_on_pages(hall, karima, marcel, signed_in):
    hall.say(hall.marcel)
    place = f"/voisins/{hall.marcel.id}/bonjour"
    assert "Envoyer mon bonjour" in karima.get(place).text
    assert karima.post(place, data={"phrase": ""}).status_code == 422
    sent = karima.post(place, data={"phrase": "likes"})
    assert sent.status_code == 303
    assert karima.get(place).location == sent.location
    assert "en attente, sans hâte" in karima.get("/voisins/bonjours").text
    page = marcel.get(sent.location).text
    assert "Je crois que nous aimons les mêmes choses" in page
    assert signed_in(hall.ines).get(sent.location).status_code == 404
    answered = marcel.post(f"{sent.location}/repondre", data={"phrase": "glad"})
    assert answered.location.startswith("/messages/")
    talk = karima.get(answered.location).text
    assert "Marcel Dupont a répondu au bonjour" in talk
    assert "Un bonjour entre voisins" in talk


def test_the_page_of_a_hello_says_no_gently(hall, marcel):
    hello = hall.greet(hall.karima, hall.marcel)
    page = marcel.post(f"{hello.path}/refuser", follow_redirects=True).text
    assert "Reprendre mon « pas cette fois »" in plain(page)
    marcel.post(f"{hello.path}/revenir")
    assert hall.fresh(hello).is_waiting


def test_there_is_one_hello_in_the_database_too(hall):
    hello = hall.greet(hall.karima, hall.marcel)
    with hall.make.writing() as session:
        assert session.query(Hello).one().low_id == min(hall.karima.id, hall.marcel.id)
    assert hello.other_id(hall.karima.id) == hall.marcel.id


def test_a_hello_taken_back_comes_back_only_to_who_may_be_greeted_still(hall):
    listing = hall.say(hall.marcel)
    hello = hall.greet(hall.karima, hall.marcel)
    hall.act(hellos.take_back, hall.karima, hello)
    hall.act(listings.leave, hall.marcel, listing)
    with pytest.raises(NotGreeted):
        hall.act(hellos.go_back, hall.karima, hello)
    hall.act(listings.come_back, hall.marcel, listing)
    hall.act(hellos.go_back, hall.karima, hello)
    hall.act(hellos.take_back, hall.karima, hello)
    hall.change(hall.karima, quartier_id=hall.port.id)
    hall.karima.quartier_id = hall.port.id
    with pytest.raises(NotGreeted):
        hall.act(hellos.go_back, hall.karima, hello)


def test_nobody_answers_whoever_was_excluded_meanwhile(hall):
    hello = hall.greet(hall.karima, hall.marcel)
    hall.act(hellos.decline, hall.marcel, hello)
    hall.change(hall.karima, excluded_at=now())
    with pytest.raises(DomainError):
        hall.act(hellos.answer, hall.marcel, hello, phrase="glad")
