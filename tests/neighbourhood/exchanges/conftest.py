from datetime import timedelta
from functools import partial

import pytest

from neighbourhood.exchanges import jobs
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.places.models import Neighbouring
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.exchanges.lifts import Lift
from tests.neighbourhood.exchanges.writing import until
from tests.support.photos import taken_somewhere
from tests.support.showing import card_of
from tests.support.wordings import a_shelf


class Town:
    """Les Tanneurs, where Karima, Marcel and Ines live; the port beside it; the hill, further."""

    def __init__(self, make) -> None:
        self.make = make
        municipality = make.municipality()
        self.tanneurs = make.quartier("Les Tanneurs", municipality)
        self.port = make.quartier("Le Port", municipality)
        self.hill = make.quartier("La Colline", municipality)
        elsewhere = make.quartier("Autre Ville")
        with make.writing() as session:
            for one, other in ((self.tanneurs, self.port), (self.port, self.tanneurs)):
                session.add(Neighbouring(quartier_id=one.id, neighbour_id=other.id))
        self.karima = make.resident("Karima Benali", self.tanneurs)
        self.marcel = make.resident("Marcel Dupont", self.tanneurs)
        self.ines = make.resident("Inès Moreau", self.tanneurs)
        self.paul = make.resident("Paul Leroy", self.port)
        self.rosa = make.resident("Rosa Lima", self.hill)
        self.stranger = make.resident("Jean Loin", elsewhere)
        self.newcomer = make.resident("Nour Haddad", verified=False)

    def wording(self, **more) -> notices.Wording:
        return a_shelf(**{"expires_at": now() + timedelta(days=30), **more})

    def notice(self, author: Resident | None = None, *, direction=Direction.ASK, **more) -> Notice:
        who, wording = author or self.karima, self.wording(**more)
        return self.make.act(notices.publish, who, direction=direction, wording=wording)

    def change(self, notice: Notice, **columns) -> None:
        with self.make.writing() as session:
            found = session.get_one(Notice, notice.id)
            for name, value in columns.items():
                setattr(found, name, value)

    def reply(self, notice: Notice, helper: Resident, text: str = "Je peux venir.") -> Reply:
        return self.make.act(replies.reply, helper, notice, text=text)

    def accept(self, reply: Reply) -> None:
        with self.make.writing() as session:
            found = session.get_one(Reply, reply.id)
            replies.accept(Actor.of(found.notice.author), found)

    def fresh(self, row):
        with self.make.writing() as session:
            return session.get_one(type(row), row.id)


@pytest.fixture
def town(make) -> Town:
    return Town(make)


@pytest.fixture
def jpeg() -> bytes:
    """A photo that tells where it was taken."""
    return taken_somewhere(640, 480, comment=b"taken at home")


@pytest.fixture
def act(town, make):
    """Run an action as somebody, on rows read again: `act(actions.accept, town.karima, reply)`."""
    return make.act


@pytest.fixture
def card(town):
    """What the timeline shows of a notice by now."""

    return partial(card_of, town.make, "notice")


@pytest.fixture
def karima(town, signed_in):
    return signed_in(town.karima)


@pytest.fixture
def writing(app, karima):
    with app.app_context():
        karima.until = until(20)
    return karima


@pytest.fixture
def marcel(town, signed_in):
    return signed_in(town.marcel)


@pytest.fixture
def lift(town) -> Lift:
    return Lift(town)


@pytest.fixture
def some_minutes_later(app, move_clock):
    def later():
        move_clock(minutes=11)
        with app.app_context():
            jobs.look_at_places()
            jobs.look_at_places()

    return later


@pytest.fixture
def ines(town, signed_in):
    return signed_in(town.ines)
