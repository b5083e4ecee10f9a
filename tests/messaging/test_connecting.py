"""Who connects to live chat, and what staff must have proved before."""

from dataclasses import replace

import pytest

from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.settings import EXTENSION
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.access import SIGNED_IN, VERIFIED
from neighbourhood.partners.models import StaffRole
from neighbourhood.residents.models.residents import Resident
from tests.support import mandates
from tests.support.town_hall import work_at_the_town_hall


def test_every_event_declares_who_may_call_it(app):
    declared = {
        event: getattr(handler, "access", None)
        for event, handler, namespace in socketio.handlers
        if namespace == "/"
    }
    assert declared.pop("connect") == SIGNED_IN
    assert set(declared) == {
        "conversation:join",
        "conversation:people",
        "message:send",
        "message:edit",
        "message:read",
    }
    assert set(declared.values()) == {VERIFIED}


def test_nobody_connects_without_signing_in(live):
    assert not live(None).connected


@pytest.mark.parametrize("origin", [None, "http://evil.example", "http://localhost.evil.example"])
def test_pages_of_other_sites_do_not_connect(live, karima, origin):
    assert not live(karima, origin=origin).connected


@pytest.fixture
def second_factor_asked(app, monkeypatch):
    """Run as a real site does, where staff prove more than a password."""
    chosen = replace(app.extensions[EXTENSION], staff_second_factor=True)
    monkeypatch.setitem(app.extensions, EXTENSION, chosen)


@pytest.fixture
def as_staff(make, karima):
    work_at_the_town_hall(make, karima, StaffRole.READ)


@pytest.fixture
def as_administrator(make, karima):
    with make.writing() as session:
        session.get_one(Resident, karima.id).is_administrator = True


@pytest.mark.parametrize("role", ["as_staff", "as_administrator"])
def test_staff_without_a_second_factor_are_refused_with_a_sentence(
    request, role, live, karima, marcel, second_factor_asked, refusals
):
    assert live(karima).connected
    request.getfixturevalue(role)
    assert not live(karima).connected
    [(sentence, details)] = refusals
    assert "ajoutez d’abord une deuxième preuve" in sentence
    assert details == {"code": "second_factor_first"}
    assert live(marcel).connected


@pytest.mark.parametrize("role", ["as_staff", "as_administrator"])
def test_with_one_they_are_let_in(request, role, make, live, karima, second_factor_asked):
    request.getfixturevalue(role)
    with make.writing() as session:
        session.get_one(Resident, karima.id).second_factor_since = now()
    assert live(karima).connected


def test_it_is_asked_of_who_acts_for_another(
    make, live, signed_in, karima, marcel, second_factor_asked, request
):
    mandate = mandates.give(make, marcel, karima)
    browser = mandates.act_by(signed_in(karima), mandate)
    assert live(karima, browser=browser).connected
    request.getfixturevalue("as_staff")
    assert not live(karima, browser=browser).connected


def test_and_not_of_whom_they_act_for(
    make, live, signed_in, karima, marcel, second_factor_asked, as_staff
):
    mandate = mandates.give(make, karima, marcel)
    browser = mandates.act_by(signed_in(marcel), mandate)
    assert live(marcel, browser=browser).connected


def test_where_staff_need_none_they_are_let_in(live, karima, as_staff, as_administrator):
    assert live(karima).connected
