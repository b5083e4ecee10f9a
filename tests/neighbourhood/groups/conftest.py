import pytest

from neighbourhood.groups.actions import entering, making
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership, Role
from neighbourhood.groups.queries.members import membership_of
from neighbourhood.places.models import Neighbouring
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import a_group


class Yard:
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

    def group(self, author: Resident | None = None, **more) -> Group:
        return self.act(making.make, author or self.karima, wording=a_group(**more))

    def enter(self, group: Group, *residents: Resident, role: Role | None = None) -> None:
        for resident in residents:
            membership = self.act(entering.enter, resident, group)
            if role is not None:
                self.change(membership, role=role)

    def seat(self, group: Group, resident: Resident) -> Membership:
        """Return what is between somebody and a group by now."""
        with self.make.writing():
            found = membership_of(resident, group)
        assert found is not None
        return found

    def block(self, one: Resident, other: Resident) -> None:
        with self.make.writing() as session:
            session.add(Block(blocker_id=one.id, blocked_id=other.id))

    def change(self, row, **columns) -> None:
        with self.make.writing() as session:
            found = session.get_one(type(row), row.id)
            for name, value in columns.items():
                setattr(found, name, value)

    def fresh(self, row):
        with self.make.writing() as session:
            return session.get_one(type(row), row.id)


@pytest.fixture
def yard(make) -> Yard:
    return Yard(make)


@pytest.fixture
def karima(yard, signed_in):
    return signed_in(yard.karima)


@pytest.fixture
def marcel(yard, signed_in):
    return signed_in(yard.marcel)


@pytest.fixture
def group(yard) -> Group:
    """A group that Karima looks after, with Marcel and Inès in it."""
    group = yard.group()
    yard.enter(group, yard.marcel, yard.ines)
    return group
