"""The shared hostile strings on the pages that show most of what people write."""

import json

import pytest

from tests.support.hostile import packed, runs, says, shape
from tests.test_hostile import HARMLESS, THEIR_OWN, Neighbours

pytestmark = pytest.mark.real_data

LONGEST = {"message": 3900, "notice_words": 1900, "about_me": 390}
# A question is short, so the strings make many: every sixth is asked.
ASKED = slice(None, None, 6)


@pytest.fixture
def neighbours(app, make, signed_in) -> Neighbours:
    return Neighbours(app, make, signed_in)


@pytest.fixture(scope="session")
def strings(real_data) -> list[str]:
    naughty = json.loads((real_data / "hostile" / "naughty_strings.json").read_text())
    attempts = (real_data / "hostile" / "xss.txt").read_text(errors="replace").splitlines()
    return [*naughty, *attempts]


@pytest.mark.parametrize("field", LONGEST)
def test_shared_strings_stay_words_and_are_read_as_typed(neighbours, strings, field):
    take = getattr(neighbours, field)
    usual = set().union(*(shape(page) for page in take(HARMLESS))) | THEIR_OWN
    for text in packed(strings, LONGEST[field]):
        pages = take(text)
        for page in pages:
            assert runs(page) == []
            assert shape(page) <= usual, f"{shape(page) - usual} out of {text!r}"
        assert any(says(page, text) for page in pages), text


def test_shared_strings_may_be_searched_for(neighbours, strings):
    usual = set().union(*(shape(page) for page in neighbours.search_box(HARMLESS))) | THEIR_OWN
    for text in packed(strings, 100)[ASKED]:
        for page in neighbours.search_box(text):
            assert runs(page) == []
            assert shape(page) <= usual, f"{shape(page) - usual} out of {text!r}"
