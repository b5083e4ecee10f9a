"""Whoever has a charter to read is led there, reads on if they wish, and loses no word."""

import pytest

from neighbourhood.residents.actions import charters as actions
from neighbourhood.residents.models.charters import CharterAcceptance
from tests.support.words import plain


def publish(make, town_id=None, **words) -> int:
    said = {"title": "Charte", "text": "# Nous\n- Bonjour à tous.", "change": "Un mot."} | words
    with make.writing() as session:
        charter = actions.begin_draft(town_id)
        said["text"] += f"\n- Version {charter.version}."
        actions.write_draft(charter, **said)
        session.flush()
        actions.publish(charter)
        return charter.id


@pytest.fixture
def karima(make):
    return make.resident("Karima Benali")


def test_a_page_leads_to_the_charter_and_the_charter_back(make, karima, signed_in):
    browser = signed_in(karima)
    assert browser.get("/entraide").status_code == 200
    charter_id = publish(make)
    led = browser.get("/entraide?q=vélo")
    assert led.status_code == 303
    page = browser.get(led.location)
    assert "Bonjour à tous." in page.text
    taken = browser.post(f"/charte/{charter_id}/accepter?next=/entraide?q=vélo")
    assert taken.location.startswith("/entraide?q=")
    assert "vous avez accepté" in plain(browser.get("/entraide").text)


def test_home_leads_there_too(make, karima, signed_in):
    publish(make)
    assert "/charte/a-lire" in signed_in(karima).get("/").location


def test_what_a_neighbour_agreed_to_nobody_else_has(make, karima, signed_in):
    charter_id, marcel = publish(make), make.resident("Marcel Roux", karima.quartier)
    signed_in(marcel).post(f"/charte/{charter_id}/accepter")
    assert signed_in(marcel).get("/").status_code == 200
    assert "/charte/a-lire" in signed_in(karima).get("/").location


def test_a_visitor_reads_as_before(make, visitor):
    publish(make)
    assert visitor.get("/").status_code == 200
    assert "Bonjour à tous." in visitor.get("/charte").text


def test_the_head_of_a_page_and_what_a_script_fetches_are_answered(make, karima, signed_in):
    publish(make)
    browser = signed_in(karima)
    assert browser.head("/entraide").status_code == 200
    fetched = browser.get("/entraide", headers={"Sec-Fetch-Mode": "cors"})
    assert fetched.status_code == 200


def test_not_now_lets_one_read_and_a_newer_version_asks_again(make, karima, signed_in):
    publish(make)
    browser = signed_in(karima)
    later = browser.post("/charte/plus-tard?next=/entraide")
    assert later.location == "/entraide"
    assert "Pour écrire" in plain(browser.get("/entraide").text)
    assert browser.post("/entraide/demander", data={"subject": "errand"}).status_code == 303
    publish(make)
    assert browser.get("/entraide").status_code == 303


def test_words_sent_before_agreeing_wait_in_their_form(make, karima, signed_in):
    browser = signed_in(karima)
    charter_id = publish(make)
    browser.post("/charte/plus-tard")
    kept = browser.post("/entraide/demander/details", data={"title": "Un vélo", "words": "Rouge."})
    assert "/charte/a-lire" in kept.location
    assert "Vos mots sont gardés" in plain(browser.get(kept.location).text)
    onward = browser.post(f"/charte/{charter_id}/accepter?next=/entraide/demander").location
    assert onward == "/entraide/demander"


def test_a_draft_is_kept_while_a_page_is_closed(make, karima, signed_in):
    publish(make)
    kept = signed_in(karima).post(
        "/entraide/demander/details", data={"title": "Un vélo", "go": "keep"}
    )
    assert kept.status_code == 204


def test_what_changed_is_shown_to_whoever_agreed_before(make, karima, signed_in):
    browser = signed_in(karima)
    browser.post(f"/charte/{publish(make, text='- À 22 h, silence.')}/accepter")
    publish(make, text="- À 21 h, silence.", change="Une heure plus tôt.")
    page = plain(browser.get("/charte/a-lire").text)
    assert "La charte a changé" in page
    assert "Une heure plus tôt." in page
    assert "</span>22<span" in page
    assert "</span>21<span" in page


def test_the_charter_of_a_town_comes_with_the_home(make, karima, signed_in):
    town_id = karima.quartier.municipality_id
    publish(make, town_id)
    nour = make.resident("Nour Haddad", verified=False)
    assert signed_in(nour).get("/").status_code == 200
    assert signed_in(karima).get("/").status_code == 303


def test_a_draft_or_a_charter_that_is_none_cannot_be_agreed_to(make, karima, signed_in):
    with make.writing():
        draft_id = actions.begin_draft(None).id
    browser = signed_in(karima)
    assert browser.post(f"/charte/{draft_id}/accepter").status_code == 404
    assert browser.post("/charte/999/accepter").status_code == 404
    with make.writing() as session:
        assert session.query(CharterAcceptance).count() == 0
