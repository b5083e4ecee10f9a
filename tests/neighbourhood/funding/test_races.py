"""Two neighbours give the last euros at the same moment, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.actions import gifts, hearing, reversing
from neighbourhood.funding.gateways.contract import Outcome, PaymentEvent
from neighbourhood.funding.models.gifts import Fund, Pledge, PledgeStatus
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.queries import pledges, provider
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.test_ledger import books
from tests.support.making import Make
from tests.support.needs import open_office_in

# Where the lock keeps the other one from arriving, this is how long the first one waits in vain.
HELD_SECONDS = 1.5
# However busy the machine: where nothing keeps them apart, both arrive.
FREE_SECONDS = 60


@pytest.fixture
def meet(monkeypatch):
    """Make both donors read what is missing before either reserves it, if nothing stops them."""
    return lambda seconds: monkeypatch.setattr(pledges, "remaining_cents", waiting(seconds))


def waiting(seconds):
    barrier, read = threading.Barrier(2), pledges.remaining_cents

    def read_then_wait(fund, **but):
        remaining = read(fund, **but)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(seconds)
        return remaining

    return read_then_wait


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
        return pledges.live_reservations(db.session.get_one(Fund, need.fund_id))


def test_one_of_two_gets_the_last_euros_on_sqlite(app, meet):
    meet(HELD_SECONDS)
    _office, donors, need = two_donors_and_a_need(app)
    assert give_at_once(app, donors, need, 2000) == ["already_funded", PledgeStatus.RESERVED]
    assert reserved(app, need) == 2000


def test_one_of_two_gets_the_last_euros_on_postgresql(grown_app, meet):
    meet(HELD_SECONDS)
    _office, donors, need = two_donors_and_a_need(grown_app)
    outcome = give_at_once(grown_app, donors, need, 2000)
    assert outcome == ["already_funded", PledgeStatus.RESERVED]
    assert reserved(grown_app, need) == 2000


def test_without_the_lock_both_get_them(grown_app, meet, monkeypatch):
    meet(FREE_SECONDS)

    def unlocked(model, row_id):
        return db.session.scalars(select(model).where(model.id == row_id)).one()

    _office, donors, need = two_donors_and_a_need(grown_app)
    monkeypatch.setattr(gifts, "hold", unlocked)
    outcome = give_at_once(grown_app, donors, need, 2000)
    assert outcome == [PledgeStatus.RESERVED, PledgeStatus.RESERVED]
    assert reserved(grown_app, need) == 4000, "the race that the lock prevents is real"


@pytest.mark.parametrize("database", ["app", "grown_app"])
def test_the_same_payment_announced_twice_at_once_counts_once(database, request):
    app = request.getfixturevalue(database)
    office, (donor, _other), need = two_donors_and_a_need(app)
    promise = office.promise(donor, need, 1500)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(office.settle, [promise, promise]))
    assert office.now(need).raised_cents == 1500
    assert office.pledge_now(promise).status is PledgeStatus.SETTLED


def test_two_first_gifts_at_once_open_one_account_with_the_provider(grown_app):
    office, donors, need = two_donors_and_a_need(grown_app)
    second = office.open(target_cents=2000)
    promises = [office.promise(donors[0], need, 500), office.promise(donors[1], second, 700)]
    with ThreadPoolExecutor(2) as pool:
        statuses = [pledge.status for pledge in pool.map(office.settle, promises)]
    assert statuses == [PledgeStatus.SETTLED, PledgeStatus.SETTLED]


def test_postgresql_refuses_to_rewrite_the_ledger_too(grown_app):
    office, (donor, _other), need = two_donors_and_a_need(grown_app)
    office.give(donor, need, 500)
    for rewriting in (
        "UPDATE ledger_entry SET amount_cents = 1",
        "DELETE FROM ledger_transfer",
        "INSERT INTO ledger_entry SELECT * FROM ledger_entry"
        " ON CONFLICT (id) DO UPDATE SET amount_cents = 7",
        "MERGE INTO ledger_account USING fund ON true WHEN MATCHED THEN DELETE",
    ):
        with pytest.raises(DBAPIError, match="append-only"), office.at_work():
            db.session.execute(text(rewriting))


def told_at_once(app, said):
    """The provider says several things at the same moment; return what each came to."""

    def hear(event):
        with app.app_context():
            try:
                with transaction():
                    hearing.hear(event)
            except IntegrityError:
                return "refused"
            return "heard"

    with ThreadPoolExecutor(len(said)) as pool:
        return sorted(pool.map(hear, said))


def going_back(status, number, payment):
    return PaymentEvent(
        Outcome.REVERSED,
        amount_cents=2000,
        payment_reference=payment,
        reference=number,
        status=status,
    )


def a_gift(app):
    office, (donor, _other), need = two_donors_and_a_need(app)
    promise = office.give(donor, need, 2000)
    return office, need, promise, f"ref-{promise.key}"


@pytest.mark.parametrize("database", ["app", "grown_app"])
def test_a_refund_told_three_times_at_once_leaves_the_ledger_once(database, request):
    app = request.getfixturevalue(database)
    office, need, promise, payment = a_gift(app)
    told = [going_back(ReversalStatus.SUCCEEDED, "re_1", payment)] * 3
    assert told_at_once(app, told) == ["heard"] * 3
    assert office.pledge_now(promise).status is PledgeStatus.REFUNDED
    assert books(app) == {"provider": 0, f"fund:{need.fund_id}": 0}


@pytest.fixture
def note_together(monkeypatch):
    """Make all who hear of a refund find it unknown before any notes it, if nothing stops them."""

    def together(seconds):
        barrier, find = threading.Barrier(2), provider.reversal

        def find_then_wait(reference):
            found = find(reference)
            with suppress(threading.BrokenBarrierError):
                barrier.wait(seconds)
            return found

        monkeypatch.setattr(provider, "reversal", find_then_wait)

    return together


def test_the_lock_keeps_two_who_hear_of_one_refund_apart(grown_app, note_together):
    _office, _need, _promise, payment = a_gift(grown_app)
    note_together(HELD_SECONDS)
    told = [going_back(ReversalStatus.SUCCEEDED, "re_1", payment)] * 2
    assert told_at_once(grown_app, told) == ["heard", "heard"]
    assert books(grown_app)["provider"] == 0


def test_without_the_lock_they_meet_and_the_number_of_the_refund_stops_the_second(
    grown_app, note_together, monkeypatch
):
    _office, _need, _promise, payment = a_gift(grown_app)
    note_together(FREE_SECONDS)

    def unlocked(model, row_id):
        return db.session.scalars(select(model).where(model.id == row_id)).one()

    def unlocked_pledge(key):
        return db.session.scalars(select(Pledge).where(Pledge.key == key)).one()

    monkeypatch.setattr(reversing, "hold", unlocked)
    monkeypatch.setattr(pledges, "locked", unlocked_pledge)
    told = [going_back(ReversalStatus.SUCCEEDED, "re_1", payment)] * 2
    assert told_at_once(grown_app, told) == ["heard", "refused"]
    assert books(grown_app)["provider"] == 0, "the race that the lock prevents is real"


@pytest.mark.parametrize("database", ["app", "grown_app"])
def test_a_refund_and_a_chargeback_at_once_are_both_written(database, request):
    app = request.getfixturevalue(database)
    _office, need, _promise, payment = a_gift(app)
    told = [
        going_back(ReversalStatus.SUCCEEDED, "re_1", payment),
        going_back(ReversalStatus.LOST, "dp_1", payment),
    ]
    assert told_at_once(app, told) == ["heard", "heard"]
    assert books(app) == {"provider": -2000, f"fund:{need.fund_id}": 0, "loss": 2000}


@pytest.mark.parametrize("database", ["app", "grown_app"])
def test_two_cancelled_tries_paid_at_once_never_give_too_much(database, request):
    app = request.getfixturevalue(database)
    office, (donor, _other), need = two_donors_and_a_need(app)
    first, second = office.promise(donor, need, 2000), office.promise(donor, need, 1900)
    with ThreadPoolExecutor(2) as pool:
        ends = {promise.status for promise in pool.map(office.settle, [first, second])}
    assert ends == {PledgeStatus.SETTLED, PledgeStatus.OWED_BACK}
    assert office.now(need).raised_cents in {2000, 1900}
