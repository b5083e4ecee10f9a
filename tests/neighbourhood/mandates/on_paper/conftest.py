"""A neighbour who prepares mandates on paper for people without a mailbox."""

from pathlib import Path

import pytest

from neighbourhood.mandates.queries.codes import stop_code_of
from neighbourhood.places.models import Municipality
from tests.support.mandates import prepare_paper, record

FONTS = Path("static/dist/letters")
STOP = "/mandats/arreter-un-mandat"


@pytest.fixture
def town(make, quartier):
    with make.writing() as session:
        return session.get_one(Municipality, quartier.municipality_id)


@pytest.fixture
def browser(signed_in, helper):
    return signed_in(helper)


@pytest.fixture
def prepare(make, helper, door, kept):
    """Prepare a form: `prepare("Marcel Dupont")` returns the mandate."""

    def prepare(name="Marcel Dupont", *, scopes=("post", "chat"), days=31, by=helper):
        return kept(prepare_paper(make, by, name, scopes=scopes, days=days, door=door))

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
