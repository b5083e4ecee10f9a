"""The frame around a page, and the page: neither hides what the other one knows."""

import re

import pytest
from flask import before_render_template, render_template_string, url_for

# What base.html knows by itself, and names that a page may well have for things of its own.
NAMES = ("entries", "here", "acting", "menu_place", "signed_in")
MENUS = re.compile(r"<header class=\"rail\">.*?</header>|<nav class=\"tabs\".*?</nav>", re.DOTALL)
SHOWN = "|".join(f"{{{{ {name} }}}}" for name in NAMES)
PAGE = '{% extends "base.html" %}{% block content %}<p>' + SHOWN + "</p>{% endblock %}"


@pytest.fixture
def neighbour(make, signed_in):
    return signed_in(make.resident())


@pytest.mark.parametrize("value", ["", "theirs", 0, ["theirs"]], ids=repr)
def test_a_page_with_variables_of_those_names_still_draws_its_menu(app, neighbour, value):
    def give(_app, template, context, **_more):
        context.update(dict.fromkeys(NAMES, value))

    plain = MENUS.findall(neighbour.get("/solidarite/mes-dons").text)
    assert len(plain) == 2
    assert "aria-current" in plain[0]
    with before_render_template.connected_to(give, app):
        given = MENUS.findall(neighbour.get("/solidarite/mes-dons").text)
    assert given == plain


def test_what_a_page_is_given_by_those_names_is_what_its_blocks_show(app):
    with app.test_request_context("/"):
        page = render_template_string(PAGE, **{name: f"my {name}" for name in NAMES})
    assert "<p>" + "|".join(f"my {name}" for name in NAMES) + "</p>" in page


def test_a_page_may_set_those_names_itself(app):
    ours = "".join(f'{{% set {name} = "my {name}" %}}' for name in NAMES)
    with app.test_request_context("/"):
        page = render_template_string(ours + PAGE)
    assert "<p>" + "|".join(f"my {name}" for name in NAMES) + "</p>" in page
    assert 'class="frame plain' in page


TABS = re.compile(r"<nav class=\"tabs\".*?</nav>", re.DOTALL)


def test_every_page_of_the_administration_lights_one_word_on_a_telephone(app, make, signed_in):
    here = make.municipality()
    browser = signed_in(make.resident(is_administrator=True))
    with app.test_request_context():
        tasks = [one for one in app.jinja_env.globals["menu"].tasks if not one.hands_on]
        pages = [
            url_for(one.endpoint, **({"municipality_id": here.id} if one.whose == "town" else {}))
            for one in tasks
        ]
    assert len(pages) > 20
    for page in ("/administration/", *pages):
        (tabs,) = TABS.findall(browser.get(page, follow_redirects=True).text)
        assert re.findall(r'href="([^"]+)" aria-current', tabs) == ["/moi"], page


def test_the_bell_is_lit_on_the_page_of_news(neighbour):
    bell = '<a class="icon-link" href="/notifications" aria-current=page'
    assert bell in neighbour.get("/notifications").text
    assert bell not in neighbour.get("/moi").text
