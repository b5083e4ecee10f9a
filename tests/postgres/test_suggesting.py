"""Notices that may answer another are found on PostgreSQL as they are on SQLite."""

import pytest

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.matching.suggesting import answered_by_own, suggestions
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Category, Direction
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import a_ladder, a_shelf

RAIL = a_shelf(title="Percer pour une tringle", body="L’étagère attendra.")
DRILL = a_ladder(title="Je prête ma visseuse", body="Avec ses mèches.")


@pytest.fixture
def found(app, make):
    quartier = make.quartier("Les Tanneurs")
    karima, marcel = (make.resident(name, quartier) for name in ("Karima Benali", "Marcel Dupont"))
    rail = make.act(notices.publish, karima, direction=Direction.ASK, wording=RAIL)
    make.act(notices.publish, marcel, direction=Direction.OFFER, wording=DRILL)
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
