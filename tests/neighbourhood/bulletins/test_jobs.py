"""What time does to words."""

from datetime import timedelta

import pytest

from neighbourhood.bulletins import jobs
from neighbourhood.bulletins.actions import thread, words
from neighbourhood.bulletins.models import Answer, BulletinStatus, Topic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from neighbourhood.notifications.queries import has_unread

DAY = timedelta(days=1)


def run(app) -> None:
    with app.app_context():
        jobs.look_at_words()
        jobs.look_at_words()


def warned(square) -> int:
    with square.make.writing() as session:
        return session.query(Notification).filter_by(kind="bulletins.ending").count()


def test_a_word_about_to_end_is_announced_once_but_not_one_that_said_when(app, square, move_clock):
    square.word()
    square.word(topic=Topic.OUTAGE, until=now().replace(microsecond=0) + 13 * DAY)
    run(app)
    assert warned(square) == 0
    move_clock(days=12, hours=1)
    run(app)
    assert warned(square) == 1


def test_a_word_whose_time_is_over_ends_closed_or_not(app, square, move_clock):
    short, closed, long = square.word(), square.word(), square.word(topic=Topic.QUESTION)
    square.act(words.close, square.karima, closed)
    move_clock(days=15)
    run(app)
    assert square.fresh(short).status is BulletinStatus.EXPIRED
    assert square.fresh(closed).status is BulletinStatus.EXPIRED
    assert square.fresh(long).is_open


def test_a_word_that_is_not_over_stays(square):
    word = square.word()
    with square.make.writing():
        words.expire(word.id)
    assert square.fresh(word).is_open


def test_what_was_unsaid_is_forgotten_once_nobody_can_put_it_back(app, square, move_clock):
    word = square.word()
    unsaid, removed = square.answer(word, square.marcel), square.answer(word, square.ines)
    square.act(thread.take_back, square.marcel, unsaid)
    run(app)
    assert square.fresh(unsaid)
    move_clock(minutes=11)
    square.act(thread.take_back, square.ines, removed)
    run(app)
    with square.make.writing() as session:
        assert [one.id for one in session.query(Answer)] == [removed.id]


def test_announcing_a_second_time_or_what_is_closed_says_nothing(square):
    word, closed = square.word(), square.word()
    square.act(words.close, square.karima, closed)
    for each in (word, word, closed):
        with square.make.writing():
            words.warn(each.id)
    assert warned(square) == 1


@pytest.mark.parametrize("settles", [words.close, words.withdraw, words.renew])
def test_who_dealt_with_the_end_is_not_told_of_it_any_more(square, move_clock, settles):
    word = square.word()
    move_clock(days=13)
    with square.make.writing():
        words.warn(word.id)
        assert has_unread(square.karima.id, word.path)
    square.act(settles, square.karima, word)
    with square.make.writing():
        assert not has_unread(square.karima.id, word.path)


def test_what_was_renewed_is_announced_again_and_forgets_its_day(square, move_clock):
    word = square.word(topic=Topic.OUTAGE, until=now() + DAY)
    move_clock(days=1)
    square.act(words.renew, square.karima, word)
    again = square.fresh(word)
    assert (again.until, again.warned_at) == (None, None)
    assert again.expires_at > now() + 6 * DAY
