"""What is answered in public, and taken back."""

import pytest

from neighbourhood.bulletins import policies, queries
from neighbourhood.bulletins.actions import thread, words
from neighbourhood.bulletins.models import AnswerStatus, Bulletin
from neighbourhood.foundation.errors import DomainError, Forbidden, Missing
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident


def read_by(square, who, word) -> list[str]:
    with square.make.writing() as session:
        viewer = session.get_one(Resident, who.id)
        found = queries.thread(viewer, session.get_one(Bulletin, word.id), None)
        return [one.text for one in found.rows]


def keep_apart(square, one, other) -> None:
    with square.make.writing() as session:
        session.add(Block(blocker_id=one.id, blocked_id=other.id))


def test_everybody_answers_as_often_as_they_like_and_the_author_too(square):
    word = square.word()
    square.answer(word, square.marcel, "Au lavoir ?")
    square.answer(word, square.karima, "J’y vais.")
    square.answer(word, square.marcel, "Bonne chance.")
    for reader in (square.ines, square.marcel, square.karima):
        assert read_by(square, reader, word) == ["Au lavoir ?", "J’y vais.", "Bonne chance."]


@pytest.mark.parametrize("end", [words.close, words.withdraw])
def test_what_has_ended_takes_no_answer(square, end):
    word = square.word()
    square.act(end, square.karima, word)
    with pytest.raises(policies.ThreadClosed):
        square.answer(word, square.marcel)


def test_nor_does_what_is_hidden_or_over_or_of_somebody_who_left(square):
    hidden, over = square.word(), square.word()
    square.change(hidden, hidden_at=now())
    square.change(over, created_at=now() - undoing.LASTS, expires_at=now())
    for word in (hidden, over):
        with pytest.raises(policies.ThreadClosed):
            square.answer(word, square.marcel)
    word = square.word()
    square.change(square.karima, closed_at=now())
    with pytest.raises(policies.ThreadClosed):
        square.answer(word, square.marcel)


def test_who_is_not_proved_answers_nothing(square):
    with pytest.raises(policies.ThreadClosed):
        square.answer(square.word(), square.newcomer)


def test_those_kept_apart_read_nothing_of_each_other(square):
    word = square.word()
    square.answer(word, square.marcel, "De Marcel")
    square.answer(word, square.ines, "D’Inès")
    keep_apart(square, square.marcel, square.ines)
    assert read_by(square, square.marcel, word) == ["De Marcel"]
    assert read_by(square, square.ines, word) == ["D’Inès"]
    assert read_by(square, square.karima, word) == ["De Marcel", "D’Inès"]
    keep_apart(square, square.karima, square.marcel)
    with pytest.raises(Missing):
        square.answer(word, square.marcel)


def test_nobody_reads_what_somebody_answered_who_has_left(square):
    word = square.word()
    square.answer(word, square.marcel, "De Marcel")
    square.change(square.marcel, closed_at=now())
    assert read_by(square, square.ines, word) == []


def test_at_once_an_answer_is_taken_back_without_a_trace(square, card):
    word = square.word()
    answer = square.answer(word, square.marcel)
    square.act(thread.take_back, square.marcel, answer)
    assert read_by(square, square.ines, word) == []
    assert read_by(square, square.marcel, word) == [""]
    square.act(thread.put_back, square.marcel, answer)
    assert read_by(square, square.ines, word) == ["Je l’ai vu."]


def test_later_its_place_stays_without_its_words(square, move_clock):
    word = square.word()
    answer = square.answer(word, square.marcel)
    move_clock(minutes=11)
    square.act(thread.take_back, square.marcel, answer)
    assert read_by(square, square.ines, word) == [""]
    assert square.fresh(answer).status is AnswerStatus.REMOVED
    square.act(thread.put_back, square.marcel, answer)
    assert square.fresh(answer).text == "Je l’ai vu."
    square.act(thread.take_back, square.marcel, answer)
    move_clock(minutes=11)
    with pytest.raises(undoing.TooLateToGoBack):
        square.act(thread.put_back, square.marcel, answer)


def test_nobody_takes_back_for_another_nor_twice(square):
    answer = square.answer(square.word(), square.marcel)
    with pytest.raises(Forbidden):
        square.act(thread.take_back, square.karima, answer)
    square.act(thread.take_back, square.marcel, answer)
    with pytest.raises(DomainError):
        square.act(thread.take_back, square.marcel, answer)


def test_who_answered_still_reads_a_word_that_has_ended(square):
    word = square.word()
    square.answer(word, square.marcel)
    square.act(words.withdraw, square.karima, word)
    for reader, seen in ((square.marcel, True), (square.ines, False)):
        with square.make.writing() as session:
            viewer = session.get_one(Resident, reader.id)
            shown = session.query(Bulletin).filter(queries.visible_to(viewer)).count()
        assert bool(shown) is seen
