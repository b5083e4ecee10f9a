"""What is given away: promised, gone, or nobody came for it."""

import pytest

from neighbourhood.exchanges.actions import giving, replies
from neighbourhood.exchanges.actions.leaving import call_again
from neighbourhood.exchanges.models.notices import NoticeStatus
from neighbourhood.exchanges.models.replies import ReplyStatus
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.exchanges.receivers import leave
from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.places.models import Reach
from neighbourhood.residents.models.residents import Resident
from tests.support.news import news, told
from tests.support.words import plain

CUPBOARD = {"subject": Subject.GIVING, "category": Category.FURNITURE, "title": "Une armoire"}


@pytest.fixture
def gift(town):
    """Put up something to give away, with who it is promised to: `gift(marcel, places=2)`."""

    def put_up(*takers, **more):
        notice = town.notice(direction=Direction.OFFER, **{**CUPBOARD, **more})
        given = [town.reply(notice, taker) for taker in takers]
        for reply in given:
            town.accept(reply)
        return notice, *given

    return put_up


def page_of(client, notice) -> str:
    return plain(client.get(notice.path).text)


def test_it_is_still_there_then_promised_then_given(town, gift, karima):
    (notice,) = gift()
    assert "Toujours là" in page_of(karima, notice)
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    assert "Promis" in page_of(karima, notice)
    sent = karima.post(f"/entraide/reponses/{reply.id}/parti", follow_redirects=True)
    assert "Tout est donné : l’annonce est terminée." in plain(sent.text)
    assert "Donné" in page_of(karima, notice)
    assert town.fresh(notice).status is NoticeStatus.DONE


def test_several_take_and_it_ends_with_the_last(town, gift, act, card):
    notice, first, second = gift(town.marcel, town.ines, places=3, reach=Reach.TOWN)
    act(giving.hand_over, town.karima, first)
    assert town.fresh(notice).is_open
    third = town.reply(notice, town.paul)
    town.accept(third)
    act(giving.hand_over, town.karima, second)
    assert town.fresh(notice).is_agreed
    act(giving.hand_over, town.karima, third)
    assert town.fresh(notice).is_done
    assert not card(notice).listed


def test_who_did_not_come_hears_of_it_kindly_and_it_is_there_again(town, gift, act, card):
    notice, reply = gift(town.marcel)
    assert not card(notice).listed
    act(giving.miss, town.karima, reply)
    assert card(notice).listed
    assert town.fresh(reply).status is ReplyStatus.WITHDRAWN
    (said,) = news(town, town.marcel, "exchanges.not fetched")
    assert said.details["title"] == "Une armoire"


def test_whoever_had_asked_for_it_too_hears_that_it_is_free_again(town, gift, act):
    notice, reply = gift(town.marcel, places=2)
    other = town.reply(notice, town.ines)
    act(giving.miss, town.karima, reply)
    with town.make.writing():
        call_again(other.id)
    assert told(town, town.ines, "exchanges.place free") == 1


def test_who_missed_it_may_ask_for_it_again(town, gift, act, karima):
    notice, reply = gift(town.marcel)
    act(giving.miss, town.karima, reply)
    assert "personne n’est venu" in page_of(karima, notice)
    again = town.reply(notice, town.marcel)
    assert again.id == reply.id
    assert town.fresh(reply).missed_at is None


def test_for_ten_minutes_it_is_kept_for_them_after_all(town, gift, act):
    notice, reply = gift(town.marcel)
    act(giving.miss, town.karima, reply)
    act(replies.put_back, town.karima, reply)
    kept = town.fresh(reply)
    assert (kept.status, kept.missed_at, kept.left_at) == (ReplyStatus.ACCEPTED, None, None)
    assert town.fresh(notice).is_agreed


def test_what_had_left_may_be_there_after_all(town, gift, karima):
    notice, reply, _other = gift(town.marcel, town.ines, places=2)
    karima.post(f"/entraide/reponses/{reply.id}/parti")
    assert town.fresh(reply).handed_at is not None
    karima.post(f"/entraide/reponses/{reply.id}/encore-la")
    assert town.fresh(reply).handed_at is None
    assert town.fresh(notice).is_agreed


@pytest.mark.parametrize("action", [giving.hand_over, giving.miss])
def test_only_the_giver_says_so_and_only_of_what_is_promised(town, gift, act, action):
    notice, reply = gift(town.marcel, places=2)
    with pytest.raises(Forbidden):
        act(action, town.marcel, reply)
    waiting = town.reply(notice, town.ines)
    with pytest.raises(DomainError):
        act(action, town.karima, waiting)


@pytest.mark.parametrize("action", [giving.hand_over, giving.miss])
def test_help_is_not_handed_over(town, act, action):
    reply = town.reply(town.notice(), town.marcel)
    town.accept(reply)
    with pytest.raises(DomainError):
        act(action, town.karima, reply)


def test_what_has_left_does_not_leave_twice(town, gift, act):
    _notice, reply, _other = gift(town.marcel, town.ines, places=2)
    act(giving.hand_over, town.karima, reply)
    with pytest.raises(DomainError):
        act(giving.hand_over, town.karima, reply)
    with pytest.raises(DomainError):
        act(giving.miss, town.karima, reply)


def test_its_readers_see_how_many_are_left(town, gift, marcel):
    notice, _reply = gift(town.ines, places=3)
    assert "il en reste 2 sur 3" in page_of(marcel, notice)


def test_the_page_asks_how_many_there_are(writing):
    give = "/entraide/proposer"
    writing.post(give, data={"subject": "giving"})
    writing.post(give + "/categorie", data={"category": "furniture"})
    assert "Combien y en a-t-il ?" in plain(writing.get(give + "/details").text)


def test_what_has_left_is_not_taken_back_by_either_side(town, gift, act, karima):
    notice, reply, _other = gift(town.marcel, town.ines, places=3)
    act(giving.hand_over, town.karima, reply)
    for who, action in ((town.marcel, replies.withdraw_reply), (town.karima, replies.put_back)):
        with pytest.raises(DomainError):
            act(action, who, reply)
    assert town.fresh(reply).handed_at is not None
    assert page_of(karima, notice).count("Reprendre mon oui") == 1


def test_who_leaves_the_site_or_is_kept_away_has_had_it_all_the_same(town, gift, act, make):
    _notice, one, other = gift(town.marcel, town.ines, places=3)
    for reply in (one, other):
        act(giving.hand_over, town.karima, reply)
    with make.writing() as session:
        replies.part(session.get_one(type(one), one.id))
        leave(session.get_one(Resident, town.ines.id))
    assert town.fresh(one).is_accepted
    assert town.fresh(other).is_accepted
