"""A town with who runs it, another one, and who administers the whole."""

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import StaffRole
from neighbourhood.people.kinds import SEEN
from neighbourhood.residents.models.sights import Sight, SightNames
from tests.support.town_hall import work_at_the_town_hall

PERSON = "/administration/personnes/{}"


@pytest.fixture
def quartier(make):
    return make.quartier("Les Tanneurs", make.municipality("Valbourg"))


@pytest.fixture
def karima(make, quartier):
    return make.resident("Karima Benali", quartier, email="karima@example.org")


@pytest.fixture
def hassan(make, quartier):
    """He runs the site for Valbourg."""
    person = make.resident("Hassan Alaoui", quartier)
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    return person


@pytest.fixture
def nadege(make):
    """She administers the instance, and lives in another town."""
    there = make.quartier("Là-bas", make.municipality("Autreville"))
    return make.resident("Nadège Perrin", there, is_administrator=True)


@pytest.fixture
def town_desk(hassan, signed_in):
    return signed_in(hassan)


@pytest.fixture
def desk(nadege, signed_in):
    return signed_in(nadege)


@pytest.fixture
def look():
    """Open the page of a person, saying why first; returns the page."""

    def look(browser, person):
        here = PERSON.format(person.id)
        asked = browser.get(here)
        if asked.status_code == 303:
            assert asked.location.startswith(f"/raison/{SEEN.code}/")
            assert browser.post(asked.location, data={"ready": "0"}).location == here
            asked = browser.get(here)
        return asked

    return look


@pytest.fixture
def noted(app):
    """What was noted about a person: the act and the reason of each."""

    def noted(person):
        with app.app_context():
            asked = select(Sight.act, SightNames.reason).join(SightNames.sight)
            return db.session.execute(asked.where(SightNames.about_id == person.id)).all()

    return noted
