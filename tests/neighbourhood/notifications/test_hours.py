"""Between which hours somebody is disturbed: mails wait for them, and who writes reads them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications import jobs
from neighbourhood.notifications.actions import mark_read, notify
from neighbourhood.notifications.kinds import KINDS
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.models.residents import Resident

PARIS = ZoneInfo("Europe/Paris")
SAID = {"title": "Une étagère", "name": "Marcel Dupont"}


def choose(make, resident, since, until) -> None:
    with make.writing() as session:
        found = session.get_one(Resident, resident.id)
        found.reached_from, found.reached_until = since, until


@pytest.fixture
def karima(make):
    return make.resident("Karima Benali")


@pytest.fixture
def resting(make, karima):
    """Karima, who is not to be disturbed at this hour."""
    choose(make, karima, *((13, 20) if now().astimezone(PARIS).hour < 12 else (6, 7)))
    return karima


@pytest.fixture
def news(app, make, resting):
    with app.app_context(), make.writing():
        return notify(resting.id, KINDS["exchanges.left"], path="/moi", **SAID).id


def begins(make, resident) -> datetime:
    with make.writing() as session:
        return session.get_one(Resident, resident.id).reached_at(now())


def look(app) -> None:
    with app.app_context():
        jobs.send_what_waited()
        jobs.send_what_waited()


@pytest.mark.parametrize(
    ("hour", "day", "reached"),
    [(8, 0, 9), (9, 0, None), (19, 0, None), (20, 1, 9), (23, 1, 9)],
)
def test_outside_the_hours_one_waits_for_the_next_first_one(in_app, hour, day, reached):
    karima = Resident(reached_from=9, reached_until=20)
    moment = datetime(2026, 12, 1, hour, 30, tzinfo=PARIS)
    expected = moment
    if reached is not None:
        expected = datetime(2026, 12, 1 + day, reached, tzinfo=PARIS)
    assert karima.reached_at(moment.astimezone(UTC)) == expected


def test_the_hours_are_those_of_the_town_when_clocks_change(in_app):
    karima = Resident(reached_from=9, reached_until=20)
    night = datetime(2026, 10, 24, 22, tzinfo=PARIS)
    assert karima.reached_at(night.astimezone(UTC)) == datetime(2026, 10, 25, 8, tzinfo=UTC)


def test_who_says_no_hours_is_reached_at_once(app, make, karima, outbox):
    assert begins(make, karima) <= now()
    with app.app_context(), make.writing():
        notify(karima.id, KINDS["exchanges.left"], path="/moi", **SAID)
    assert len(outbox()) == 1


def test_a_mail_waits_for_the_hours_and_leaves_once(
    app, make, resting, outbox, move_clock, signed_in, news
):
    assert "Marcel Dupont ne peut plus" in signed_in(resting).get("/notifications").text
    look(app)
    assert outbox() == []
    move_clock(seconds=(begins(make, resting) - now()).total_seconds() + 1)
    look(app)
    (mail,) = outbox()
    assert f"To: {resting.email}" in mail


def test_what_was_read_meanwhile_is_not_written_again(app, make, resting, outbox, move_clock, news):
    with make.writing() as session:
        mark_read(session.get_one(Notification, news))
    move_clock(seconds=(begins(make, resting) - now()).total_seconds() + 1)
    look(app)
    assert outbox() == []


def test_the_hours_are_chosen_on_a_page_and_taken_back(make, signed_in, karima):
    browser, path = signed_in(karima), "/moi/horaires"
    assert path in browser.get("/moi").text
    wrong = browser.post(path, data={"when": "between", "since": "20", "until": "9"})
    assert wrong.status_code == 422
    assert "plus tardive" in wrong.text
    for data, chosen in (
        ({"when": "between", "since": "9", "until": "20"}, (9, 20)),
        ({"when": "always", "since": "9", "until": "20"}, (None, None)),
    ):
        assert browser.post(path, data=data).status_code == 303
        with make.writing() as session:
            found = session.get_one(Resident, karima.id)
            assert (found.reached_from, found.reached_until) == chosen


@pytest.mark.parametrize(("since", "until"), [(9, None), (20, 9), (0, 25)])
def test_the_database_refuses_hours_out_of_order(make, karima, since, until):
    with pytest.raises(IntegrityError):
        choose(make, karima, since, until)
