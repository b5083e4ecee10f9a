"""Dates after a word such as « avant »: with their article, in every template that says one."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.templating import dated
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
    assert {word for _page, word in found} == {"dated", "month"}, found


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
