"""Messages of the bank in any order, told several times, days late: the end is the same."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import hearing
from neighbourhood.funding.actions.gifts import RESERVATION
from neighbourhood.funding.gateways.contract import Outcome, PaymentEvent
from neighbourhood.funding.models.baskets import Basket, BasketLine
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.ledger import LedgerAccount, LedgerEntry, LedgerTransfer
from neighbourhood.funding.models.provider import ReversalStatus as Status
from tests.support.campaign import tries
from tests.support.needs import Office

CENTS = 2000
# One gift, or the gifts of a basket: they are paid at once.
ASKED = [(CENTS,), (500, 1500), (1200, 100, 700)]
# What the bank says of one payment after it: about which refund or dispute, how much, and what.
STORIES = {
    "refunded": [("re_1", 2000, Status.PENDING), ("re_1", 2000, Status.SUCCEEDED)],
    "told as a total too": [("re_1", 2000, Status.SUCCEEDED), ("ch_1", 2000, Status.TOTAL)],
    "in two parts": [
        ("re_1", 500, Status.PENDING),
        ("re_1", 500, Status.SUCCEEDED),
        ("re_2", 1500, Status.SUCCEEDED),
        ("ch_1", 500, Status.TOTAL),
        ("ch_1", 2000, Status.TOTAL),
    ],
    "a part": [("re_1", 700, Status.PENDING), ("re_1", 700, Status.SUCCEEDED)],
    "won": [("dp_1", 2000, Status.OPENED), ("dp_1", 2000, Status.WON)],
    "only asked": [("dp_1", 2000, Status.INQUIRY), ("dp_1", 2000, Status.WON)],
    "lost": [("dp_1", 2000, Status.OPENED), ("dp_1", 2000, Status.LOST)],
    "refunded and lost": [
        ("re_1", 2000, Status.SUCCEEDED),
        ("dp_1", 2000, Status.OPENED),
        ("dp_1", 2000, Status.LOST),
    ],
}


@st.composite
def tellings(draw):
    """A story, and how it reaches us: a message at each turn (0 pays), after so many hours."""
    story = draw(st.sampled_from(sorted(STORIES)))
    messages = range(len(STORIES[story]) + 1)
    again = draw(st.lists(st.sampled_from(messages), max_size=4))
    order = draw(st.permutations([*messages, *again]))
    size = len(order)
    hours = draw(st.lists(st.sampled_from([0, 0, 1, 30, 100]), min_size=size, max_size=size))
    return story, draw(st.sampled_from(ASKED)), list(zip(order, hours, strict=True))


def messages_of(story, key):
    payment = f"pi_{key}"
    yield PaymentEvent(Outcome.PAID, key=key, amount_cents=CENTS, payment_reference=payment)
    for number, cents, status in STORIES[story]:
        yield PaymentEvent(
            Outcome.REVERSED,
            amount_cents=cents,
            payment_reference=payment,
            reference=f"{number}_{key}",
            status=status,
        )


@dataclass
class Town:
    """Where gifts are promised: to a need after the other, so that no fund has too many."""

    app: Flask
    office: Office
    gifts: int = 0
    fund_id: int = 0
    # How each story ends when it is told once, in order, without delay.
    ends: dict[object, object] = field(default_factory=dict)

    def promise(self, asked: tuple[int, ...]) -> tuple[str, list[Pledge]]:
        """Promise parts under pseudonyms that lead to nobody, as once a donor is erased.

        Return what the bank calls them, and the gifts.
        """
        if self.gifts % 20 == 0:
            self.fund_id = self.office.open(target_cents=100 * CENTS).fund_id
        self.gifts += 1
        with self.office.at_work():
            promises = [
                self._promise(f"{self.gifts}-{line}", each) for line, each in enumerate(asked)
            ]
            if len(promises) == 1:
                return promises[0].key, promises
            basket = Basket(key=f"basket-{self.gifts}")
            db.session.add(basket)
            db.session.flush()
            for line, promise in enumerate(promises, 1):
                row = BasketLine(basket_id=basket.id, pledge_id=promise.id, line=line)
                db.session.add(row)
        return basket.key, promises

    def _promise(self, name: str, cents: int) -> Pledge:
        promise = Pledge(
            key=f"key-{name}",
            fund_id=self.fund_id,
            pseudonym=f"pseudonym-{name}",
            amount_cents=cents,
            reserved_until=now() + RESERVATION,
        )
        db.session.add(promise)
        db.session.flush()
        return promise


@pytest.fixture
def town(app, office):
    return Town(app, office)


def told(town, story, asked, telling):
    """Tell a story of new gifts as `telling` says; return how each stands, where its money is."""
    key, promises = town.promise(asked)
    messages = list(messages_of(story, key))
    with time_machine.travel(datetime.now(UTC), tick=True) as clock, town.app.app_context():
        for which, hours in telling:
            if hours:
                clock.shift(timedelta(hours=hours))
                jobs.expire_reservations()
                jobs.claim_reversals()
            with transaction():
                hearing.hear(messages[which])
    with town.app.app_context():
        return [(standing(promise), where_it_is(promise)) for promise in promises]


def standing(promise):
    pledge = db.session.get_one(Pledge, promise.id)
    return pledge.status, pledge.payment.paid_cents, pledge.payment.counted_cents


def where_it_is(promise):
    statement = (
        select(LedgerAccount.kind, func.sum(LedgerEntry.amount_cents))
        .join(LedgerEntry)
        .join(LedgerTransfer)
        .where(LedgerTransfer.pledge_id == promise.id)
        .group_by(LedgerAccount.kind)
    )
    return {kind: cents for kind, cents in db.session.execute(statement) if cents}


@settings(
    max_examples=tries("EXAMPLES", 60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(telling=tellings())
def test_in_any_order_however_often_and_however_late_the_end_is_the_same(town, telling):
    story, asked, turns = telling
    if (story, asked) not in town.ends:
        plainly = [(which, 0) for which in range(len(STORIES[story]) + 1)]
        town.ends[story, asked] = told(town, story, asked, plainly)
    assert told(town, story, asked, turns) == town.ends[story, asked]
