"""Three things a week, for those who want it."""

import pytest

from neighbourhood.feed import jobs, weekly
from neighbourhood.feed.models import WeeklyChoice
from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.actions.erasing import erase
from neighbourhood.residents.models.blocks import Block

PATH = "/entraide/cette-semaine"


@pytest.fixture
def karima(make, town):
    return make.resident("Karima Benali", town["Les Tanneurs"])


@pytest.fixture
def marcel(make, town):
    return make.resident("Marcel Dupont", town["Les Tanneurs"])


@pytest.fixture
def browser(signed_in, karima):
    return signed_in(karima)


@pytest.fixture
def wanted(make, karima):
    make.act(weekly.want, karima)


@pytest.fixture
def put_up(town, card, marcel):
    """Put up a card just now, of Marcel in Les Tanneurs unless it is said."""

    def put_up(title, author=marcel, quartier="Les Tanneurs", **more):
        return card(town[quartier], title, author, created_at=now(), **more)

    return put_up


@pytest.fixture
def saturday(app, make, karima):
    """Do the work of a Saturday, and return how often Karima was told so far."""

    def work() -> int:
        with app.app_context():
            jobs.choose_for_the_week()
        with make.writing() as session:
            news = session.query(Notification).filter_by(resident_id=karima.id, kind="feed.weekly")
            return news.count()

    return work


@pytest.fixture
def titles(browser):
    def read() -> list[str]:
        pieces = browser.get(PATH).text.split('<h3 dir="auto"><a ')[1:]
        return [piece.partition('">')[2].partition("</a>")[0] for piece in pieces]

    return read


def test_nobody_is_shown_anything_before_they_want_it(put_up, saturday, titles):
    put_up("Du pain")
    assert saturday() == 0
    assert titles() == []


def test_it_begins_and_stops_in_one_tap(make, browser):
    assert "Recevoir trois choses par semaine" in browser.get(PATH).text
    browser.post(f"{PATH}/recevoir")
    assert "Ne plus recevoir ce choix" in browser.get(PATH).text
    browser.post(f"{PATH}/arreter")
    assert "Recevoir trois choses par semaine" in browser.get(PATH).text
    with make.writing() as session:
        assert session.query(WeeklyChoice).count() == 0


def test_three_are_chosen_first_those_of_ones_quartier(wanted, put_up, saturday, titles):
    put_up("Loin", quartier="La Gare", reach="neighbouring")
    for number in range(4):
        put_up(f"Près {number}")
    assert saturday() == 1
    assert titles() == ["Près 3", "Près 2", "Près 1"]


def test_what_nobody_answered_comes_first(wanted, put_up, saturday, titles):
    for number in range(3):
        put_up(f"Sans réponse {number}")
    put_up("Avec réponse", facts={"replies": 1})
    saturday()
    assert "Avec réponse" not in titles()


def test_nothing_is_chosen_twice(wanted, put_up, saturday, titles, move_clock):
    put_up("Du pain")
    assert saturday() == 1
    move_clock(days=7)
    assert saturday() == 1
    put_up("Du lait")
    assert saturday() == 2
    assert titles() == ["Du lait"]


def test_the_work_done_twice_tells_once(wanted, put_up, saturday):
    put_up("Du pain")
    saturday()
    put_up("Du lait")
    assert saturday() == 1


def test_where_there_is_nothing_nothing_is_written(wanted, saturday):
    assert saturday() == 0


def test_ones_own_is_not_chosen(wanted, karima, put_up, saturday):
    put_up("Mon annonce", karima)
    assert saturday() == 0


def test_what_one_may_no_longer_read_is_shown_no_longer(
    make, wanted, karima, marcel, put_up, saturday, titles
):
    put_up("Du pain")
    saturday()
    with make.writing() as session:
        session.add(Block(blocker_id=marcel.id, blocked_id=karima.id, created_at=now()))
    assert titles() == []


def test_it_goes_with_the_account(make, wanted, karima):
    with make.writing():
        erase(karima.id)
    with make.writing() as session:
        assert session.query(WeeklyChoice).count() == 0
