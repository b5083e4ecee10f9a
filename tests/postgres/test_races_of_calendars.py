"""Somebody makes calendars in several tabs at once, and has six of them at the end."""

from collections import Counter

import pytest

from neighbourhood.agenda import policies
from neighbourhood.agenda.actions import addresses
from neighbourhood.agenda.models.addresses import MINE, MOST_ADDRESSES, CalendarAddress
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import Meeting, without_lock

TABS, LEFT = 5, 2


@pytest.fixture
def karima(make):
    """Karima, who may make two more."""
    karima = make.resident("Karima Benali", make.quartier("Les Tanneurs", make.municipality()))
    for _ in range(MOST_ADDRESSES - LEFT):
        make.act(addresses.make, karima, shows=[MINE])
    return karima


def make_one(resident_id):
    addresses.make(Actor.of(db.session.get_one(Resident, resident_id)), shows=[MINE])
    return "made"


def standing(app, karima) -> int:
    with app.app_context():
        return db.session.query(CalendarAddress).filter_by(resident_id=karima.id).count()


def test_of_five_tabs_at_once_two_have_one(app, at_once, karima):
    made = at_once(make_one, [karima.id] * TABS)
    assert Counter(made) == {"made": LEFT, "enough_addresses": TABS - LEFT}
    assert standing(app, karima) == MOST_ADDRESSES


def test_without_the_lock_there_are_more(app, at_once, karima, monkeypatch):
    meeting, has_room = Meeting(TABS), policies.has_room

    def count_together(actor):
        found = has_room(actor)
        meeting.wait()
        return found

    monkeypatch.setattr(addresses, "hold", lambda _model, number: without_lock(Resident)(number))
    monkeypatch.setattr(policies, "has_room", count_together)
    assert Counter(at_once(make_one, [karima.id] * TABS)) == {"made": TABS}
    assert standing(app, karima) > MOST_ADDRESSES, "the race that the lock prevents is real"
