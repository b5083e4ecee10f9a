"""A text too long is announced, with how much of it is too much; it is never cut unseen."""

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict

from neighbourhood.foundation.web.forms import Form, line, paragraph
from neighbourhood.foundation.words.sanitising import LONGEST_TEXT
from tests.support.written_forms import is_text

DRAWN = (
    '{% import "ui.html" as ui %}{{ ui.field(form.title, maxlength=5) }}{{ ui.field(form.body) }}'
)


class Letter(Form):
    title = line("Titre", limit=5)
    body = paragraph("Texte", limit=10)


@pytest.fixture
def letter(app):
    """Draw a letter that was sent with these words."""

    def send(title: str, body: str) -> tuple[Letter, str]:
        with app.test_request_context("/"):
            typed = MultiDict({"title": title, "body": body})
            form = Letter(typed, meta={"csrf": False})
            form.validate()
            return form, render_template_string(DRAWN, form=form)

    return send


def test_no_browser_is_told_to_cut_a_text(visits):
    cut = [
        f"{attrs['name']} on {visit}"
        for visit in visits
        if visit.mimetype == "text/html"
        for tag, attrs in visit.markup.tags
        if tag in {"input", "textarea"} and "maxlength" in attrs
    ]
    assert cut == []


def test_every_paragraph_says_how_much_it_takes(visits):
    unsaid = {
        f"{attrs['name']} on {visit.endpoint}"
        for visit in visits
        for tag, attrs in visit.markup.tags
        if tag == "textarea"
        and "name" in attrs
        and is_text(tag, attrs)
        and "data-most" not in attrs
    }
    assert unsaid == set()


def test_a_page_announces_its_limits_to_the_script(letter):
    _form, page = letter("court", "court")
    assert 'data-most="5"' in page
    assert 'data-most="10"' in page
    assert "maxlength" not in page


@pytest.mark.parametrize("over", [1, 7, LONGEST_TEXT, LONGEST_TEXT + 4321])
def test_what_is_too_long_comes_back_whole_with_how_many_signs_too_many(letter, over):
    text = "é" * (10 + over)
    form, page = letter("court", text)
    assert f"il y en a {over} de trop" in form.errors["body"][0]
    assert text in page


def test_what_fits_is_taken(letter):
    form, _page = letter("court", "é" * 10)
    assert form.errors == {}
