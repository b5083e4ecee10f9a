"""Eight seats, twenty people and fifty presses at once: exactly eight, the others in order."""

import threading
from collections import Counter
from contextlib import contextmanager

from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.models.gatherings import Occurrence
from neighbourhood.gatherings.queries import coming as queries
from neighbourhood.notifications import mails
from tests.support import eight_seats, racing
from tests.support.eight_seats import PEOPLE, PRESSES, SEATS


def test_eight_have_a_seat_and_twelve_wait_in_order(app, make):
    date, people = eight_seats.set_out(make)
    presses = [people[number % PEOPLE] for number in range(PRESSES)]
    outcomes = Counter(racing.at_once(app, lambda who: eight_seats.come(date, who), presses))
    assert outcomes["coming"] == SEATS
    assert outcomes["waiting"] == PEOPLE - SEATS
    assert sum(outcomes.values()) == PRESSES
    there, taken, waiting = eight_seats.stands(app, date)
    assert there == {"coming": SEATS, "waiting": PEOPLE - SEATS}
    seated = [one for one in people if one not in waiting]
    racing.at_once(app, lambda who: eight_seats.leave(date, who), seated[:5])
    there, taken, left = eight_seats.stands(app, date)
    assert (there["coming"], taken, left) == (SEATS, SEATS, waiting[5:])
    assert eight_seats.promoted(app, people) == dict.fromkeys(waiting[:5], 1)


def test_without_the_lock_more_have_one(app, make, monkeypatch):
    date, people = eight_seats.set_out(make, seats=2, people=3)
    racing.at_once(app, lambda who: eight_seats.come(date, who), people[:1])
    together, one_writes = threading.Barrier(2), threading.Lock()

    def read_before_anyone_writes(model, row_id, *_more):
        found = db.session.get_one(model, row_id)
        if model is Occurrence:
            # Close the read, as if nothing had been locked; both decide on what they saw.
            connection = db.session.connection().connection.dbapi_connection
            connection.execute("COMMIT")
            together.wait(10)
            one_writes.acquire()
            connection.execute("BEGIN IMMEDIATE")
        return found

    @contextmanager
    def unlocked():
        yield
        db.session.commit()
        one_writes.release()

    monkeypatch.setattr(mails, "send_later", lambda *_mail, **_more: None)
    monkeypatch.setattr(queries, "hold", read_before_anyone_writes)
    monkeypatch.setattr(racing, "transaction", unlocked)
    racing.at_once(app, lambda who: eight_seats.come(date, who), people[1:])
    there, _taken, _waiting = eight_seats.stands(app, date)
    assert there["coming"] == 3
