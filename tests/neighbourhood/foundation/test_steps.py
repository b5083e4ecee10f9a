"""A form of several pages: nothing typed is lost, whoever types, wherever one goes."""

import pytest
from flask import make_response

from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.web import steps
from neighbourhood.foundation.web.steps import Steps

# Pages that exist: what counts here is where they lead.
WALK = Steps("walk", "residents", ("me", "security", "sign_in"))


@pytest.fixture
def anna(make):
    return make.resident("Anna")


@pytest.fixture
def kept(make):
    """What is kept of a form by now."""

    def read(resident, form):
        with make.writing():
            return drafts.answers_of(drafts.Sheet(resident.id, form))

    return read


def test_answers_are_kept_over_those_of_before_and_apart_from_other_forms(make, anna, kept):
    paul = make.resident("Paul")
    for resident, form, answers in (
        (anna, "walk long", {"where": "la rivière", "when": "lundi"}),
        (anna, "walk long", {"when": "mardi"}),
        (anna, "walk short", {"where": "le square"}),
        (paul, "walk long", {"where": "la gare"}),
    ):
        with make.writing():
            drafts.keep(drafts.Sheet(resident.id, form), answers)
    assert kept(anna, "walk long") == {"where": "la rivière", "when": "mardi"}
    with make.writing():
        assert drafts.take(drafts.Sheet(anna.id, "walk long")) == {
            "where": "la rivière",
            "when": "mardi",
        }
    assert kept(anna, "walk long") == {}
    assert kept(anna, "walk short") == {"where": "le square"}
    assert kept(paul, "walk long") == {"where": "la gare"}


@pytest.mark.parametrize(
    ("go", "status", "location"),
    [("keep", 204, None), ("back", 303, "/moi"), ("", 303, "/connexion")],
)
def test_a_page_left_by_any_way_is_kept(app, anna, kept, monkeypatch, go, status, location):
    monkeypatch.setattr(steps, "writer", lambda: anna)
    with app.test_request_context("/", method="POST", data={"go": go}):
        walk = WALK.walk("long")
        walk.keep(when="mardi")
        left = walk.leaving("security") or walk.next("security", None, right=True)
        answered = make_response(left)
    assert (answered.status_code, answered.location) == (status, location)
    assert kept(anna, "walk long") == {"when": "mardi"}


def test_back_from_the_first_page_leads_nowhere_else(app, anna, monkeypatch):
    monkeypatch.setattr(steps, "writer", lambda: anna)
    with app.test_request_context("/", method="POST", data={"go": "back"}):
        assert make_response(WALK.walk().leaving("me")).location == "/moi"
