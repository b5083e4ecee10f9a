"""What gives a person away is found, and what tells of things only is left alone."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from neighbourhood.foundation.words.giveaways import lists, scan, tokens
from neighbourhood.foundation.words.giveaways.scan import giveaways
from neighbourhood.foundation.words.giveaways.traces import Here, Trace

HERE = Path(__file__).parent
TOWN = Here(
    streets=frozenset({("rue", "des", "tanneurs"), ("les", "quatre", "vents")}),
    places=frozenset({("marcel", "paul"), ("valbourg",)}),
)
# What makes a text longer without end, for whoever would make the site wait.
ENDLESS = [
    "a ",
    "Martin ",
    "12 ",
    "06 ",
    "a@",
    "a-",
    "rue ",
    "AB-",
    "au 12 ",
    "M. ",
    "né ",
    "h ",
    "x",
    "facteur. sida. ",
]


def lines(name: str) -> list[str]:
    return (HERE / name).read_text().splitlines()


def kinds_in(text: str, here: Here = TOWN) -> set[Trace]:
    return {found.trace for found in giveaways(text, here)}


def test_harmless_texts_raise_few_alarms(capsys):
    harmless = lines("harmless.txt")
    alarms = [text for text in harmless if giveaways(text)]
    with capsys.disabled():
        print(f"\n{len(alarms)} alarms on {len(harmless)} harmless texts")  # noqa: T201
    assert len(harmless) >= 200
    assert len(alarms) <= len(harmless) * 0.02, alarms


def test_revealing_texts_are_found_kind_by_kind(capsys):
    revealing = [line.split(" | ") for line in lines("revealing.txt")]
    missed = [(kind, text) for kind, text in revealing if Trace(kind) not in kinds_in(text)]
    per_kind = Counter(kind for kind, _text in revealing)
    with capsys.disabled():
        print(f"\n{len(revealing) - len(missed)} found of {len(revealing)}: {dict(per_kind)}")  # noqa: T201
    assert len(revealing) >= 120
    assert len(missed) <= len(revealing) * 0.05, missed
    assert set(per_kind) == set(Trace)


@pytest.mark.parametrize(
    "text",
    [
        "Elle habite rue des tanneurs",
        "près de la RUE DES TANNEURS",
        "un logement, les Quatre Vents",
    ],
)
def test_streets_of_the_town_are_known_in_any_letters(text):
    assert kinds_in(text) == {Trace.ADDRESS}


def test_what_the_town_calls_its_quartiers_gives_nobody_away():
    assert kinds_in("Une fête à Marcel-Paul", Here()) == {Trace.NAME}
    assert kinds_in("Une fête à Marcel-Paul") == set()


def test_a_finding_says_where_it_stands():
    text = "Écrivez au 06 12 34 56 78, le soir."
    [found] = giveaways(text)
    assert text[found.start : found.end] == "06 12 34 56 78"


@pytest.mark.parametrize("piece", ENDLESS)
def test_a_text_twice_as_long_takes_twice_the_steps(piece):
    short, long = (steps_for((piece * 2000)[:length]) for length in (1000, 2000))
    assert long <= 2.2 * short + 500


def steps_for(text: str) -> int:
    """Count the lines of Python run to read `text`: no clock, the same on every machine."""
    tokens.fold.cache_clear()
    giveaways("Un lit")  # the lists are read once, at the first text
    steps = 0

    def count(_frame, event, _argument):
        nonlocal steps
        steps += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        giveaways(text)
    finally:
        sys.settrace(before)
    return steps


def test_no_expression_can_go_back_over_what_it_has_read():
    # One expression, of classes that exclude each other and no group: it never tries a thing twice.
    folder = Path(scan.__file__).parent
    using = [path.name for path in folder.glob("*.py") if "import re" in path.read_text()]
    assert using == ["tokens.py"]
    assert tokens._PIECE.pattern.count("+") == 2
    assert "(" not in tokens._PIECE.pattern


def test_names_that_are_words_stand_in_one_list_only_in_small_letters():
    assert {"rose", "pierre"} <= lists.words("words_that_are_names")
    assert kinds_in("une rose et une pierre") == set()
