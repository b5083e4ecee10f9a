import json

import pytest

from neighbourhood.foundation.words.sanitising import clean_text, linkify
from neighbourhood.foundation.words.search import fts5_query, normalise, tsquery
from tests.support.witness import witness_of

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="session")
def hostile(real_data):
    naughty = json.loads((real_data / "hostile" / "naughty_strings.json").read_text())
    attempts = (real_data / "hostile" / "xss.txt").read_text(errors="replace").splitlines()
    assert len(naughty) > 200
    assert len(attempts) > 1000
    return [*naughty, *attempts]


def test_hostile_strings_never_become_markup(hostile):
    for text in hostile:
        for tag, attrs in witness_of(linkify(clean_text(text))).tags:
            assert tag in ("p", "br", "a"), text
            assert set(attrs) <= {"href", "rel", "dir"}, text
            assert attrs.get("dir", "auto") == "auto", text
            assert tag != "a" or attrs["href"].lower().startswith(("http://", "https://")), text


def test_hostile_strings_are_shown_as_they_were_written(hostile):
    for text in hostile:
        cleaned = clean_text(text)
        witness = witness_of(linkify(cleaned))
        assert "".join(witness.text) == cleaned.replace("\n", ""), text


def test_hostile_strings_are_cleaned_once_and_can_be_searched(hostile):
    for text in hostile:
        cleaned = clean_text(text)
        assert clean_text(cleaned) == cleaned
        assert "\x00" not in normalise(cleaned)
        for query in (fts5_query(cleaned), tsquery(cleaned)):
            assert query is None or query.strip("\"'*: ")
