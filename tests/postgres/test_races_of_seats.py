"""The last seat of a conversation, wanted by two: the lock holds, and without it both sit down."""

import pytest

from messaging.actions import seats, threads
from messaging.models import Conversation
from messaging.queries import parting
from neighbourhood.foundation.storing.database import db
from tests.postgres.conftest import Meeting


class TestTheLastSeat:
    @pytest.fixture
    def room(self, make, monkeypatch):
        """A conversation of two with a seat for a third, and two who want it."""
        monkeypatch.setattr(seats, "MOST_SEATS", 3)
        quartier = make.quartier("Les Tanneurs")
        people = [make.resident(f"Voisin {name}", quartier).id for name in ("A", "B", "C", "D")]
        with make.writing():
            opened = threads.open_conversation(
                about=("reply", people[0] + 20_000),
                subject="Un jardin",
                path="/",
                members=people[:2],
            )
        return opened.id, people[2:]

    def enter(self, at_once, room) -> list:
        conversation_id, people = room

        def one(resident_id):
            return seats.enter(
                db.session.get_one(Conversation, conversation_id), [resident_id], quiet=True
            )

        return sorted(at_once(one, people), key=str)

    def sitting(self, app, room) -> int:
        with app.app_context():
            return parting.sitting(room[0])

    def test_one_of_the_two_has_it(self, app, at_once, room):
        assert self.enter(at_once, room) == [None, "no_seat_left"]
        assert self.sitting(app, room) == 3

    def test_without_the_lock_both_do(self, app, at_once, room, monkeypatch):
        together, count = Meeting(2), parting.sitting

        def count_before_anyone_is_done(conversation_id):
            found = count(conversation_id)
            together.wait()
            return found

        with monkeypatch.context() as patch:
            patch.setattr(seats, "hold", db.session.get_one)
            patch.setattr(parting, "sitting", count_before_anyone_is_done)
            assert self.enter(at_once, room) == [None, None]
        assert self.sitting(app, room) == 4
