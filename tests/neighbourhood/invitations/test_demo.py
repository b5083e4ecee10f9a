"""What the tables of the demonstration town say agrees with their dates, whatever the day."""

import re
import tomllib
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from neighbourhood.invitations import demo

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août")
MONTHS += ("septembre", "octobre", "novembre", "décembre")
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(scope="module")
def tables():
    content = Path(demo.__file__).with_suffix(".toml").read_text("utf-8")
    return tomllib.loads(content)["invitations"]


def hours_in(text):
    said = {time(int(h), int(m or 0)) for h, m in re.findall(r"(\d+)\sh(?:\s(\d\d))?\b", text)}
    return said | ({time(12, 30)} if "midi et demi" in text or "déjeuner" in text else set())


@pytest.mark.parametrize("days", range(0, 370, 5))
def test_days_and_hours_of_the_words_are_those_of_the_table(app, tables, move_clock, days):
    move_clock(days=days)
    for row in tables:
        held = demo._held(row).astimezone(PARIS)
        text = f"{row['title']} {row['body']}"
        named = {DAYS.index(word) for word in DAYS if re.search(rf"\b{word}\b", text)}
        assert named <= {held.weekday()}, row["title"]
        for day, month in re.findall(rf"(\d+)\W? ({'|'.join(MONTHS)})", text):
            assert (held.day, MONTHS[held.month - 1]) == (int(day), month), row["title"]
        if row["side"] == "host" and hours_in(text):
            assert held.time() in hours_in(text), row["title"]


def test_days_and_hours_are_named_at_all(tables):
    texts = [f"{row['title']} {row['body']}" for row in tables]
    assert any("dimanche" in text for text in texts)
    assert sum(bool(hours_in(text)) for text in texts) >= 3
