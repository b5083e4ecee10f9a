"""Whoever counts on a date hears that it is called off, once, even if the process dies over it."""

import pytest

from neighbourhood.foundation.storing.database import after_commit, db
from neighbourhood.gatherings.actions import cancelling
from neighbourhood.gatherings.models.gatherings import Occurrence
from neighbourhood.notifications.jobs import send_what_waited
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


class KilledError(BaseException):
    """No way to go on: like a process that is no more."""


def die() -> None:
    raise KilledError


@pytest.fixture
def full(court):
    """A date of Karima to which Marcel comes, and for which Inès and Omar wait."""
    date = court.first(court.gathering(capacity=1))
    for who in (court.marcel, court.ines, court.omar):
        court.come(who, date)
    return date


def told(app) -> list[int]:
    with app.app_context():
        news = db.session.query(Notification).filter_by(kind="gatherings.cancelled")
        return sorted(one.resident_id for one in news)


def written(outbox) -> list[str]:
    mails = [mail for mail in outbox() if "/rencontres/" in mail]
    return sorted(line for mail in mails for line in mail.splitlines() if line.startswith("To: "))


def guests(court) -> list:
    return [court.marcel, court.ines, court.omar]


@pytest.mark.parametrize("dies", ["before anybody is told", "not at all"])
def test_everybody_is_told_exactly_once(app, court, full, outbox, dies):
    before = written(outbox)
    if dies == "not at all":
        court.act(cancelling.cancel_date, court.karima, full)
    else:
        with pytest.raises(KilledError):
            _die_over_it(court, full, committed=True)
        assert written(outbox) == before
    assert court.fresh(full).is_cancelled
    assert told(app) == sorted(one.id for one in guests(court))
    for _ in range(2):
        with app.app_context():
            send_what_waited()
    fresh = written(outbox)
    for one in before:
        fresh.remove(one)
    assert fresh == sorted(f"To: {one.email}" for one in guests(court))
    assert told(app) == sorted(one.id for one in guests(court))


def test_nobody_is_told_of_what_was_not_committed(app, court, full, outbox):
    before = written(outbox)
    with pytest.raises(KilledError):
        _die_over_it(court, full, committed=False)
    with app.app_context():
        send_what_waited()
    assert not court.fresh(full).is_cancelled
    assert (told(app), written(outbox)) == ([], before)


def _die_over_it(court, date, *, committed: bool) -> None:
    with court.make.writing() as session:
        if committed:
            after_commit(die)  # the first of what is done then
        karima = Actor.of(session.get_one(Resident, court.karima.id))
        cancelling.cancel_date(karima, session.get_one(Occurrence, date.id))
        if not committed:
            die()
