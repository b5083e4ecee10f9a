"""The shelves of the demonstration town are believable, and each thing stands as it should."""

import tomllib

from neighbourhood.loans import demo
from neighbourhood.loans.models.items import BODY_LIMIT, SAID_LIMIT, TITLE_LIMIT, ItemStatus
from neighbourhood.loans.subjects import THINGS
from tests.support.palier import ROOT

ITEMS = tomllib.loads((ROOT / "neighbourhood/loans/demo.toml").read_text("utf-8"))["items"]
PEOPLE = tomllib.loads((ROOT / "neighbourhood/residents/demo.toml").read_text("utf-8"))["residents"]


def test_twenty_eight_things_of_every_category_but_the_last():
    assert len(ITEMS) == len({row["title"] for row in ITEMS}) == 28
    known = {choice.code for choices in THINGS.declared.values() for choice in choices}
    assert {row["category"] for row in ITEMS} == known - {"other"}
    assert {row["author"] for row in ITEMS} <= {row["email"] for row in PEOPLE}
    for row in ITEMS:
        assert len(row["title"]) <= TITLE_LIMIT
        assert len(row["body"]) <= BODY_LIMIT
        assert len(row.get("worth", "")) <= SAID_LIMIT


def test_the_town_is_told_with_its_cards(shelf, monkeypatch, card):
    by_name = {row["email"]: shelf.karima for row in PEOPLE}
    monkeypatch.setattr(demo, "by_local_part", lambda: by_name)
    with shelf.make.writing() as session:
        by_name.update(dict.fromkeys(by_name, session.merge(shelf.karima)))
        demo.build()
        found = session.query(demo.Item).all()
        aside = [item for item in found if item.status is ItemStatus.ASIDE]
        session.flush()
    assert (len(found), len(aside)) == (28, 4)
    assert not card(aside[0]).listed
