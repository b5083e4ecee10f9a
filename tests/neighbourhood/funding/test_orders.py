"""Messages of the bank in any order, told several times, days late: the end is the same."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import hearing
from neighbourhood.funding.gateways.contract import Outcome, PaymentEvent
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.models.ledger import LedgerAccount, LedgerEntry, LedgerTransfer
from neighbourhood.funding.models.provider import ReversalStatus as Status
from tests.support.campaign import tries

CENTS = 2000
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
    return story, list(zip(order, hours, strict=True))


def messages_of(story, promise):
    payment = f"pi_{promise.key}"
    yield PaymentEvent(Outcome.PAID, key=promise.key, amount_cents=CENTS, payment_reference=payment)
    for number, cents, status in STORIES[story]:
        yield PaymentEvent(
            Outcome.REVERSED,
            amount_cents=cents,
            payment_reference=payment,
            reference=f"{number}_{promise.key}",
            status=status,
        )


def told(app, office, donor, story, telling):
    """Tell a story of a new gift as `telling` says; return how it stands and where its money is."""
    need = office.open(target_cents=CENTS)
    promise = office.promise(donor, need, CENTS)
    messages = list(messages_of(story, promise))
    with time_machine.travel(datetime.now(UTC), tick=True) as clock, app.app_context():
        for which, hours in telling:
            if hours:
                clock.shift(timedelta(hours=hours))
                jobs.expire_reservations()
                jobs.claim_reversals()
            with transaction():
                hearing.hear(messages[which])
    return office.pledge_now(promise).status, where_it_is(app, promise), counted(app, need)


def where_it_is(app, promise):
    statement = (
        select(LedgerAccount.kind, func.sum(LedgerEntry.amount_cents))
        .join(LedgerEntry)
        .join(LedgerTransfer)
        .where(LedgerTransfer.pledge_id == promise.id)
        .group_by(LedgerAccount.kind)
    )
    with app.app_context():
        return {kind: cents for kind, cents in db.session.execute(statement) if cents}


def counted(app, need):
    with app.app_context():
        fund = db.session.get_one(Fund, need.fund_id)
        return fund.raised_cents, fund.donors_count, fund.status


@pytest.fixture(scope="module")
def ends():
    """How each story ends when it is told once, in order, without delay."""
    return {}


@settings(
    max_examples=tries("EXAMPLES", 200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(telling=tellings())
def test_in_any_order_however_often_and_however_late_the_end_is_the_same(
    app, office, donor, ends, telling
):
    story, turns = telling
    if story not in ends:
        plainly = [(which, 0) for which in range(len(STORIES[story]) + 1)]
        ends[story] = told(app, office, donor, story, plainly)
    assert told(app, office, donor, story, turns) == ends[story]
