"""What is held of words is, for each, what they wrote themselves."""

from neighbourhood.bulletins.models import Answer, Bulletin
from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.words.blotting import BLOT


def read(square, who) -> str:
    with square.make.writing():
        return repr(list(HOLDINGS["bulletins"].read(who.id)))


def erase(square, who) -> None:
    with square.make.writing():
        HOLDINGS["bulletins"].erase(who.id)


def test_one_reads_what_one_wrote_above_and_below(square):
    word = square.word(title="Un chat perdu")
    square.answer(word, square.marcel, "Au lavoir.")
    assert "Un chat perdu" in read(square, square.karima)
    assert "Au lavoir." not in read(square, square.karima)
    assert "Au lavoir." in read(square, square.marcel)
    assert "Un chat perdu" not in read(square, square.marcel)


def test_the_words_of_others_stay_under_what_is_erased(square):
    word, alone = square.word(), square.word()
    answer = square.answer(word, square.marcel, "Merci Karima Benali.")
    erase(square, square.karima)
    with square.make.writing() as session:
        assert session.get(Bulletin, alone.id) is None
        left = session.get_one(Bulletin, word.id)
        assert (left.title, left.body, left.place, left.cell_id) == (BLOT, "", "", None)
        assert left.is_withdrawn
        said = session.get_one(Answer, answer.id).text
        assert "Karima" not in said
        assert said.startswith("Merci")


def test_of_whoever_is_erased_no_answer_stays(square):
    word = square.word()
    square.answer(word, square.marcel)
    kept = square.answer(word, square.ines)
    erase(square, square.marcel)
    with square.make.writing() as session:
        assert [one.id for one in session.query(Answer)] == [kept.id]
