"""What the author and those who answered hear, and when they are left in peace."""

from functools import partial

import pytest

from neighbourhood.bulletins.actions import thread
from neighbourhood.notifications.actions import mark_path_read, mute
from neighbourhood.notifications.models import Notification, What
from neighbourhood.notifications.queries import has_unread


@pytest.fixture
def told(square):
    """How often somebody was told what of words."""

    def count(who, kind) -> int:
        with square.make.writing() as session:
            found = session.query(Notification).filter_by(resident_id=who.id)
            return found.filter_by(kind=f"bulletins.{kind}").count()

    return count


def look(square, who, word) -> None:
    with square.make.writing():
        mark_path_read(who.id, word.path)


def test_the_author_hears_of_each_neighbour_once_with_one_mail(square, told, outbox):
    word = square.word()
    square.answer(word, square.marcel)
    square.answer(word, square.marcel)
    square.answer(word, square.ines)
    assert told(square.karima, "answered") == 2
    assert told(square.karima, "goes on") == 0
    [mail] = outbox()
    assert f"To: {square.karima.email}" in mail


def test_once_the_author_has_looked_they_hear_that_it_goes_on(square, told):
    word = square.word()
    square.answer(word, square.marcel)
    look(square, square.karima, word)
    square.answer(word, square.marcel)
    square.answer(word, square.marcel)
    assert told(square.karima, "goes on") == 1


def test_those_who_answered_hear_once_until_they_look(square, told):
    word = square.word()
    square.answer(word, square.marcel)
    square.answer(word, square.ines)
    square.answer(word, square.karima)
    assert told(square.marcel, "goes on") == 1
    assert told(square.ines, "goes on") == 1
    look(square, square.marcel, word)
    square.answer(word, square.karima)
    assert told(square.marcel, "goes on") == 2
    assert told(square.ines, "goes on") == 1


def test_news_of_what_was_unsaid_waits_for_nobody_until_it_is_said_again(square):
    word = square.word()
    answer = square.answer(word, square.marcel)
    for action, waits in ((thread.take_back, False), (thread.put_back, True)):
        square.act(action, square.marcel, answer)
        with square.make.writing():
            assert has_unread(square.karima.id, word.path) is waits


def test_nobody_is_told_of_their_own_words(square, told):
    word = square.word()
    square.answer(word, square.karima)
    square.answer(word, square.marcel)
    square.answer(word, square.marcel)
    assert told(square.karima, "answered") == 1
    assert told(square.marcel, "goes on") == 0


def test_a_muted_thread_tells_nothing(square, told):
    word, other = square.word(), square.word()
    square.answer(word, square.marcel)
    for who in (square.karima, square.marcel):
        look(square, who, word)
        square.act(partial(mute, what=What.THREAD, thing_id=word.id), who)
    square.answer(word, square.ines)
    assert told(square.karima, "answered") == 1
    assert told(square.marcel, "goes on") == 0
    square.answer(other, square.ines)
    assert told(square.karima, "answered") == 2
