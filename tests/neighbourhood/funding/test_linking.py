"""The chain is laid after the commit, by one linker at a time; whatever is changed, it is named."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.actions import linking
from neighbourhood.funding.chain import NO_HEAD
from neighbourhood.funding.models.links import LedgerLink
from neighbourhood.funding.queries import links, verifying
from tests.neighbourhood.funding.test_races import FREE_SECONDS, HELD_SECONDS
from tests.support.making import Make
from tests.support.needs import open_office_in


def give(app, times):
    make = Make(app)
    office = open_office_in(app, make)
    donor, need = make.resident("Karima Benali", office.quartier), office.open()
    return office, [office.give(donor, need, 500 + each) for each in range(times)]


def link(app, most=linking.AT_ONCE):
    with app.app_context(), transaction():
        return linking.link(most)


def chain(app):
    with app.app_context():
        return db.session.query(LedgerLink).order_by(LedgerLink.number).all()


def verdict(app, noted=None):
    with app.app_context():
        return verifying.verify(noted)


def test_a_gift_is_linked_once_committed_and_once_only(stack):
    give(stack, 3)
    assert chain(stack) == [], "a donor waits for no chain"
    assert [link(stack, 2), link(stack, 2), link(stack, 2)] == [2, 1, 0]
    laid = chain(stack)
    assert [each.number for each in laid] == [1, 2, 3]
    assert len({each.nonce for each in laid}) == 3
    found = verdict(stack)
    assert (found.number, found.head, found.wrong) == (3, laid[-1].head, None)
    with stack.app_context():
        assert links.count_unlinked() == 0


def test_a_chain_of_nothing_is_right(app):
    assert link(app) == 0
    assert verdict(app) == verifying.Verdict(0, NO_HEAD)


def test_the_database_refuses_to_rewrite_the_chain(stack):
    office, _gifts = give(stack, 1)
    link(stack)
    for rewriting in (
        "UPDATE ledger_link SET nonce = digest",
        "DELETE FROM ledger_link",
        "INSERT INTO ledger_link SELECT number, transfer_id, nonce, head, digest, day"
        " FROM ledger_link",
    ):
        with pytest.raises((DBAPIError, IntegrityError)), office.at_work():
            db.session.execute(text(rewriting))
    assert verdict(stack).wrong is None


@pytest.fixture
def meet(monkeypatch):
    """Make two linkers see what waits before either links it, if nothing stops them."""

    def wait(seconds):
        barrier, read = threading.Barrier(2), links.unlinked

        def read_then_wait(most):
            found = read(most)
            with suppress(threading.BrokenBarrierError):
                barrier.wait(seconds)
            return found

        monkeypatch.setattr(links, "unlinked", read_then_wait)

    return wait


def link_at_once(app):
    def one(_number):
        try:
            return link(app)
        except IntegrityError:
            return "refused"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(one, range(2)), key=str)


def begun(app, give_more=2):
    """A chain that has begun, and movements that wait."""
    office, _first = give(app, 1)
    link(app)
    donor = Make(app).resident("Marcel Petit", office.quartier)
    for each in range(give_more):
        office.give(donor, office.open(), 700 + each)


@pytest.mark.parametrize("database", ["app", pytest.param("grown_app", marks=pytest.mark.postgres)])
def test_two_linkers_at_once_link_nothing_twice(database, request, meet):
    app = request.getfixturevalue(database)
    begun(app)
    meet(HELD_SECONDS)
    assert link_at_once(app) == [0, 2]
    assert verdict(app).number == 3


def test_without_the_lock_they_meet_and_the_numbers_stop_the_second(grown_app, meet, monkeypatch):
    begun(grown_app)
    meet(FREE_SECONDS)
    monkeypatch.setattr(links, "hold_chain", lambda: None)
    assert link_at_once(grown_app) == [2, "refused"], "the race that the lock prevents is real"
    assert verdict(grown_app).wrong is None
