import json
from html.parser import HTMLParser

import pytest

from neighbourhood.foundation.words.sanitising import clean_text, linkify
from neighbourhood.foundation.words.search import fts5_query, normalise, tsquery

pytestmark = pytest.mark.real_data


class Witness(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="session")
def hostile(real_data):
    naughty = json.loads((real_data / "hostile" / "naughty_strings.json").read_text())
    attempts = (real_data / "hostile" / "xss.txt").read_text(errors="replace").splitlines()
    assert len(naughty) > 200
    assert len(attempts) > 1000
    return [*naughty, *attempts]


def test_hostile_strings_never_become_markup(hostile):
    for text in hostile:
        witness = Witness()
        witness.feed(str(linkify(clean_text(text))))
        witness.close()
        for tag, attrs in witness.tags:
            assert tag in ("p", "br", "a"), text
            assert set(attrs) <= {"href", "rel"}, text
            assert tag != "a" or attrs["href"].lower().startswith(("http://", "https://")), text


def test_hostile_strings_are_shown_as_they_were_written(hostile):
    for text in hostile:
        witness = Witness()
        cleaned = clean_text(text)
        witness.feed(str(linkify(cleaned)))
        witness.close()
        assert "".join(witness.text) == cleaned.replace("\n", ""), text


def test_hostile_strings_are_cleaned_once_and_can_be_searched(hostile):
    for text in hostile:
        cleaned = clean_text(text)
        assert clean_text(cleaned) == cleaned
        assert "\x00" not in normalise(cleaned)
        for query in (fts5_query(cleaned), tsquery(cleaned)):
            assert query is None or query.strip("\"'*: ")
