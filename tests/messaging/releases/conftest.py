"""What people do with their address in a conversation, and the pages that show it."""

import pytest

from messaging.actions import releases
from messaging.models import Level
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident

STREET, DOOR = "venelle du Canari", "7319 venelle du Canari, 99350 Valbourg"


@pytest.fixture
def marcel(make, quartier):
    """Marcel, behind a door like no other."""
    person = make.resident("Marcel Lefèvre", quartier)
    door = make.address(quartier, number=7319, street=STREET)
    with make.writing() as session:
        row = session.get_one(Resident, person.id)
        settle_in(row, session.get_one(Address, door.id))
        session.flush()
        session.refresh(row, ["quartier", "address"])
        return row


class Home:
    """What people do with their address."""

    def __init__(self, make):
        self.make = make

    def show(self, person, conversation, *levels):
        with self.make.writing() as session:
            actor = session.get_one(Resident, person.id)
            for level in levels or (Level.STREET,):
                releases.show_address(Actor.of(actor), conversation.id, level=level)

    def hide(self, person, conversation):
        with self.make.writing() as session:
            releases.hide_address(Actor.of(session.get_one(Resident, person.id)), conversation.id)


@pytest.fixture
def home(make):
    return Home(make)


@pytest.fixture
def page(signed_in):
    def page(person, conversation):
        return signed_in(person).get(f"/messages/{conversation.id}").text.replace("\xa0", " ")

    return page
