"""The last neighbours of a waiting list arrive at once: a quartier opens once, and tells once."""

from collections import Counter

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Notification
from neighbourhood.openings.actions import quartiers
from neighbourhood.openings.kinds import OPENED
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import Meeting, without_lock

PEOPLE = 6


class TestOpening:
    @pytest.fixture
    def line(self, make):
        """A quartier that six neighbours open, and the six."""
        quartier = make.quartier("La Givre")
        with make.writing() as session:
            session.get_one(Quartier, quartier.id).waiting_since = now()
            session.get_one(Municipality, quartier.municipality_id).opening_number = PEOPLE
        people = [
            make.resident(f"Voisin Numéro{n}", verified=False, email_confirmed_at=now())
            for n in range(PEOPLE)
        ]
        return quartier.id, [(person.id, quartier.id) for person in people]

    def wait(self, given):
        resident_id, quartier_id = given
        actor = Actor.of(db.session.get_one(Resident, resident_id))
        quartier = quartiers.wait(actor, quartier_id)
        return "opened" if quartier.is_open else "waits"

    def told(self, app, people) -> list[int]:
        with app.app_context():
            chosen = select(Notification.resident_id).where(
                Notification.kind == OPENED.code,
                Notification.resident_id.in_([person for person, _ in people]),
            )
            return sorted(db.session.scalars(chosen))

    def test_it_opens_once_and_each_is_told_once(self, app, at_once, line):
        quartier_id, people = line
        assert Counter(at_once(self.wait, people)) == {"waits": PEOPLE - 1, "opened": 1}
        assert self.told(app, people) == sorted(person for person, _ in people)
        with app.app_context():
            assert db.session.get_one(Quartier, quartier_id).is_open

    def test_without_the_lock_each_believes_that_others_are_missing(
        self, app, at_once, line, monkeypatch
    ):
        _, people = line
        meeting, count, read = (
            Meeting(len(people)),
            quartiers.waiting.count,
            without_lock(Quartier),
        )

        def count_together(quartier_id):
            found = count(quartier_id)
            meeting.wait()
            return found

        monkeypatch.setattr(quartiers, "hold", lambda _model, number: read(number))
        monkeypatch.setattr(quartiers.waiting, "count", count_together)
        assert Counter(at_once(self.wait, people)) == {"waits": PEOPLE}
        assert self.told(app, people) == [], "the race that the lock prevents is real"
