from functools import partial

import pytest

from neighbourhood.bulletins.actions import thread, words
from neighbourhood.bulletins.models import Answer, Bulletin, Topic
from neighbourhood.places.models import Neighbouring, Reach
from neighbourhood.residents.models.residents import Resident
from tests.support.photos import taken_somewhere
from tests.support.showing import card_of
from tests.support.wordings import a_word


class Square:
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

    def word(self, author: Resident | None = None, **more) -> Bulletin:
        wording = a_word(**{"topic": Topic.LOST, "reach": Reach.QUARTIER, **more})
        return self.act(words.write, author or self.karima, wording=wording)

    def answer(self, bulletin: Bulletin, who: Resident, text="Je l’ai vu.") -> Answer:
        return self.act(thread.answer, who, bulletin, text=text)

    def change(self, row, **columns) -> None:
        with self.make.writing() as session:
            found = session.get_one(type(row), row.id)
            for name, value in columns.items():
                setattr(found, name, value)

    def fresh(self, row):
        with self.make.writing() as session:
            return session.get_one(type(row), row.id)


@pytest.fixture
def square(make) -> Square:
    return Square(make)


@pytest.fixture
def card(square):
    """What the timeline shows of a word by now."""
    return partial(card_of, square.make, "bulletin")


@pytest.fixture
def jpeg() -> bytes:
    """A photo that tells where it was taken."""
    return taken_somewhere(640, 480, comment=b"taken at home")


@pytest.fixture
def karima(square, signed_in):
    return signed_in(square.karima)


@pytest.fixture
def marcel(square, signed_in):
    return signed_in(square.marcel)
