"""Sixteen give to one fund at the same moment, round after round: exact, on both databases."""

import threading
from contextlib import suppress

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.models.gifts import Fund, PledgeStatus
from neighbourhood.funding.queries import pledges
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.campaign import tries
from tests.support.making import Make
from tests.support.needs import open_office_in
from tests.support.racing import at_once

CLIENTS = 16
ROUNDS = tries("ROUNDS", 2)
TARGET = 10_000
REFUSED = {"already_funded", "too_much", "leaves_crumbs"}


def a_crowd(app, clients=CLIENTS):
    make = Make(app)
    office = open_office_in(app, make)
    return office, [make.resident(f"Voisin {each}", office.quartier) for each in range(clients)]


def promise_at_once(app, need, donors):
    """All promise at once, each another amount; return what each came to."""

    def promise(given):
        donor_id, cents = given
        fund, donor = db.session.get_one(Fund, need.fund_id), db.session.get_one(Resident, donor_id)
        return gifts.pledge(Actor.of(donor), fund, amount_cents=cents)

    given = [(donor.id, 700 + 37 * each) for each, donor in enumerate(donors)]
    return at_once(app, promise, given)


def settle_at_once(app, promises):
    def settle(promise):
        gifts.settle(
            promise.key, amount_cents=promise.amount_cents, payment_reference=f"ref-{promise.key}"
        )

    at_once(app, settle, promises)


@pytest.mark.parametrize("database", ["app", "grown_app"])
def test_whatever_sixteen_give_at_once_the_totals_are_exact(database, request):
    app = request.getfixturevalue(database)
    office, donors = a_crowd(app)
    for _round in range(ROUNDS):
        need = office.open(target_cents=TARGET)
        came_to = promise_at_once(app, need, donors)
        kept = [each for each in came_to if not isinstance(each, str)]
        assert {each for each in came_to if isinstance(each, str)} <= REFUSED
        assert 0 < len(kept) < CLIENTS, "there is not room for all"
        # Each payment is announced twice, at the same moment as all the others.
        settle_at_once(app, kept * 2)
        given = sum(promise.amount_cents for promise in kept)
        assert office.now(need).raised_cents == given <= TARGET
        assert office.now(need).donors_count == len(kept)
        assert {office.pledge_now(each).status for each in kept} == {PledgeStatus.SETTLED}


def test_without_the_lock_sixteen_reserve_more_than_there_is(grown_app, monkeypatch):
    office, donors = a_crowd(grown_app)
    need = office.open(target_cents=TARGET)
    barrier, read = threading.Barrier(CLIENTS), pledges.remaining_cents

    def read_then_wait(fund, **but):
        remaining = read(fund, **but)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(60)
        return remaining

    def unlocked(model, row_id):
        return db.session.scalars(select(model).where(model.id == row_id)).one()

    monkeypatch.setattr(pledges, "remaining_cents", read_then_wait)
    monkeypatch.setattr(gifts, "hold", unlocked)
    came_to = promise_at_once(grown_app, need, donors)
    kept = [each.amount_cents for each in came_to if not isinstance(each, str)]
    assert len(kept) == CLIENTS
    assert sum(kept) > TARGET, "the race that the lock prevents is real"
