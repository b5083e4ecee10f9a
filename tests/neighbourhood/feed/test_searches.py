"""Searches that one keeps write once a day at most, with what is new since."""

import pytest

from neighbourhood.feed import jobs, saving
from neighbourhood.feed.kinds import Filters
from neighbourhood.feed.models import SavedSearch
from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.actions.erasing import erase
from neighbourhood.residents.models.blocks import Block

PATH = "/entraide/recherches"
NOTHING_KEPT = "Vous ne gardez aucune recherche"


@pytest.fixture
def karima(make, town):
    return make.resident("Karima Benali", town["Les Tanneurs"])


@pytest.fixture
def marcel(make, town):
    return make.resident("Marcel Dupont", town["Les Tanneurs"])


@pytest.fixture
def browser(signed_in, karima):
    return signed_in(karima)


@pytest.fixture
def bike(make, karima):
    """Karima keeps a search for a bicycle."""
    return make.act(saving.save_search, karima, filters=Filters(words="vélo"))


@pytest.fixture
def put_up(town, card, marcel):
    """Put up a card just now, of Marcel in Les Tanneurs unless it is said."""

    def put_up(title, author=marcel, quartier="Les Tanneurs", **more):
        return card(town[quartier], title, author, created_at=now(), **more)

    return put_up


@pytest.fixture
def told(app, make, karima):
    """Do the daily work, and return how often Karima was told."""

    def look() -> int:
        with app.app_context():
            jobs.look_for_news()
        with make.writing() as session:
            news = session.query(Notification).filter_by(resident_id=karima.id, kind="feed.found")
            return news.count()

    return look


def kept(make) -> list[SavedSearch]:
    with make.writing() as session:
        return session.query(SavedSearch).all()


def test_what_the_list_was_asked_for_is_kept_in_one_tap(browser, make):
    page = browser.get("/entraide?q=vélo&kind=ask").text
    assert "Me prévenir s’il y a du nouveau" in page
    assert browser.post(PATH, data={"q": "vélo", "kind": "ask"}).headers["Location"] == PATH
    [search] = kept(make)
    assert (search.words, search.kind, search.category) == ("vélo", "ask", None)
    assert "« vélo »" in browser.get(PATH).text.replace("\xa0", " ")


def test_without_anything_asked_there_is_nothing_to_keep(browser, make):
    assert "Me prévenir" not in browser.get("/entraide").text
    assert browser.post(PATH, data={}).status_code == 422
    assert kept(make) == []


def test_the_same_search_is_kept_once(browser, make):
    for said in ("vélo", "  Vélo "):
        browser.post(PATH, data={"q": said})
    assert len(kept(make)) == 1


def test_twenty_are_enough(browser, make):
    for number in range(20):
        browser.post(PATH, data={"q": f"mot{number}"})
    refused = browser.post(PATH, data={"q": "un de trop"})
    assert refused.status_code >= 400
    assert "Vous gardez déjà vingt recherches" in refused.text
    assert len(kept(make)) == 20


def test_what_is_new_is_told_once_for_all_searches(make, karima, bike, put_up, told):
    make.act(saving.save_search, karima, filters=Filters(words="électrique"))
    put_up("Un vélo électrique")
    put_up("Un autre vélo")
    assert told() == 1
    assert [search.found_at is not None for search in kept(make)] == [True, True]


def test_what_was_there_before_is_not_new(town, card, marcel, bike, told):
    card(town["Les Tanneurs"], "Un vieux vélo", marcel)
    assert told() == 0


def test_ones_own_is_not_told(karima, bike, put_up, told):
    put_up("Mon vélo", karima)
    assert told() == 0


def test_what_one_may_not_read_is_not_told(town, bike, put_up, told):
    put_up("Un vélo", quartier="Port-Neuf")
    put_up("Un vélo caché", listed=False)
    assert told() == 0


def test_nothing_of_who_is_kept_apart_is_told(make, karima, marcel, bike, put_up, told):
    with make.writing() as session:
        session.add(Block(blocker_id=marcel.id, blocked_id=karima.id, created_at=now()))
    put_up("Un vélo")
    assert told() == 0


def test_other_words_and_other_kinds_are_not_told(make, karima, put_up, told):
    make.act(saving.save_search, karima, filters=Filters(words="vélo", kind="offer"))
    put_up("Un vélo")
    put_up("Une échelle", kind="offer")
    assert told() == 0


def test_one_is_told_once_a_day_and_nothing_is_lost(bike, put_up, told, move_clock):
    put_up("Un vélo")
    assert told() == 1
    put_up("Un deuxième vélo")
    assert told() == 1
    move_clock(days=1)
    assert told() == 2
    move_clock(days=1)
    assert told() == 2


def test_a_search_is_let_go_after_a_question(browser, make, bike):
    asked = browser.get(f"{PATH}/{bike.id}/retirer")
    assert "Retirer cette recherche" in asked.text
    assert len(kept(make)) == 1


def test_a_search_that_was_let_go_tells_nothing(make, bike, put_up, told):
    with make.writing() as session:
        saving.forget_search(session.get_one(SavedSearch, bike.id))
    put_up("Un vélo")
    assert told() == 0


def test_searches_go_with_the_account(make, karima, bike):
    with make.writing():
        erase(karima.id)
    assert kept(make) == []


def test_the_empty_page_says_how(browser):
    assert NOTHING_KEPT in browser.get(PATH).text
