"""Words that could not be sent: whose they are, how long they stay, and when they go."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.foundation.errors import Busy
from neighbourhood.foundation.personal import RETENTIONS
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.unsent import KEPT_FOR, MOST_FORMS, Unsent
from neighbourhood.foundation.web import unsent
from neighbourhood.residents.views import profile
from tests.support.lately import lately

PAGE = "/moi/profil"
TYPED = {"full_name": "Karima Benali", "about": "Je bricole le samedi"}


@pytest.fixture
def karima(make):
    return make.resident("Karima Benali")


@pytest.fixture
def marcel(make):
    return make.resident("Marcel Dupont")


@pytest.fixture
def ended(signed_in, karima, end_all):
    """A browser whose session ended while its owner was writing, and who sent it all the same."""
    browser = signed_in(karima)
    browser.get(PAGE)
    end_all()
    assert browser.post(PAGE, data=TYPED).location == f"/connexion?next={PAGE}"
    return browser


def kept(app) -> list[Unsent]:
    with app.app_context():
        return list(db.session.scalars(select(Unsent)))


def test_signed_out_elsewhere_one_finds_ones_words_again(ended, enter_again, karima):
    enter_again(ended, karima)
    assert TYPED["about"] in ended.get(PAGE).text


def test_nobody_else_in_that_browser_sees_them_and_they_wait_for_whose_they_are(
    ended, enter_again, karima, marcel
):
    assert TYPED["about"] not in ended.get("/connexion").text
    enter_again(ended, marcel)
    assert TYPED["about"] not in ended.get(PAGE).text
    enter_again(ended, karima)
    assert TYPED["about"] in ended.get(PAGE).text


def test_another_browser_of_the_same_person_does_not_hold_the_key(ended, signed_in, karima):
    assert TYPED["about"] not in signed_in(karima).get(PAGE).text


def test_they_go_once_the_form_was_taken(app, ended, enter_again, karima):
    enter_again(ended, karima)
    assert ended.post(PAGE, data={**TYPED, "about": "Autre chose"}).status_code == 303
    assert kept(app) == []
    assert "relisez, puis envoyez" not in ended.get(PAGE).text


def test_a_form_with_a_mistake_is_not_taken(app, ended, enter_again, karima):
    enter_again(ended, karima)
    assert ended.post(PAGE, data={**TYPED, "full_name": ""}).status_code == 422
    assert len(kept(app)) == 1


def test_they_go_with_whoever_signs_out(app, ended, enter_again, karima):
    enter_again(ended, karima)
    ended.post("/deconnexion")
    assert kept(app) == []


def test_those_of_one_form_can_be_erased(app, ended, enter_again, karima):
    enter_again(ended, karima)
    ended.post("/messages/987", headers={"Origin": "http://localhost"}, data={"text": "Samedi"})
    link = re.search(r'href="(/mots/effacer[^"]*)"', ended.get(PAGE).text)[1]
    asked = ended.get(html.unescape(link)).text
    assert "sera effacé pour de bon" in asked
    assert len(kept(app)) == 2, "looking erases nothing"
    erase = re.search(r'action="(/mots/effacer[^"]*)"', asked)[1]
    assert ended.post(html.unescape(erase)).location == PAGE
    assert [row.path for row in kept(app)] == ["/messages/987"]


def test_they_are_not_readable_in_the_database(app, ended):
    (row,) = kept(app)
    written = f"{row.browser} {row.page} {row.path} {row.sealed}"
    assert not [word for word in TYPED.values() if word in written]


def test_they_are_gone_within_the_day(app, ended, enter_again, karima, move_clock):
    enter_again(ended, karima)
    move_clock(seconds=KEPT_FOR.total_seconds() + 60)
    with app.app_context():
        RETENTIONS["unsent"].forget(now() - KEPT_FOR)
    assert kept(app) == []
    assert timedelta(hours=1) + KEPT_FOR < timedelta(days=1)


def test_a_browser_keeps_a_few_forms_and_each_once(app, signed_in, karima, end_all):
    browser = signed_in(karima)
    end_all()
    for number in range(MOST_FORMS + 3):
        browser.post(f"/messages/{number}", data={"text": "Bonjour"})
        browser.post(f"/messages/{number}", data={"text": "Bonsoir"})
    assert len(kept(app)) == MOST_FORMS


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"about": "  "},
        {"subject": "service"},
        {"password": "une phrase", "present": "une autre", "code": "123456"},
    ],
)
def test_what_holds_no_words_is_not_kept(app, signed_in, karima, end_all, typed):
    browser = signed_in(karima)
    end_all()
    answer = browser.post(PAGE, data=typed)
    assert answer.location == f"/connexion?next={PAGE}"
    assert kept(app) == []
    assert "gardés" not in browser.get(answer.location).text


def test_no_secret_is_kept_with_the_words(app, signed_in, karima, end_all):
    with app.test_request_context(
        "/x",
        method="POST",
        data={**TYPED, "password": "p", "present": "p", "code": "1", "csrf_token": "t"},
    ):
        assert unsent.typed_fields() == {name: [value] for name, value in TYPED.items()}


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_page_of_elsewhere_puts_no_words_into_a_form(app, signed_in, karima, end_all, headers):
    browser = signed_in(karima)
    end_all()
    browser.post(PAGE, data=TYPED, headers=headers)
    assert kept(app) == []


def test_a_password_asked_for_again_loses_no_word(app, signed_in, karima):
    browser = signed_in(karima)
    page = "/moi/securite/cles"
    asked = browser.post(page, data={"name": "Ma clé bleue"})
    assert asked.location == f"/moi/confirmer?next={page}"
    lately(app, browser, karima)
    assert "Ma clé bleue" in browser.get(page).text


@pytest.mark.parametrize("failure", [Busy, RuntimeError])
def test_a_refusal_or_a_fault_of_ours_loses_no_word(app, signed_in, karima, monkeypatch, failure):
    def fail(*_given, **_more):
        raise failure

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(profile, "transaction", fail)
    browser = signed_in(karima)
    answer = browser.post(PAGE, data=TYPED)
    assert answer.status_code in {500, 503}
    assert f'href="{PAGE}">Retrouver mes mots' in answer.text
    assert TYPED["about"] in browser.get(PAGE).text


def test_where_the_form_no_longer_stands_the_words_are_shown(
    app, signed_in, karima, end_all, enter_again
):
    browser = signed_in(karima)
    end_all()
    back = browser.post("/messages/987", data={"text": "Samedi me va"}).location
    assert back == "/connexion?next=/messages/987"
    enter_again(browser, karima)
    page = browser.get("/messages/987")
    assert page.status_code in {403, 404}
    assert "Samedi me va" in page.text
    assert "n’est plus sur cette page" in page.text


def test_the_browser_is_told_what_was_taken(signed_in, karima):
    browser = signed_in(karima)
    browser.set_cookie("sending", "0123456789")
    assert browser.post(PAGE, data={**TYPED, "full_name": ""}).status_code == 422
    assert browser.get_cookie("taken") is None
    assert browser.post(PAGE, data=TYPED).status_code == 303
    assert browser.get_cookie("taken").value == "0123456789"
    assert browser.get_cookie("sending") is None


def test_who_signs_out_takes_their_own_words_along_and_nobody_elses(
    ended, enter_again, karima, marcel
):
    enter_again(ended, marcel)
    ended.post("/deconnexion")
    enter_again(ended, karima)
    assert TYPED["about"] in ended.get(PAGE).text
    ended.post("/deconnexion")
    enter_again(ended, karima)
    assert TYPED["about"] not in ended.get(PAGE).text


def test_words_of_nobody_known_are_shown_to_no_account(app, marcel, enter_again):
    browser = app.test_client()
    browser.post("/entraide/demander", data={"title": "Un secret", "csrf_token": "x"})
    enter_again(browser, marcel)
    assert "Un secret" not in browser.get("/entraide/demander", follow_redirects=True).text
