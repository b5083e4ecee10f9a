import pytest

from neighbourhood.directory.actions import hellos, links, listings, welcomes
from neighbourhood.directory.actions.listings import Wording
from neighbourhood.directory.models import Hello, InviteLink, Listing, Welcome
from neighbourhood.directory.queries.listings import Asked, neighbours
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident


class Hall:
    """Les Tanneurs, where Karima, Marcel and Inès live; Paul is across the river."""

    def __init__(self, make) -> None:
        self.make = make
        self.town = make.municipality()
        self.tanneurs = make.quartier("Les Tanneurs", self.town)
        self.port = make.quartier("Le Port", self.town)
        self.karima = make.resident("Karima Benali", self.tanneurs)
        self.marcel = make.resident("Marcel Dupont", self.tanneurs)
        self.ines = make.resident("Inès Moreau", self.tanneurs)
        self.paul = make.resident("Paul Leroy", self.port)

    def act(self, action, actor, *rows, **more):
        """Run an action as somebody, on rows read again."""
        return self.make.act(action, actor, *rows, **more)

    def say(self, who: Resident, words="Bonjour, je suis là.", **more) -> Listing:
        return self.act(listings.say, who, wording=Wording(words=words, **more))

    def greet(self, greeter: Resident, greeted: Resident, phrase="hello") -> Hello:
        """Say hello to somebody, who is listed first unless they are already."""
        if not self.row(Listing, greeted):
            self.say(greeted)
        with self.make.writing() as session:
            other_id = session.get_one(Resident, greeted.id).id
        return self.act(hellos.greet, greeter, other_id=other_id, phrase=phrase)

    def welcome(self, who: Resident, text="Bienvenue à vous !") -> Welcome:
        return self.act(welcomes.write, who, text=text)

    def link(self, who: Resident) -> tuple[str, InviteLink]:
        """Make a link; return its secret and its row."""
        token = self.act(links.make, who)
        with self.make.writing() as session:
            return token, session.query(InviteLink).order_by(InviteLink.id.desc()).first()

    def row(self, model, who: Resident):
        with self.make.writing() as session:
            return session.query(model).filter_by(resident_id=who.id).one_or_none()

    def read_by(self, viewer: Resident, **asked) -> list[int]:
        """Return whom somebody reads in the directory, in order."""
        with self.make.writing() as session:
            page = neighbours(session.get_one(Resident, viewer.id), Asked(**asked))
            return [each.resident_id for each in page.rows]

    def change(self, row, **columns) -> None:
        with self.make.writing() as session:
            found = session.get_one(type(row), row.id)
            for name, value in columns.items():
                setattr(found, name, value)

    def fresh(self, row):
        with self.make.writing() as session:
            return session.get(type(row), row.id)

    def settle(self, who: Resident, address) -> None:
        """Let somebody prove where they live."""
        with self.make.writing() as session:
            door = session.get_one(type(address), address.id)
            accounts.settle_in(session.get_one(Resident, who.id), door)

    def block(self, who: Resident, other: Resident) -> None:
        with self.make.writing() as session:
            session.add(Block(blocker_id=who.id, blocked_id=other.id))


@pytest.fixture
def hall(make) -> Hall:
    return Hall(make)


@pytest.fixture
def karima(hall, signed_in):
    return signed_in(hall.karima)


@pytest.fixture
def marcel(hall, signed_in):
    return signed_in(hall.marcel)
