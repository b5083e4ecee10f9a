from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.gatherings.actions import coming, gatherings
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.groups.actions import entering, making
from neighbourhood.groups.models.groups import Group
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import a_group, an_apero


class Courtyard:
    """Les Tanneurs, where Karima, Marcel, Inès and Omar live; Paul lives across the river."""

    def __init__(self, make) -> None:
        self.make = make
        municipality = make.municipality()
        self.tanneurs = make.quartier("Les Tanneurs", municipality)
        port = make.quartier("Le Port", municipality)
        self.karima = make.resident("Karima Benali", self.tanneurs)
        self.marcel = make.resident("Marcel Dupont", self.tanneurs)
        self.ines = make.resident("Inès Moreau", self.tanneurs)
        self.omar = make.resident("Omar Haddad", self.tanneurs)
        self.paul = make.resident("Paul Leroy", port)

    def act(self, action, actor, *rows, **more):
        """Run an action as somebody, on rows read again."""
        return self.make.act(action, actor, *rows, **more)

    def gathering(self, author: Resident | None = None, **more) -> Gathering:
        said = an_apero(**more)
        return self.act(gatherings.publish, author or self.karima, **said)

    def group(self, *members: Resident) -> Group:
        """Return a group that Karima looks after, with members."""
        group = self.act(making.make, self.karima, wording=a_group())
        for one in members:
            self.act(entering.enter, one, group)
        return group

    def dates(self, gathering: Gathering) -> list[Occurrence]:
        with self.make.writing() as session:
            found = session.query(Occurrence).filter_by(gathering_id=gathering.id)
            return found.order_by(Occurrence.starts_at).all()

    def first(self, gathering: Gathering) -> Occurrence:
        return self.dates(gathering)[0]

    def come(self, who: Resident, occurrence: Occurrence, party: int = 1) -> Coming:
        return self.act(coming.come, who, occurrence, party=party)

    def of(self, who: Resident, occurrence: Occurrence) -> Coming | None:
        with self.make.writing() as session:
            own = session.query(Coming).filter_by(occurrence_id=occurrence.id, resident_id=who.id)
            return own.one_or_none()

    def states(self, occurrence: Occurrence) -> dict[str, str]:
        with self.make.writing() as session:
            rows = session.query(Coming).filter_by(occurrence_id=occurrence.id)
            return {row.resident.full_name.split()[0]: row.status.value for row in rows}

    def change(self, row, **columns) -> None:
        with self.make.writing() as session:
            found = session.get_one(type(row), row.id)
            for name, value in columns.items():
                setattr(found, name, value)

    def fresh(self, row):
        with self.make.writing() as session:
            return session.get_one(type(row), row.id)

    def has_been_held(self, occurrence: Occurrence) -> None:
        """Let a date have been held an hour ago."""
        begin = now() - timedelta(hours=3)
        end = begin + timedelta(hours=2)
        self.change(occurrence, starts_at=begin, original_start=begin, ends_at=end)


@pytest.fixture
def court(make) -> Courtyard:
    return Courtyard(make)


@pytest.fixture
def karima(court, signed_in):
    return signed_in(court.karima)


@pytest.fixture
def marcel(court, signed_in):
    return signed_in(court.marcel)
