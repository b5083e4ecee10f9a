"""What may become of a word and of an answer, and what the database refuses."""

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.bulletins.models import (
    ANSWER_MOVES,
    BULLETIN_MOVES,
    AnswerStatus,
    BulletinStatus,
)

S, A = BulletinStatus, AnswerStatus


def test_the_life_of_a_word_is_written_down():
    assert {status: set(following) for status, following in BULLETIN_MOVES.items()} == {
        S.OPEN: {S.CLOSED, S.EXPIRED, S.WITHDRAWN},
        S.CLOSED: {S.EXPIRED, S.WITHDRAWN},
        S.EXPIRED: {S.OPEN, S.WITHDRAWN},
        S.WITHDRAWN: set(),
    }


def test_an_answer_is_said_and_taken_back_once():
    assert ANSWER_MOVES[A.SAID] == {A.UNSAID, A.REMOVED}
    assert ANSWER_MOVES.endings == {A.UNSAID, A.REMOVED}


@pytest.mark.parametrize("wrong", [{"text": ""}, {"status": A.REMOVED}])
def test_an_answer_has_words_as_long_as_it_is_said(square, wrong):
    answer = square.answer(square.word(), square.marcel)
    with pytest.raises(IntegrityError):
        square.change(answer, **wrong)


def test_a_word_has_a_title_and_ends_after_it_began(square):
    word = square.word()
    with pytest.raises(IntegrityError):
        square.change(word, title="")
    with pytest.raises(IntegrityError):
        square.change(word, expires_at=word.created_at)
