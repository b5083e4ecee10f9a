"""Dates after a word such as « avant »: with their article, in every template that says one."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask_babel import force_locale

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.templating import calendar_day, dated
from neighbourhood.foundation.words.changing import say_changes
from neighbourhood.foundation.words.dates import say_date, say_near
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


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_day_of_another_year_says_which_however_near(app, language):
    with app.test_request_context(), force_locale(language):
        this = today().year
        for year in (this - 1, this + 1):
            assert say_near(date(year, 3, 12), "EEEE d MMMM").endswith(f" {year}")
            assert calendar_day(datetime(year, 3, 12, tzinfo=UTC)).endswith(f" {year}")
        assert str(this) not in calendar_day(datetime(this, 3, 12, tzinfo=UTC))
        # Midnight is that of the town, where the new year has begun an hour before.
        assert calendar_day(datetime(this - 1, 12, 31, 23, 30, tzinfo=UTC)).startswith("1")
        assert str(this) not in calendar_day(datetime(this - 1, 12, 31, 23, 30, tzinfo=UTC))


MAY, APRIL = "2021-05-01T08:00+00:00", "2021-04-30T16:30+00:00"
TOLD = [
    ("when", "samedi 1er mai 2021 à 10 h au lieu du vendredi 30 avril 2021 à 18 h 30",
     "Saturday 1 May 2021 at 10:00 instead of Friday 30 April 2021 at 18:30"),
    ("until", "fin : samedi 1er mai 2021 au lieu du vendredi 30 avril 2021",
     "end: Saturday 1 May 2021 instead of Friday 30 April 2021"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "french", "english"), TOLD)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_moment_was_before_is_said_with_its_weekday_and_year(
    app, language, what, french, english
):
    change = {"what": what, "before": APRIL, "after": MAY}
    with app.test_request_context(), force_locale(language):
        assert plain(say_changes([change])) == (french if language == "fr" else english)


def test_of_the_same_day_the_former_hour_alone_is_said(app):
    change = {"what": "when", "before": "2021-05-01T14:00+00:00", "after": MAY}
    with app.test_request_context(), force_locale("fr"):
        said = plain(say_changes([change]))
    assert said == "samedi 1er mai 2021 à 10 h au lieu de 16 h"


NUMBERS = [("places", "11", "8"), ("people", "1", "12"), ("places", "8", "11")]


@pytest.mark.parametrize(("what", "before", "after"), NUMBERS)
def test_a_number_is_said_before_and_after(app, what, before, after):
    change = {"what": what, "before": before, "after": after}
    with app.test_request_context(), force_locale("fr"):
        label = {"places": "places", "people": "personnes"}[what]
        assert plain(say_changes([change])) == f"{label} : {after} au lieu de {before}"


PLACES = [
    ("Le Havre", "Au Bon Coin", "lieu : Au Bon Coin (avant : Le Havre)"),
    ("", "École Hugo", "lieu : École Hugo (avant : chez la personne qui invite)"),
]


@pytest.mark.parametrize(("before", "after", "said"), PLACES)
def test_a_place_keeps_its_article_and_its_name_whatever_it_is(app, before, after, said):
    change = {"what": "place held", "before": before, "after": after}
    with app.test_request_context(), force_locale("fr"):
        assert plain(say_changes([change])) == said
