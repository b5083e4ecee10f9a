"""The words of the demonstration town are believable, and each stands as its life says."""

import tomllib

from neighbourhood.bulletins import demo
from neighbourhood.bulletins.models import BODY_LIMIT, PLACE_LIMIT, TITLE_LIMIT, Topic
from tests.support.palier import ROOT

WORDS = tomllib.loads((ROOT / "neighbourhood/bulletins/demo.toml").read_text("utf-8"))["words"]
PEOPLE = tomllib.loads((ROOT / "neighbourhood/residents/demo.toml").read_text("utf-8"))["residents"]


def test_ten_words_of_every_topic_by_ten_neighbours():
    assert len(WORDS) == len({row["author"] for row in WORDS}) == 10
    assert {row["topic"] for row in WORDS} == set(Topic)
    known = {row["email"] for row in PEOPLE}
    for row in WORDS:
        assert {row["author"], *(one["person"] for one in row["answers"])} <= known
        assert len(row["title"]) <= TITLE_LIMIT
        assert len(row["body"]) <= BODY_LIMIT
        assert len(row.get("place", "")) <= PLACE_LIMIT


def test_answers_follow_their_word_and_each_other():
    for row in WORDS:
        ages = [row["minutes_ago"], *(one["minutes_ago"] for one in row["answers"])]
        assert ages == sorted(ages, reverse=True), row["title"]


def test_no_word_of_the_town_is_over_before_it_opens(square, monkeypatch):
    by_name = {row["email"]: square.karima for row in PEOPLE}
    monkeypatch.setattr(demo, "by_local_part", lambda: by_name)
    with square.make.writing() as session:
        karima = session.merge(square.karima)
        by_name.update(dict.fromkeys(by_name, karima))
        demo.build()
        found = session.query(demo.Bulletin).all()
        assert len(found) == 10
        assert [word.is_over for word in found] == [False] * 10
        assert all(word.expires_at > demo.now() for word in found)
        assert sum(word.is_closed for word in found) == 1
