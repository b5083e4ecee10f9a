import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask_babel import force_locale

from neighbourhood.foundation.web.templating import calendar_day, hour
from neighbourhood.foundation.words.money import euros

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
        # One word for one thing.
        pytest.param(r"(?i)\be-mail", id="email spelt in two ways"),
        pytest.param(r"letters and figures", id="digits of codes called figures"),
        pytest.param(r"name on the mailbox", id="a letterbox called a mailbox"),
        pytest.param(r"(?i)(?<!\()\btelephone", id="a phone called by two words"),
        pytest.param(r"(?i)(?<!opening )\bhours(: %| of the town)", id="hours that open nothing"),
    ],
)
def test_english_is_set_as_english(pairs, broken):
    assert those(pairs, broken) == []


def test_a_sentence_stays_a_sentence(pairs):
    def end(text):
        return text.rstrip("”» ")[-1:] in set(".:!?…")

    assert [said for source, said in pairs if end(source) != end(said)] == []


def test_one_thing_has_one_name(pairs):
    assert those(pairs, "contact person") == []
    sheets = [said for source, said in pairs if re.search(r"\b[Ff]euilles?\b", source)]
    assert sheets
    assert [said for said in sheets if re.search(r"\bforms?\b", said)] == []


# What French makes agree with whoever is spoken to: one half of the readers is not meant.
TO_A_MAN = re.compile(
    r"\b[Vv]ous (?:n’)?(?:êtes|étiez|serez|avez été)(?: plus| pas| déjà| bien)? "
    r"(?:connecté|déconnecté|prévenu|inscrit|invité|abonné|vérifié|averti|informé|seul|sûr)s?\b"
    r"|[Vv]ous seuls?\b|\bvoisins? vérifiés?\b|[Vv]ous (?:vous )?êtes (?:déjà )?porté garant"
)


def test_french_speaks_to_women_as_to_men(messages):
    said = [source for message in messages for source in forms(message.id)]
    assert TO_A_MAN.search("Vous n’êtes plus connecté.")
    assert [source for source in said if TO_A_MAN.search(source)] == []


@pytest.mark.parametrize("locale", ["en", "en_GB"])
def test_hours_days_and_euros_are_written_one_way_whichever_english(app, locale):
    with app.test_request_context(), force_locale(locale):
        moment = datetime(2027, 11, 29, 12, 5, tzinfo=UTC)
        assert hour(moment) == "13:05"
        assert calendar_day(moment) == "29 November 2027"
        assert (euros(10200), euros(15050)) == ("€102", "€150.50")


def test_no_date_is_left_to_the_region_of_a_language():
    root = CATALOGUE.parents[3]
    written = [
        f"{path.name}: {line.strip()}"
        for part in ("neighbourhood", "messaging", "verification")
        for path in (root / part).rglob("*.py")
        for line in path.read_text().splitlines()
        if re.search(r"format_\w+\(.*[\"'](?:short|medium|long|full)[\"']", line)
    ]
    assert written == []
