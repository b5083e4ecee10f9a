"""A neighbour who prepares mandates on paper for people without a mailbox."""

from pathlib import Path

import pytest

from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.queries.codes import stop_code_of
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.mandates import record

FONTS = Path("static/dist/letters")
STOP = "/mandats/arreter-un-mandat"


@pytest.fixture
def town(make):
    return make.municipality()


@pytest.fixture
def quartier(make, town):
    return make.quartier("Les Tanneurs", town)


@pytest.fixture
def helper(make, quartier):
    return make.resident("Karima Benali", quartier)


@pytest.fixture
def door(make, quartier):
    return make.address(quartier, number=12, street="rue de la Tour")


@pytest.fixture
def browser(signed_in, helper):
    return signed_in(helper)


@pytest.fixture
def kept(app):
    """Read a mandate again, with its people: None when nothing is left of it."""

    def kept(mandate_id):
        with app.app_context():
            return queries.by_id(mandate_id)

    return kept


@pytest.fixture
def prepare(make, helper, door):
    """Prepare a form: `prepare("Marcel Dupont")` returns the mandate."""

    def prepare(name="Marcel Dupont", *, scopes=("post", "chat"), days=31, by=helper):
        with make.writing() as session:
            return giving.prepare_on_paper(
                Actor.of(session.get_one(Resident, by.id)),
                full_name=name,
                address=session.get_one(Address, door.id),
                terms=giving.Terms(scopes=frozenset(scopes), days=days),
            )

    return prepare


@pytest.fixture
def recorded(make, prepare):
    """A mandate that a town hall has recorded."""

    def recorded(name="Marcel Dupont", **more):
        mandate = prepare(name, **more)
        record(make, mandate.id)
        return mandate

    return recorded


def steps(browser, door, **answers):
    """Answer every step; returns the last answer, that of the preview."""
    said = {"full_name": "Marcel Dupont", "scopes": ["post", "chat"], "days": "182", **answers}
    browser.post("/mandats/papier", data={"full_name": said["full_name"]})
    browser.post("/mandats/papier/adresse", data={"key": door.key})
    browser.post("/mandats/papier/quoi", data={"scopes": said["scopes"]})
    return browser.post("/mandats/papier/duree", data={"days": said["days"]})


@pytest.fixture
def stop_code(app, kept):
    def stop_code(mandate):
        with app.app_context():
            return stop_code_of(kept(mandate.id))

    return stop_code
