"""Eight seats, twenty people and fifty presses at once on PostgreSQL: exactly eight, in order."""

from collections import Counter

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.actions import bringing, coming
from neighbourhood.gatherings.models.coming import Bringing
from neighbourhood.gatherings.models.gatherings import Occurrence, Supply
from neighbourhood.gatherings.queries import coming as queries
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import Meeting, without_lock
from tests.support import eight_seats
from tests.support.eight_seats import PEOPLE, PRESSES, SEATS


@pytest.fixture
def wanted(make):
    return eight_seats.set_out(make)


def press(date_id):
    return lambda who: eight_seats.come(date_id, who)


def test_eight_have_a_seat_and_twelve_wait_in_order(app, at_once, wanted):
    date, people = wanted
    presses = [people[number % PEOPLE] for number in range(PRESSES)]
    outcomes = Counter(at_once(press(date), presses))
    assert outcomes["coming"] == SEATS
    assert outcomes["waiting"] == PEOPLE - SEATS
    assert sum(outcomes.values()) == PRESSES
    there, taken, waiting = eight_seats.stands(app, date)
    assert there == {"coming": SEATS, "waiting": PEOPLE - SEATS}
    assert taken == SEATS

    seated = [one for one in people if one not in waiting]
    at_once(lambda who: eight_seats.leave(date, who), seated[:5])
    there, taken, left = eight_seats.stands(app, date)
    assert (there["coming"], taken) == (SEATS, SEATS)
    assert left == waiting[5:]
    assert eight_seats.promoted(app, people) == dict.fromkeys(waiting[:5], 1)


def test_without_the_lock_more_have_one(app, at_once, make, monkeypatch):
    date, people = eight_seats.set_out(make, seats=2, people=5)
    at_once(press(date), people[:1])  # their conversation is opened
    meeting, seat = Meeting(4), coming.seat

    def seat_together(*given, **more):
        meeting.wait()
        return seat(*given, **more)

    monkeypatch.setattr(queries, "hold", lambda model, number: without_lock(model)(number))
    monkeypatch.setattr(coming, "seat", seat_together)
    at_once(press(date), people[1:])
    there, _taken, _waiting = eight_seats.stands(app, date)
    assert there["coming"] > 2


def test_a_thing_is_brought_by_one_of_ten(app, at_once, make):
    date, people = eight_seats.set_out(make, seats=10, people=10)
    at_once(press(date), people)
    with make.writing() as session:
        occurrence = session.get_one(Occurrence, date)
        session.add(Supply(gathering_id=occurrence.gathering_id, name="une enceinte", wanted=1))

    def take(who):
        occurrence = db.session.get_one(Occurrence, date)
        supply = db.session.query(Supply).filter_by(gathering_id=occurrence.gathering_id).one()
        bringing.take(Actor.of(db.session.get_one(Resident, who)), occurrence, supply)
        return "brought"

    assert Counter(at_once(take, people))["brought"] == 1
    with make.writing() as session:
        assert session.query(Bringing).filter_by(occurrence_id=date).count() == 1
