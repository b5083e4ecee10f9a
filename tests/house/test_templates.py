"""What every page needs is written once: the frame of a page, the opening of a form."""

import re
from pathlib import Path

import pytest
from flask import render_template_string
from jinja2 import nodes

ROOT = Path(__file__).parents[2]
FRAME = re.compile(r"\{% block content %\}\s*<div class=\"(?:steps|stack)\">\s*\{\{ ui\.back\(")
OPENING = re.compile(r"<form[^\n]*>\s*\{\{ [\w.()]*csrf\w*(?:\(\))? \}\}\s*\{\{ ui\.error_summary")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    templates = ROOT / "templates"
    found = {
        str(path.relative_to(templates)): path.read_text("utf-8")
        for path in templates.rglob("*.html")
    }
    assert "neighbourhood/residents/sign_in.html" in found
    return found


@pytest.mark.parametrize("written", [FRAME, OPENING])
def test_no_page_writes_again_what_a_layout_or_a_piece_gives(pages, written):
    again = [name for name, text in pages.items() if written.search(text)]
    assert not again, f"extend a layout, call ui.form: {again}"


POSTING = re.compile(
    r"<form\b(?:[^>\"]|\"[^\"]*\")*?method=\"post\"(?:[^>\"]|\"[^\"]*\")*>\s*([^\n]*)"
)


def test_every_form_that_posts_is_opened_by_the_one_macro(pages):
    opened = [(name, found[1]) for name, text in pages.items() for found in POSTING.finditer(text)]
    assert len(opened) > 20
    bare = [(name, first) for name, first in opened if "csrf() }}" not in first]
    assert not bare, f"begin with ui.csrf(): without it a second press acts twice: {bare}"
    itself = [name for name, text in pages.items() if re.search(r"csrf_token|press_token", text)]
    assert itself == ["ui.html"]


def drawn(app, page: str) -> str:
    with app.test_request_context("/"):
        return " ".join(render_template_string(page).split())


def test_a_page_is_called_by_its_title(app):
    page = drawn(app, '{% extends "page.html" %}{% set title = "Moi & vous" %}')
    assert "<title>Moi &amp; vous · Palier</title>" in page
    assert '<div class="stack"> <h1>Moi &amp; vous</h1>' in page


def test_a_page_may_say_in_large_what_its_title_does_not(app):
    page = drawn(app, '{% extends "steps.html" %}{% set title, heading = "Court", "Long" %}')
    assert "<title>Court · Palier</title>" in page
    assert '<div class="steps"> <h1>Long</h1>' in page


def test_the_way_back_stands_first_then_where_one_stands_then_the_title(app):
    page = drawn(
        app,
        '{% extends "one_step.html" %}{% set title = "Ici" %}'
        '{% set back = "/la", "Là-bas" %}{% set step, steps = 2, 4 %}',
    )
    places = [page.index(said) for said in ('href="/la"', "Étape 2 sur 4", "<h1>Ici</h1>")]
    assert places == sorted(places)


def test_a_page_that_says_one_thing_says_it_in_its_only_title(app):
    page = drawn(
        app,
        '{% extends "said.html" %}{% set title, icon = "Merci", "check" %}'
        "{% block then %}<a>Suite</a>{% endblock %}",
    )
    assert page.count("<h1>") == 1
    assert page.index("<h1>Merci</h1>") < page.index("<a>Suite</a>")


def test_every_filter_and_test_a_page_names_exists(app):
    """One that does not is found by whoever comes into its branch, and by nobody before."""
    env = app.jinja_env
    known = ((nodes.Filter, env.filters), (nodes.Test, env.tests))
    pages = [name for name in env.list_templates() if name.endswith((".html", ".txt"))]
    unknown = [
        (page, found.lineno, found.name)
        for page in pages
        for parsed in [env.parse(env.loader.get_source(env, page)[0])]
        for kind, names in known
        for found in parsed.find_all(kind)
        if found.name not in names
    ]
    assert len(pages) > 200
    assert not unknown
