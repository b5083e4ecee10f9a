"""Two rounds of one package at the same moment: its money comes once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.packages.actions import allocating
from neighbourhood.packages.queries import stock
from tests.neighbourhood.packages.giving import Catalogue
from tests.support.making import Make
from tests.support.needs import open_office_in

# Where the lock keeps the other one from arriving, this is how long the first one waits in vain.
HELD_SECONDS = 1.5
# However busy the machine: where nothing keeps them apart, both arrive.
FREE_SECONDS = 60


def waiting(seconds):
    barrier, read = threading.Barrier(2), stock.held_candidates

    def meet_then_read(package):
        with suppress(threading.BrokenBarrierError):
            barrier.wait(seconds)
        return read(package)

    return meet_then_read


@pytest.fixture
def held():
    """A package that holds 30 €, and two needs that miss 50 € each."""

    def prepare(app):
        make = Make(app)
        office = open_office_in(app, make)
        donor = make.resident("Karima Benali", office.quartier)
        needs = [office.open(target_cents=5000) for _ in range(2)]
        catalogue = Catalogue(office)
        package = catalogue.add()
        catalogue.arrive(donor, package, 3000)
        assert catalogue.held_by(package) == 3000
        return catalogue, package, needs

    return prepare


def both(app, package):
    def once(_number):
        with app.app_context():
            try:
                with transaction():
                    return allocating.allocate(package.id) is not None
            except DBAPIError:
                return "refused by the database"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(once, range(2)), key=str)


@pytest.mark.parametrize("database", ["app", "grown_app"])
def test_of_two_rounds_at_once_one_shares(database, request, held, monkeypatch):
    app = request.getfixturevalue(database)
    catalogue, package, needs = held(app)
    monkeypatch.setattr(stock, "held_candidates", waiting(HELD_SECONDS))
    assert both(app, package) == [False, True]
    assert catalogue.held_by(package) == 0
    assert sum(catalogue.office.now(need).raised_cents for need in needs) == 3000
    assert len(catalogue.lines()) == 1


def test_without_the_lock_both_share_the_same_money(grown_app, held, monkeypatch):
    _catalogue, package, _needs = held(grown_app)
    monkeypatch.setattr(stock, "held_candidates", waiting(FREE_SECONDS))

    def unlocked(model, row_id):
        return db.session.scalars(select(model).where(model.id == row_id)).one()

    monkeypatch.setattr(allocating, "hold", unlocked)
    outcome = both(grown_app, package)
    # The second one gives what is gone: only the constraint of the database is left to refuse it.
    assert sorted(outcome, key=str) == [True, "refused by the database"]
    with grown_app.app_context():
        assert db.session.get_one(Fund, package.fund_id).raised_cents == 0
