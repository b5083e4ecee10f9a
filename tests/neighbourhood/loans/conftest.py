from functools import partial

import pytest

from neighbourhood.loans.actions import shelf as actions
from neighbourhood.loans.models.items import Item
from neighbourhood.places.models import Neighbouring
from neighbourhood.residents.actions import blocks
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.loans.lending import Lending
from tests.support.photos import taken_somewhere
from tests.support.showing import card_of
from tests.support.wordings import a_drill


class Shelf:
    """Les Tanneurs, where Karima, Marcel and Inès live; Paul is across the river, Rosa further."""

    def __init__(self, make) -> None:
        self.make = make
        municipality = make.municipality()
        self.tanneurs = make.quartier("Les Tanneurs", municipality)
        port = make.quartier("Le Port", municipality)
        hill = make.quartier("La Colline", municipality)
        with make.writing() as session:
            session.add(Neighbouring(quartier_id=port.id, neighbour_id=self.tanneurs.id))
        self.karima = make.resident("Karima Benali", self.tanneurs)
        self.marcel = make.resident("Marcel Dupont", self.tanneurs)
        self.ines = make.resident("Inès Moreau", self.tanneurs)
        self.paul = make.resident("Paul Leroy", port)
        self.rosa = make.resident("Rosa Lima", hill)
        self.newcomer = make.resident("Nour Haddad", verified=False)

    def act(self, action, actor, *rows, **more):
        """Run an action as somebody, on rows read again."""
        return self.make.act(action, actor, *rows, **more)

    def item(self, owner: Resident | None = None, **more) -> Item:
        """A thing of Karima’s, or of another, on the shelf: `shelf.item(days=3)`."""
        return self.act(actions.add, owner or self.karima, wording=a_drill(**more))

    def add(self, *rows) -> None:
        with self.make.writing() as session:
            session.add_all(rows)

    def change(self, row, **columns) -> None:
        with self.make.writing() as session:
            found = session.get_one(type(row), row.id)
            for name, value in columns.items():
                setattr(found, name, value)

    def keep_apart(self, one: Resident, other: Resident) -> None:
        self.act(blocks.block, one, other_id=other.id)

    def fresh(self, row):
        with self.make.writing() as session:
            return session.get_one(type(row), row.id)


@pytest.fixture
def shelf(make) -> Shelf:
    return Shelf(make)


@pytest.fixture
def card(shelf):
    """What the timeline shows of a thing by now."""
    return partial(card_of, shelf.make, "item")


@pytest.fixture
def jpeg() -> bytes:
    """A photo that tells where it was taken."""
    return taken_somewhere(640, 480, comment=b"taken at home")


@pytest.fixture
def karima(shelf, signed_in):
    return signed_in(shelf.karima)


@pytest.fixture
def marcel(shelf, signed_in):
    return signed_in(shelf.marcel)


@pytest.fixture
def lending(shelf) -> Lending:
    """Karima’s drill, which she lends for a week and once more."""
    return Lending(shelf, shelf.item())
