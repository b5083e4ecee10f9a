"""Notices that may answer another are found on PostgreSQL as they are on SQLite."""

import pytest

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.matching.short import short_and_near
from neighbourhood.exchanges.matching.suggesting import answered_by_own, suggestions
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Category, Direction
from neighbourhood.feed import saved, saving, weekly
from neighbourhood.feed.kinds import Filters
from neighbourhood.feed.models import SavedSearch
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.actions import shelf
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import a_drill, a_shelf

RAIL = a_shelf(title="Percer pour une tringle", body="L’étagère attendra.")
DRILL = a_drill(title="Je prête ma visseuse", body="Avec ses mèches.")


@pytest.fixture
def found(app, make):
    quartier = make.quartier("Les Tanneurs")
    karima, marcel = (make.resident(name, quartier) for name in ("Karima Benali", "Marcel Dupont"))
    rail = make.act(notices.publish, karima, direction=Direction.ASK, wording=RAIL)
    make.act(shelf.add, marcel, wording=DRILL)
    cat = a_shelf(category=Category.PETS, title="Garder un chat", body="")
    make.act(notices.publish, marcel, direction=Direction.OFFER, wording=cat)

    def find(way, viewer) -> list[str]:
        with app.test_request_context():
            reader = db.session.get_one(Resident, viewer.id)
            beside = way(reader, db.session.get_one(Notice, rail.id))
            return [one.line.title for one in beside]

    return {
        "for the author": find(suggestions, karima),
        "for the reader": find(answered_by_own, marcel),
    }


def test_the_drill_is_found_for_who_asks_and_for_who_lends_it(found):
    assert found == {
        "for the author": ["Je prête ma visseuse"],
        "for the reader": ["Je prête ma visseuse"],
    }


@pytest.fixture
def karima(make):
    return make.resident("Karima Benali", make.quartier("Les Tanneurs"))


@pytest.fixture
def bread(make, karima):
    """Ask for bread in the quartier of Karima, once it is called."""
    marcel = make.resident("Marcel Dupont", karima.quartier)
    wording = a_shelf(category=Category.ERRANDS, title="Du pain frais", body="")
    return lambda: make.act(notices.publish, marcel, direction=Direction.ASK, wording=wording)


def test_what_takes_half_an_hour_is_found(app, karima, bread):
    bread()
    with app.test_request_context():
        lines = short_and_near(db.session.get_one(Resident, karima.id))
        assert [line.title for line in lines] == ["Du pain frais"]


def test_a_saved_search_finds_what_is_new(app, make, karima, bread):
    kept = make.act(saving.save_search, karima, filters=Filters(words="pains", kind="ask"))

    def is_found() -> bool:
        with app.test_request_context():
            search = db.session.get_one(SavedSearch, kept.id)
            return saved.has_news(db.session.get_one(Resident, karima.id), search)

    assert not is_found()
    bread()
    assert is_found()


def test_a_choice_of_the_week_is_made(make, karima, bread):
    make.act(weekly.want, karima)
    bread()
    with make.writing():
        weekly.choose(karima.id)
    with make.writing() as session:
        resident = session.get_one(Resident, karima.id)
        choice = weekly.choice_of(resident)
        assert [line.title for line in weekly.shown(resident, choice)] == ["Du pain frais"]
