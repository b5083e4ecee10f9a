"""Dates after a word such as « avant »: with their article, in every template that says one."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask_babel import force_locale

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.templating import dated
from neighbourhood.foundation.words.dates import say_date
from tests.support.news import plain

TEMPLATES = Path(__file__).parents[3] / "templates"
# A moment said after such a word, and the filter that says it.
SAID = re.compile(
    r"(?:[Aa]vant|au plus tard|depuis)[ \u00a0]%\((\w+)\)s[^\"]*\","
    r"(?:[^{}]*[ (,])?\1=[^|{}]*\| (\w+)"
)


def test_every_date_after_such_a_word_has_its_article():
    found = [
        (page.name, word)
        for page in TEMPLATES.rglob("*.html")
        for _name, word in SAID.findall(page.read_text("utf-8"))
    ]
    assert len(found) > 8
    # A day with its weekday has none: « depuis samedi 21 novembre ».
    assert {word for _page, word in found} == {"dated", "month", "full_day"}, found


@pytest.mark.parametrize(
    ("language", "far", "near"),
    [("fr", "le ", "demain à "), ("en", "", "tomorrow at ")],
)
def test_a_date_has_an_article_in_french_and_a_named_day_has_none(app, language, far, near):
    with app.test_request_context(headers={"Accept-Language": language}):
        said = plain(dated(now() + timedelta(days=40)))
        assert said.startswith(far)
        assert said[len(far)].isdigit()
        assert plain(dated(now() + timedelta(days=1))).startswith(near)


@pytest.mark.parametrize(
    ("language", "pattern", "said"),
    [
        ("fr_FR", "d MMMM y", "1er mars 2027"),
        ("fr", "EEEE d MMMM", "lundi 1er mars"),
        ("fr", "d", "1er"),
        ("en_GB", "d MMMM y", "1 March 2027"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(app, language, pattern, said):
    with app.test_request_context(), force_locale(language):
        assert say_date(date(2027, 3, 1), pattern) == said


def test_no_other_day_is(app):
    with app.test_request_context(), force_locale("fr_FR"):
        assert say_date(date(2027, 3, 11), "d") == "11"
        assert say_date(date(2021, 1, 21)) == "21 janvier 2021"
