"""Who leaves may say why; those who had offered hear once that a place is free again."""

from datetime import timedelta

import pytest

from neighbourhood.exchanges import jobs, queries
from neighbourhood.exchanges.actions import leaving, notices, replies
from neighbourhood.exchanges.kinds.words import FOR_ANOTHER, GENTLE_DECLINES
from neighbourhood.exchanges.models.notices import NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.foundation.errors import DomainError
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import blocks
from neighbourhood.residents.models.residents import Resident
from tests.support.news import news, told

FREE, STILL, WHY = "exchanges.place free", "exchanges.still can", "exchanges.why left"


@pytest.fixture
def agreed(town):
    """A request at which Marcel helps, and to which Inès and Paul had offered too."""
    notice = town.notice(reach="town")
    counted, waiting, other = (
        town.reply(notice, who) for who in (town.marcel, town.ines, town.paul)
    )
    town.accept(counted)
    return notice, counted, waiting, other


@pytest.fixture
def ten_minutes_later(app, move_clock):
    def later(minutes=11):
        move_clock(minutes=minutes)
        with app.app_context():
            jobs.look_at_places()
            jobs.look_at_places()

    return later


def way(reply, verb) -> str:
    return f"/entraide/reponses/{reply.id}/{verb}"


def test_who_leaves_may_say_why_and_the_author_reads_it(town, karima, marcel, agreed):
    notice, counted, *_ = agreed
    page = marcel.post(way(counted, "retirer"), follow_redirects=True).text
    assert "Rien ne vous oblige à dire pourquoi" in page
    assert way(counted, "pourquoi") in page
    sent = marcel.post(way(counted, "pourquoi"), data={"ready": "1", "own": "Une angine."})
    assert sent.location == notice.path
    (one,) = news(town, town.karima, WHY)
    assert one.details["reason"] == "Je suis malade.\n\nUne angine."
    assert "Une angine." in karima.get(notice.path).text
    assert "Une angine." in karima.get(one.also).text
    assert way(counted, "pourquoi") not in marcel.get(notice.path).text
    assert marcel.get(way(counted, "pourquoi")).status_code == 404


def test_nobody_is_asked_why_who_was_not_counted_on(town, act, signed_in, agreed):
    notice, _, waiting, _ = agreed
    act(replies.withdraw_reply, town.ines, waiting)
    ines = signed_in(town.ines)
    assert "dire pourquoi" not in ines.get(notice.path).text
    assert ines.get(way(waiting, "pourquoi")).status_code == 404


def test_who_comes_back_takes_the_reason_back_too(town, act, marcel, agreed):
    _, counted, *_ = agreed
    marcel.post(way(counted, "retirer"))
    act(leaving.say_why, town.marcel, counted, reason="Je suis malade.")
    act(replies.put_back, town.marcel, counted)
    fresh = town.fresh(counted)
    assert (fresh.status, fresh.left_at, fresh.left_because) == (ReplyStatus.ACCEPTED, None, "")


def test_those_who_had_offered_are_told_once_that_a_place_is_free(
    town, act, agreed, ten_minutes_later
):
    notice, counted, waiting, _ = agreed
    act(replies.withdraw_reply, town.marcel, counted)
    assert told(town, town.ines, FREE) == 0
    ten_minutes_later()
    assert [told(town, who, FREE) for who in (town.ines, town.paul, town.marcel)] == [1, 1, 0]
    assert news(town, town.ines, FREE)[0].path == notice.path
    town.accept(waiting)
    act(replies.withdraw_reply, town.ines, waiting)
    ten_minutes_later()
    assert [told(town, who, FREE) for who in (town.ines, town.paul)] == [1, 1]


def test_who_goes_back_on_leaving_has_disturbed_nobody(town, act, agreed, ten_minutes_later):
    _, counted, *_ = agreed
    act(replies.withdraw_reply, town.marcel, counted)
    act(replies.put_back, town.marcel, counted)
    ten_minutes_later()
    assert told(town, town.ines, FREE) == told(town, town.paul, FREE) == 0


@pytest.mark.parametrize(
    ("data", "called"),
    [
        ({"ready": "1"}, 1),
        ({"ready": "0"}, 0),
        ({"ready": "2"}, 0),
        ({"own": "Merci beaucoup, quelqu’un d’autre s’en occupe déjà."}, 0),
        ({"ready": "1", "own": "Et je préfère une voisine."}, 0),
    ],
)
def test_only_a_no_that_says_that_somebody_else_was_taken_is_not_for_good(
    town, act, karima, agreed, ten_minutes_later, data, called
):
    _, counted, waiting, _ = agreed
    karima.post(way(waiting, "decliner"), data=data)
    act(replies.withdraw_reply, town.marcel, counted)
    ten_minutes_later()
    assert told(town, town.ines, FREE) == called
    assert told(town, town.paul, FREE) == 1


def test_the_ready_sentence_about_somebody_else_is_where_it_is_looked_for():
    for sentences in GENTLE_DECLINES.values():
        assert "uelqu’un d’autre" in str(sentences[FOR_ANOTHER])


def test_nobody_is_told_of_a_place_that_is_taken_or_of_what_is_over(
    town, act, agreed, ten_minutes_later
):
    notice, counted, waiting, _ = agreed
    act(replies.withdraw_reply, town.marcel, counted)
    town.accept(waiting)
    ten_minutes_later()
    act(replies.withdraw_reply, town.ines, waiting)
    act(notices.withdraw, town.karima, notice)
    ten_minutes_later()
    assert told(town, town.paul, FREE) == 0


def test_who_offered_after_the_leaving_knows_already(town, act, agreed, ten_minutes_later):
    notice, counted, *_ = agreed
    act(replies.withdraw_reply, town.marcel, counted)
    town.reply(notice, town.rosa)
    ten_minutes_later()
    assert told(town, town.rosa, FREE) == 0


def test_i_still_can_is_one_tap_and_the_author_hears_of_it(
    town, act, karima, signed_in, agreed, ten_minutes_later
):
    notice, counted, waiting, _ = agreed
    act(replies.decline, town.karima, waiting, answer="Quelqu’un d’autre.", for_another=True)
    ines = signed_in(town.ines)
    assert way(waiting, "toujours") not in ines.get(notice.path).text
    act(replies.withdraw_reply, town.marcel, counted)
    ten_minutes_later()
    assert way(waiting, "toujours") in ines.get(notice.path).text
    assert ines.post(way(waiting, "toujours")).location == notice.path
    fresh = town.fresh(waiting)
    assert (fresh.status, fresh.answer, fresh.for_another) == (ReplyStatus.OFFERED, "", False)
    (one,) = news(town, town.karima, STILL)
    assert "peut toujours" in karima.get(one.also).text
    assert ines.post(way(waiting, "toujours")).status_code == 409
    town.accept(waiting)
    assert town.fresh(notice).status is NoticeStatus.AGREED


@pytest.mark.parametrize("status", [ReplyStatus.OFFERED, ReplyStatus.DECLINED])
def test_who_was_not_called_does_not_insist(town, act, agreed, status):
    waiting = agreed[2]
    if status is ReplyStatus.DECLINED:
        act(replies.decline, town.karima, waiting, answer="Non.", for_another=True)
    with pytest.raises(DomainError):
        act(leaving.still_can, town.ines, waiting)


def test_those_kept_apart_from_the_author_are_not_called(town, act, agreed, ten_minutes_later):
    _, counted, waiting, _ = agreed
    act(replies.decline, town.karima, waiting, answer="Déjà pris.", for_another=True)
    with town.make.writing() as session:
        blocks.block(Actor.of(session.get_one(Resident, town.ines.id)), town.karima.id)
    act(replies.withdraw_reply, town.marcel, counted)
    ten_minutes_later()
    assert [told(town, who, FREE) for who in (town.ines, town.paul)] == [0, 1]


def test_who_no_longer_wants_such_news_gets_none(town, act, signed_in, agreed, ten_minutes_later):
    other = town.notice(town.karima, title="Une autre", reach="town")
    again = town.reply(other, town.marcel)
    town.reply(other, town.ines)
    town.accept(again)
    act(replies.withdraw_reply, town.marcel, agreed[1])
    ten_minutes_later()
    (one,) = news(town, town.ines, FREE)
    signed_in(town.ines).post(f"/notifications/{one.id}/silence", data={"what": "kind"})
    act(replies.withdraw_reply, town.marcel, again)
    ten_minutes_later()
    assert told(town, town.ines, FREE) == 1


def test_what_was_left_long_ago_calls_nobody(town, act, agreed, move_clock):
    _, counted, *_ = agreed
    act(replies.withdraw_reply, town.marcel, counted)
    with town.make.writing() as session:
        moment = session.get_one(Reply, counted.id).left_at
        assert len(queries.to_call(moment + timedelta(minutes=11))) == 2
        assert queries.to_call(moment + timedelta(days=3)) == []
