"""People on their way home, a town hall desk, and a clock that can be moved."""

from functools import partial

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.places.models import Address, Municipality
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.models.residents import Resident
from tests.support.settings import with_settings
from verification.actions import claims as claims_actions
from verification.models.claims import AddressClaim
from verification.models.letters import LetterCode
from verification.queries import claims as claims_queries
from verification.queries import letters as letters_queries

__all__ = ["with_settings"]


@pytest.fixture
def newcomer(make):
    return make.resident("Nora Petit", verified=False)


@pytest.fixture
def door(make):
    return make.address()


@pytest.fixture
def claim(make):
    """Claim an address: `claim(resident, door, "desk")` returns the claim."""

    def claim(resident, address, method="letter"):
        return make.act(claims_actions.claim_address, resident, address, method=method)

    return claim


@pytest.fixture
def claimed(claim, newcomer, door):
    """The claim of the newcomer on the door."""
    return claim(newcomer, door)


@pytest.fixture
def again(make):
    """Ask for another letter."""
    return partial(make.act, claims_actions.ask_again)


@pytest.fixture
def enter(make):
    """Enter a code: `enter(resident, code)` returns the outcome."""

    return lambda resident, code: make.act(claims_actions.confirm_code, resident, code=code)


@pytest.fixture
def code_of(app):
    """Read the code in the letter of a resident, as only its reader does."""

    def code_of(resident):
        with app.app_context():
            letter = letters_queries.live_letter(claims_queries.last_claim(resident))
            return letters_queries.code_in(letter)

    return code_of


@pytest.fixture
def reread(app):
    """Read rows again, oldest first: `reread(LetterCode)`."""

    def reread(model):
        with app.app_context():
            return db.session.scalars(select(model).order_by(model.id)).unique().all()

    return reread


@pytest.fixture
def letters(reread):
    return lambda: reread(LetterCode)


@pytest.fixture
def claims(reread):
    return lambda: reread(AddressClaim)


@pytest.fixture
def clerk_for(make):
    """Somebody who verifies addresses at the town hall of a municipality."""

    def clerk_for(municipality_id, role=StaffRole.VERIFY):
        clerk = make.resident("Claire Mairie", verified=False)
        with make.writing() as session:
            town = session.get_one(Municipality, municipality_id)
            name = f"Accueil {clerk.id}"
            hall = accrediting.accredit(town, name=name, kind=PartnerKind.CITY_SERVICE)
            staffing.name_staff(hall, session.get_one(Resident, clerk.id), role=role)
        return clerk

    return clerk_for


@pytest.fixture
def clerk(make, door, clerk_for):
    with make.writing() as session:
        town = session.get_one(Address, door.id).quartier.municipality_id
    return clerk_for(town)


@pytest.fixture
def hall(clerk, signed_in):
    """The browser of the clerk."""
    return signed_in(clerk)


@pytest.fixture
def settle(make):
    """Give somebody a verified home at an address that others may share."""

    def settle(resident, address):
        with make.writing() as session:
            one = session.get_one(Resident, resident.id)
            accounts.settle_in(one, session.get_one(Address, address.id))
        return resident

    return settle


@pytest.fixture
def neighbour_of(make):
    """A verified neighbour behind another door of the quartier of an address."""

    def neighbour_of(address, name="Karima Benali"):
        with make.writing() as session:
            quartier = session.get_one(Address, address.id).quartier
        return make.resident(name, quartier)

    return neighbour_of


@pytest.fixture
def home_of(app):
    """Read a resident again."""

    def home_of(resident):
        with app.app_context():
            return db.session.get_one(Resident, resident.id)

    return home_of
