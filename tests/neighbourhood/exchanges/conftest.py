from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from messaging.models import Message
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models import Category, Direction, Notice, Reply, Subject
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.clock import now
from neighbourhood.places.models import Neighbouring, Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.exchanges.writing import until


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
        said = {
            "subject": Subject.SERVICE,
            "category": Category.DIY,
            "title": "Monter une étagère",
            "body": "Samedi matin, une heure suffit.",
            "reach": Reach.QUARTIER,
            "expires_at": now() + timedelta(days=30),
        }
        return notices.Wording(**{**said, **more})

    def notice(self, author: Resident | None = None, *, direction=Direction.ASK, **more) -> Notice:
        with self.make.writing() as session:
            actor = session.get_one(Resident, (author or self.karima).id)
            return notices.publish(
                Actor.of(actor), direction=direction, wording=self.wording(**more)
            )

    def change(self, notice: Notice, **columns) -> None:
        with self.make.writing() as session:
            found = session.get_one(Notice, notice.id)
            for name, value in columns.items():
                setattr(found, name, value)

    def reply(self, notice: Notice, helper: Resident, text: str = "Je peux venir.") -> Reply:
        with self.make.writing() as session:
            return replies.reply(
                Actor.of(session.get_one(Resident, helper.id)),
                session.get_one(Notice, notice.id),
                text=text,
            )

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
    picture = Image.new("RGB", (640, 480), "teal")
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    exif.get_ifd(0x8825)[1] = "N"
    file = BytesIO()
    picture.save(file, "JPEG", exif=exif, comment=b"taken at home")
    return file.getvalue()


@pytest.fixture
def act(town, make):
    """Run an action as somebody, on rows read again: `act(actions.accept, town.karima, reply)`."""

    def run(action, actor, target, **more):
        with make.writing() as session:
            return action(
                Actor.of(session.get_one(Resident, actor.id)),
                session.get_one(type(target), target.id),
                **more,
            )

    return run


@pytest.fixture
def card(town):
    """What the timeline shows of a notice by now."""

    def read(notice):
        with town.make.writing() as session:
            return session.query(Card).filter_by(about="notice", about_id=notice.id).one()

    return read


@pytest.fixture
def said(town):
    """What conversations say by now, the latest line last."""

    def read():
        with town.make.writing() as session:
            return [line.text for line in session.query(Message).order_by(Message.id)]

    return read


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
