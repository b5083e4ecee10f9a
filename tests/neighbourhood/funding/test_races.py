"""Two neighbours give the last euros at the same moment, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app import create_app
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding import queries
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.models import Fund, PledgeStatus
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.making import Make
from tests.support.needs import open_office_in

# Long enough for the other one to arrive when nothing holds it, short when the lock does.
PATIENCE_SECONDS = 1.5


@pytest.fixture
def on_postgresql(new_database, settings):
    """The application on a PostgreSQL database of its own."""
    app = create_app(replace(settings, database_url=new_database()))
    app.testing = True
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def meet(monkeypatch):
    """Make both donors read what is missing before either reserves it, if nothing stops them."""
    barrier = threading.Barrier(2)
    read = queries.remaining_cents

    def read_then_wait(fund):
        remaining = read(fund)
        try:
            barrier.wait(PATIENCE_SECONDS)
        except threading.BrokenBarrierError:
            return remaining
        return remaining

    monkeypatch.setattr(queries, "remaining_cents", read_then_wait)


def give_at_once(app, donors, need, cents):
    """Both promise `cents` at once; return how each one fared."""

    def promise(donor):
        with app.app_context():
            try:
                with transaction():
                    actor = db.session.get_one(Resident, donor.id)
                    fund = db.session.get_one(Fund, need.fund_id)
                    kept = gifts.pledge(Actor.of(actor), fund, amount_cents=cents)
            except DomainError as refusal:
                return refusal.code
            return kept.status

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(promise, donors))


def two_donors_and_a_need(app):
    make = Make(app)
    office = open_office_in(app, make)
    donors = [make.resident(name, office.quartier) for name in ("Karima Benali", "Marcel Petit")]
    return office, donors, office.open(target_cents=2000)


def reserved(app, need):
    with app.app_context():
        return queries.live_reservations(db.session.get_one(Fund, need.fund_id))


def test_one_of_two_gets_the_last_euros_on_sqlite(app, meet):
    _office, donors, need = two_donors_and_a_need(app)
    assert give_at_once(app, donors, need, 2000) == ["already_funded", PledgeStatus.RESERVED]
    assert reserved(app, need) == 2000


def test_one_of_two_gets_the_last_euros_on_postgresql(on_postgresql, meet):
    _office, donors, need = two_donors_and_a_need(on_postgresql)
    outcome = give_at_once(on_postgresql, donors, need, 2000)
    assert outcome == ["already_funded", PledgeStatus.RESERVED]
    assert reserved(on_postgresql, need) == 2000


def test_without_the_lock_both_get_them(on_postgresql, meet, monkeypatch):
    def unlocked(model, row_id):
        return db.session.scalars(select(model).where(model.id == row_id)).one()

    _office, donors, need = two_donors_and_a_need(on_postgresql)
    monkeypatch.setattr(gifts, "hold", unlocked)
    outcome = give_at_once(on_postgresql, donors, need, 2000)
    assert outcome == [PledgeStatus.RESERVED, PledgeStatus.RESERVED]
    assert reserved(on_postgresql, need) == 4000, "the race that the lock prevents is real"


@pytest.mark.parametrize("database", ["app", "on_postgresql"])
def test_the_same_payment_announced_twice_at_once_counts_once(database, request):
    app = request.getfixturevalue(database)
    office, (donor, _other), need = two_donors_and_a_need(app)
    promise = office.promise(donor, need, 1500)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(office.settle, [promise, promise]))
    assert office.now(need).raised_cents == 1500
    assert office.pledge_now(promise).status is PledgeStatus.SETTLED


def test_two_first_gifts_at_once_open_one_account_with_the_provider(on_postgresql):
    office, donors, need = two_donors_and_a_need(on_postgresql)
    second = office.open(target_cents=2000)
    promises = [office.promise(donors[0], need, 500), office.promise(donors[1], second, 700)]
    with ThreadPoolExecutor(2) as pool:
        statuses = [pledge.status for pledge in pool.map(office.settle, promises)]
    assert statuses == [PledgeStatus.SETTLED, PledgeStatus.SETTLED]


def test_postgresql_refuses_to_rewrite_the_ledger_too(on_postgresql):
    office, (donor, _other), need = two_donors_and_a_need(on_postgresql)
    office.give(donor, need, 500)
    for rewriting in ("UPDATE ledger_entry SET amount_cents = 1", "DELETE FROM ledger_transfer"):
        with pytest.raises(DBAPIError, match="append-only"), office.at_work():
            db.session.execute(text(rewriting))
