import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parent.parent / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
# What a command line says to type: the same in every language.
TAG = re.compile(r"</?\w+[^>]*>|--[a-z-]+")


def forms(text):
    return text if isinstance(text, tuple) else (text,)


@pytest.fixture(scope="module")
def messages():
    with CATALOGUE.open("rb") as file:
        return [message for message in read_po(file, locale="en") if message.id]


@pytest.fixture(scope="module")
def pairs(messages):
    return [
        (source, said)
        for message in messages
        for source, said in zip(forms(message.id), forms(message.string), strict=True)
    ]


def those(pairs, broken):
    return [said for _, said in pairs if re.search(broken, said)]


def test_everything_is_said_in_english(messages):
    lacking = [
        message.id for message in messages if message.fuzzy or not all(forms(message.string))
    ]

    assert len(messages) > 800
    assert lacking == []


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags and options"])
def test_english_keeps_what_the_source_holds(pairs, pattern):
    differing = [
        (source, said)
        for source, said in pairs
        if Counter(pattern.findall(source)) != Counter(pattern.findall(said))
    ]

    assert any(pattern.search(source) for source, _ in pairs)
    assert differing == []


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("[«»]", id="French quotes"),
        pytest.param(r"[\s\u00a0\u202f][;:!?]", id="a space before the punctuation"),
        pytest.param(r"\w'\w|\"\w|\w\"", id="typewriter apostrophes and quotes"),
        pytest.param(r"\d[\s\u00a0\u202f]?€", id="euros after the figure"),
        pytest.param(r"^\s|\s$|  ", id="stray spaces"),
        pytest.param(r"(?i)\bquartiers?\b(?!\)s)", id="a French word for neighbourhood"),
    ],
)
def test_english_is_set_as_english(pairs, broken):
    assert those(pairs, broken) == []


def test_a_sentence_stays_a_sentence(pairs):
    def end(text):
        return text.rstrip("”» ")[-1:] in set(".:!?…")

    assert [said for source, said in pairs if end(source) != end(said)] == []
