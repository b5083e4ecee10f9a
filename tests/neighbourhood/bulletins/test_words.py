"""Writing a word, changing it, bringing it to an end and back."""

from datetime import timedelta

import pytest

from neighbourhood.bulletins import policies
from neighbourhood.bulletins.actions import words
from neighbourhood.bulletins.models import BulletinStatus, Topic
from neighbourhood.foundation.errors import DomainError, Forbidden, NotVerified
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.events import resident_unsettled
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import a_word


@pytest.mark.parametrize(
    ("topic", "days"),
    [(Topic.OUTAGE, 7), (Topic.LOST, 14), (Topic.NEWS, 14), (Topic.QUESTION, 30), ("own-1", 14)],
)
def test_a_word_lasts_as_long_as_its_topic(square, topic, days):
    word = square.word(topic=topic)
    assert word.expires_at - word.created_at == timedelta(days=days)


def test_a_cut_lasts_until_its_day(square):
    until = now() + timedelta(days=3)
    assert square.word(topic=Topic.OUTAGE, until=until).expires_at == until


def test_a_word_is_on_the_timeline_while_it_is_open(square, card):
    word = square.word()
    assert (card(word).kind, card(word).category, card(word).listed) == ("word", "lost", True)
    square.answer(word, square.marcel)
    square.act(words.close, square.karima, word)
    assert not card(word).listed


def test_somebody_not_proved_writes_nothing(square):
    with pytest.raises(NotVerified):
        square.word(square.newcomer)


def test_the_sixth_word_of_a_day_waits_for_tomorrow(square, move_clock):
    for _ in range(5):
        square.word()
    with pytest.raises(policies.EnoughForToday):
        square.word()
    square.word(square.marcel)
    move_clock(days=1, minutes=1)
    square.word()


def test_a_change_says_since_when_and_moves_the_end_only_with_its_day(square):
    word = square.word(topic=Topic.OUTAGE)
    square.act(words.edit, square.karima, word, wording=a_word(topic=Topic.OUTAGE, title="L’eau"))
    again = square.fresh(word)
    assert (again.title, again.expires_at) == ("L’eau", word.expires_at)
    assert again.edited_at is not None
    until = now() + timedelta(days=2)
    wording = a_word(topic=Topic.OUTAGE, until=until)
    square.act(words.edit, square.karima, word, wording=wording)
    assert square.fresh(word).expires_at == until


def test_another_changes_nothing(square):
    word = square.word()
    for action in (words.close, words.withdraw, words.put_back, words.renew):
        with pytest.raises(Forbidden):
            square.act(action, square.marcel, word)
    with pytest.raises(Forbidden):
        square.act(words.edit, square.marcel, word, wording=a_word())
    assert square.fresh(word).is_open


@pytest.mark.parametrize("end", [words.close, words.withdraw])
def test_an_end_is_gone_back_on_for_ten_minutes(square, move_clock, card, end):
    word = square.word()
    square.act(end, square.karima, word)
    square.act(words.put_back, square.karima, word)
    assert square.fresh(word).is_open
    assert square.fresh(word).closed_at is None
    assert card(word).listed
    square.act(end, square.karima, word)
    move_clock(minutes=11)
    with pytest.raises(undoing.TooLateToGoBack):
        square.act(words.put_back, square.karima, word)


def test_a_closed_word_withdrawn_goes_back_to_closed(square):
    word = square.word()
    square.act(words.close, square.karima, word)
    square.act(words.withdraw, square.karima, word)
    square.act(words.put_back, square.karima, word)
    assert square.fresh(word).status is BulletinStatus.CLOSED
    assert square.fresh(word).closed_at is not None


def test_a_word_is_renewed_in_its_last_days_and_after_its_end(square, move_clock):
    word = square.word()
    with pytest.raises(DomainError):
        square.act(words.renew, square.karima, word)
    move_clock(days=12)
    square.act(words.renew, square.karima, word)
    assert square.fresh(word).expires_at > now() + timedelta(days=13)
    square.change(word, status=BulletinStatus.EXPIRED)
    square.act(words.renew, square.karima, word)
    assert square.fresh(word).is_open


def test_who_lives_there_no_more_has_no_word_there(square, make):
    word = square.word()
    other = square.word(square.marcel)
    with make.writing() as session:
        resident_unsettled.send(session.get_one(Resident, square.karima.id))
    assert square.fresh(word).is_withdrawn
    assert square.fresh(other).is_open
