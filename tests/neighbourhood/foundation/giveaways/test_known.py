"""What a quartier knows somebody by is shown to two people; a thing is not somebody."""

from pathlib import Path

import pytest

from neighbourhood.foundation.words.giveaways.known import known
from neighbourhood.needs.anonymity import QUESTIONS, pieces, words_to_weigh

HERE = Path(__file__).parent


def lines(name):
    return (HERE / name).read_text("utf-8").splitlines()


def test_what_somebody_is_known_by_is_shown(capsys):
    revealing = lines("known.txt")
    missed = [text for text in revealing if not known(text)]
    with capsys.disabled():
        print(f"\n{len(revealing) - len(missed)} shown of {len(revealing)}")  # noqa: T201
    assert len(revealing) >= 40
    assert missed == []


def test_texts_of_things_are_left_alone(capsys):
    harmless = lines("harmless.txt") + lines("known_harmless.txt")
    alarms = [text for text in harmless if known(text)]
    with capsys.disabled():
        print(f"\n{len(alarms)} shown of {len(harmless)} harmless texts")  # noqa: T201
    assert len(harmless) >= 200
    assert len(alarms) <= len(harmless) * 0.02, alarms


@pytest.mark.parametrize("text", lines("known.txt"))
def test_the_whole_passage_stands_out_under_its_question(text):
    cut = pieces(text)
    assert "".join(piece.text for piece in cut) == text, "no letter is lost"
    passages = {text[start:end]: question for start, end, question in known(text)}
    for passage, question in passages.items():
        assert question in QUESTIONS
        assert passage in words_to_weigh([text])[question]
