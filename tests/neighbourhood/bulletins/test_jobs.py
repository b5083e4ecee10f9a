"""What time does to words."""

from datetime import timedelta

from neighbourhood.bulletins import jobs
from neighbourhood.bulletins.actions import thread, words
from neighbourhood.bulletins.models import Answer, BulletinStatus, Topic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification

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
