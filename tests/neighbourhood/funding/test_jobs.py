"""What the clock does to money."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import jobs
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import GatewayDown, Refund
from neighbourhood.funding.models.gifts import Pledge, PledgeStatus
from neighbourhood.funding.models.provider import ReversalStatus


def test_old_reservations_expire_and_live_ones_stay(app, office, donor, other):
    need = office.open()
    old, live = office.promise(donor, need, 500), office.promise(other, need, 500)
    with office.at_work():
        passed = {"reserved_until": now() - timedelta(seconds=1)}
        db.session.execute(update(Pledge).where(Pledge.id == old.id).values(passed))
    with app.app_context():
        jobs.expire_reservations()
    assert office.pledge_now(old).status is PledgeStatus.EXPIRED
    assert office.pledge_now(live).status is PledgeStatus.RESERVED


def owed(office, donor):
    promise = office.promise(donor, (need := office.open()), 500)
    office.withdraw(need)
    return office.settle(promise)


def test_what_is_owed_is_given_back_once(app, office, donor, monkeypatch):
    asked = []

    class Bank:
        def refund(self, pledge, **_order):
            asked.append(pledge.key)
            return Refund("re_1", ReversalStatus.SUCCEEDED)

    monkeypatch.setattr(choosing, "chosen", Bank)
    promise = owed(office, donor)
    with app.app_context():
        jobs.send_refunds()
        jobs.send_refunds()
    assert asked == [promise.key]
    assert office.pledge_now(promise).status is PledgeStatus.REFUNDED


@pytest.mark.parametrize("failure", [GatewayDown, KeyError])
def test_a_bank_that_fails_is_asked_again_later(app, office, donor, other, monkeypatch, failure):
    first, second = owed(office, donor), owed(office, other)

    class Moody:
        def refund(self, pledge, **_order):
            if pledge.key == first.key:
                raise failure
            return Refund("re_2", ReversalStatus.SUCCEEDED)

    monkeypatch.setattr(choosing, "chosen", Moody)
    with app.app_context():
        jobs.send_refunds()
    assert office.pledge_now(first).status is PledgeStatus.OWED_BACK
    assert office.pledge_now(second).status is PledgeStatus.REFUNDED
