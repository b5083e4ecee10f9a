"""The neighbours of the demonstration town are believable, and fit what is asked."""

import tomllib

from neighbourhood.directory.models import GIVES_LIMIT, WELCOME_LIMIT, WORDS_LIMIT
from neighbourhood.directory.subjects import ANSWERS, INTERESTS, LANGUAGES, PHRASES
from tests.support.palier import ROOT

SAID = tomllib.loads((ROOT / "neighbourhood/directory/demo.toml").read_text("utf-8"))
PEOPLE = tomllib.loads((ROOT / "neighbourhood/residents/demo.toml").read_text("utf-8"))["residents"]
KNOWN = {row["email"]: row["quartier"] for row in PEOPLE if row.get("verified", True)}


def test_ten_neighbours_of_one_quartier_say_who_they_are():
    rows = SAID["listings"]
    assert len(rows) == len({row["person"] for row in rows}) == 10
    assert {KNOWN[row["person"]] for row in (*rows, *SAID["welcomes"])} == {0}
    for row in rows:
        assert len(row["words"]) <= WORDS_LIMIT
        assert len(row.get("gives", "")) <= GIVES_LIMIT
        assert INTERESTS.keys() >= set(row["interests"])
        assert set(LANGUAGES) >= set(row["languages"])
    assert sum(row.get("in_building", False) for row in rows) == 3


def test_two_welcome_and_some_have_greeted_each_other():
    assert len(SAID["welcomes"]) == 2
    assert all(len(row["text"]) <= WELCOME_LIMIT for row in SAID["welcomes"])
    pairs = [frozenset((row["greeter"], row["greeted"])) for row in SAID["hellos"]]
    assert len(pairs) == len(set(pairs)) == 5
    for row in SAID["hellos"]:
        assert row["phrase"] in PHRASES
        assert row.get("answer", "hello") in ANSWERS
