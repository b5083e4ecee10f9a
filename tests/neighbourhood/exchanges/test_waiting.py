"""A reply that nobody answers: the author is reminded once, after a week it is closed kindly."""

import pytest

from messaging.actions.talking import send_message
from messaging.queries.conversations import thread_of
from neighbourhood.exchanges import jobs
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.notices import NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.news import news, plain, told, unread

REMINDED, UNANSWERED = "exchanges.waiting", "exchanges.unanswered"
CLOSED = "exchanges.closed unanswered"


@pytest.fixture
def after(app, move_clock):
    """What time has done to replies after so many days."""

    def after(days):
        move_clock(days=days, minutes=1)
        with app.app_context():
            jobs.look_at_dates()
            jobs.look_at_dates()

    return after


def speak(town, who, reply) -> None:
    with town.make.writing() as session:
        actor = Actor.of(session.get_one(Resident, who.id))
        thread = thread_of("reply", reply.id)
        send_message(actor, thread.id, text="Quand cela vous va-t-il ?", client_id=None)


def status_of(town, reply) -> ReplyStatus:
    return town.fresh(reply).status


def test_the_author_is_reminded_once_however_many_wait(town, after):
    notice = town.notice()
    town.reply(notice, town.marcel)
    town.reply(notice, town.ines)
    after(days=2)
    assert told(town, town.karima, REMINDED) == 0
    after(days=1)
    assert told(town, town.karima, REMINDED) == 1
    after(days=2)
    assert told(town, town.karima, REMINDED) == 1


def test_after_a_week_it_is_closed_and_both_are_told_once_and_kindly(
    town, after, karima, marcel, card
):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    after(days=6)
    assert status_of(town, reply) is ReplyStatus.OFFERED
    after(days=1)
    assert status_of(town, reply) is ReplyStatus.UNANSWERED
    assert told(town, town.marcel, UNANSWERED) == told(town, town.karima, CLOSED) == 1
    assert card(notice).facts == {"replies": 0}
    page = plain(marcel.get(notice.path).text)
    assert "Karima Benali n’a pas pu vous répondre en une semaine. Ce n’est pas contre vous" in page
    talk = marcel.get(news(town, town.marcel, UNANSWERED)[0].also).text
    assert "Une semaine a passé sans réponse" in talk
    assert "La réponse de Marcel Dupont s’est refermée" in plain(karima.get("/notifications").text)
    assert "restée sans suite" in marcel.get("/entraide/mes-annonces").text


def test_what_was_closed_waits_for_the_author_no_more(town, after):
    town.reply(town.notice(), town.marcel)
    after(days=8)
    waiting = {one.kind for one in unread(town, town.karima)}
    assert "exchanges.replied" not in waiting


def test_the_author_may_still_take_it_up_and_go_back_on_that(town, after, karima):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    after(days=8)
    assert f"/entraide/reponses/{reply.id}/accepter" in karima.get(notice.path).text
    karima.post(f"/entraide/reponses/{reply.id}/accepter")
    assert status_of(town, reply) is ReplyStatus.ACCEPTED
    assert town.fresh(notice).status is NoticeStatus.AGREED
    karima.post(f"/entraide/reponses/{reply.id}/revenir")
    assert status_of(town, reply) is ReplyStatus.UNANSWERED
    assert town.fresh(notice).taken == 0


def test_it_is_not_taken_up_once_every_place_has_its_helper(town, act, after, karima):
    notice = town.notice()
    late, other = town.reply(notice, town.marcel), town.reply(notice, town.ines)
    after(days=8)
    act(replies.accept, town.karima, other)
    with pytest.raises(replies.AllTaken):
        act(replies.accept, town.karima, late)
    assert f"/entraide/reponses/{late.id}/accepter" not in karima.get(notice.path).text


def test_where_the_two_talk_nothing_is_closed_for_them(town, after):
    notice = town.notice()
    talked, silent = town.reply(notice, town.marcel), town.reply(notice, town.ines)
    speak(town, town.karima, talked)
    speak(town, town.ines, silent)  # who waits may write: that is no answer
    after(days=8)
    assert status_of(town, talked) is ReplyStatus.OFFERED
    assert status_of(town, silent) is ReplyStatus.UNANSWERED


def test_what_was_offered_anew_waits_anew(town, act, after):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    after(days=4)
    act(replies.withdraw_reply, town.marcel, reply)
    town.reply(notice, town.marcel)
    after(days=4)
    assert status_of(town, reply) is ReplyStatus.OFFERED
    assert told(town, town.karima, REMINDED) == 2
    after(days=3)
    assert status_of(town, reply) is ReplyStatus.UNANSWERED


def test_nothing_is_closed_or_reminded_of_once_the_notice_is_over(town, act, after):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    act(notices.withdraw, town.karima, notice)
    after(days=8)
    assert status_of(town, reply) is ReplyStatus.OFFERED
    assert told(town, town.karima, REMINDED) == told(town, town.marcel, UNANSWERED) == 0


def test_who_was_never_answered_hears_that_a_place_is_free_again(town, act, app, after, move_clock):
    notice = town.notice()
    counted, late = town.reply(notice, town.marcel), town.reply(notice, town.ines)
    town.accept(counted)
    after(days=8)
    act(replies.withdraw_reply, town.marcel, counted)
    move_clock(minutes=11)
    with app.app_context():
        jobs.look_at_places()
    assert told(town, town.ines, "exchanges.place free") == 1
    with town.make.writing() as session:
        session.get_one(Reply, late.id).hold_out()
    assert status_of(town, late) is ReplyStatus.OFFERED
