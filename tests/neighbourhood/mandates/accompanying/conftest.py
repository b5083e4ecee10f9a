"""A centre whose staff accompany people, and the forms they prepare."""

import re

import pytest
from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions import accompanying, giving
from neighbourhood.mandates.queries import accompanying as accompanying_queries
from neighbourhood.mandates.queries import mandates as given
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Address, Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.accompanying import accompany
from tests.support.mandates import record
from tests.support.streets import two_alike

TERMS = giving.Terms(scopes=frozenset({"post"}), days=182)
SAID = {"full_name": "Rosa Lima", "scopes": ["post", "chat"], "days": "182"}


@pytest.fixture
def sophie(office, centre, signed_in):
    return signed_in(office.author)


@pytest.fixture
def colleague(office, centre, make):
    """Let Hassan accompany too."""
    accompany(make, centre, office.reader)
    return office.reader


@pytest.fixture(params=[None, StaffRole.PUBLISH, StaffRole.MANAGE])
def lea(office, centre, make, request):
    """Return somebody who has another role there, or none, but does not accompany."""
    lea = make.resident("Léa Roy", office.quartier)
    with office.at_work():
        if request.param:
            staffing.name_staff(hold(Partner, centre), who(lea), role=request.param)
    return lea


@pytest.fixture
def door(office, make):
    return make.address(office.quartier, number=12, street="rue de la Tour")


def who(resident):
    return db.session.get_one(Resident, resident.id)


@pytest.fixture
def prepare(office, centre, door):
    """Prepare a form: `prepare("Rosa Lima")` returns the id of the mandate."""

    def prepare(name="Rosa Lima", *, by=office.author, at=door):
        with office.at_work():
            return accompanying.prepare_on_paper(
                Actor.of(who(by)),
                hold(Partner, centre),
                full_name=name,
                address=db.session.get_one(Address, at.id),
                terms=TERMS,
            ).id

    return prepare


@pytest.fixture
def renew(office, centre):
    def renew(mandate_id, *, by=office.author):
        with office.at_work():
            partner = hold(Partner, centre)
            former = accompanying_queries.mandate_of(partner, mandate_id)
            return accompanying.renew_on_paper(Actor.of(who(by)), partner, former, terms=TERMS).id

    return renew


@pytest.fixture
def recorded(make, prepare):
    """Return the id of a mandate that a town hall has recorded."""

    def recorded(name="Rosa Lima"):
        mandate_id = prepare(name)
        record(make, mandate_id)
        return mandate_id

    return recorded


@pytest.fixture
def street(office, make):
    """Import the doors number 3 of two streets whose names are alike."""
    with make.writing() as session:
        town = session.get_one(Municipality, office.partner.municipality_id)
    two_alike(make, town)


@pytest.fixture
def home_of(app):
    """Return the key of the door that a form just prepared says, from the answer."""

    def home_of(answer):
        with app.app_context():
            return given.by_id(int(answer.location.rpartition("/")[2])).address.key

    return home_of


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def ticked(page):
    """Return the values of what is chosen on a page."""
    return re.findall(r'value="([^"]*)"[^>]* checked|checked[^>]* value="([^"]*)"', page)
