"""A drawn form is filled with what was typed, and nothing else on the page changes."""

import pytest

from neighbourhood.foundation.web.refilling import refill
from tests.support.markup import Markup

ABOVE = "<p>là</p>"
PAGE = """<main><form method="get" action="/ici"><input name="q" value="non"></form>
<form class="stack" method="post" action="/la/suite">
<input type="hidden" name="csrf_token" value="frais"><input name="title" value="avant" id="t">
<textarea name="body" rows="3">
avant</textarea>
<input type="password" name="pass"><input type="file" name="photo">
<input type="radio" name="reach" value="a" checked><input type="radio" name="reach" value="b">
<input checked type="checkbox" name="agreed" value="y">
<select name="town"><option selected value="1">Un</option><option value="2">Deux</option></select>
</form></main>"""
TYPED = {
    "title": ['L’été "bleu" <b>'],
    "body": ["\nun\ndeux &amp; </textarea>"],
    "pass": ["secret"],
    "csrf_token": ["vieux"],
    "reach": ["b"],
    "town": ["2"],
}


@pytest.fixture
def filled() -> str:
    page = refill(PAGE, "/la", "/la/suite", TYPED, ABOVE)
    assert page is not None
    return page


def inputs(page: str) -> dict[tuple[str, str], dict[str, str]]:
    named = Markup(page).all("input")
    return {(one["name"], one.get("value", "") if "type" in one else ""): one for one in named}


def test_what_was_typed_stands_there_letter_by_letter(filled):
    assert inputs(filled)["title", ""]["value"] == TYPED["title"][0]
    assert ">\n\nun\ndeux &amp;amp; &lt;/textarea&gt;</textarea>" in filled


def test_what_was_chosen_is_chosen_and_what_was_not_is_not(filled):
    found = inputs(filled)
    assert "checked" in found["reach", "b"]
    assert "checked" not in found["reach", "a"]
    assert "checked" not in found["agreed", "y"]
    options = {one["value"]: "selected" in one for one in Markup(filled).all("option")}
    assert options == {"1": False, "2": True}


def test_secrets_and_tokens_are_left_alone(filled):
    assert "secret" not in filled
    assert "vieux" not in filled
    assert 'value="frais"' in filled


def test_it_is_said_above_the_form_and_the_rest_of_the_page_is_as_it_was(filled):
    before, _said, after = filled.partition(ABOVE)
    assert before == PAGE[: PAGE.index('<form class="stack"')]
    assert after.endswith("</form></main>")


@pytest.mark.parametrize("path", ["/ici", "/la", "/ailleurs"])
def test_a_page_without_that_form_is_not_filled(path):
    assert refill(PAGE, "/la", path, TYPED, ABOVE) is None


def test_a_form_without_an_action_is_sent_to_its_own_page():
    page = '<form method="post"><textarea name="text">\n</textarea></form>'
    assert ">\nBonjour</textarea>" in (
        refill(page, "/moi", "/moi", {"text": ["Bonjour"]}, "") or ""
    )
