"""Whatever is noted, taken back, given back or settled: the ledger sums to zero, and only grows."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, text
from sqlalchemy.exc import DatabaseError

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.double_entry import UnbalancedError
from neighbourhood.foundation.storing.switched_off import SwitchedOff
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.timebank import actions, ledger
from neighbourhood.timebank.kinds import TIME, say_balance
from neighbourhood.timebank.models import FLOOR, TimeEntry, TimeNote, TransferKind

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["note", "take back", "give back", "settle"]),
        st.integers(0, 2),
        st.integers(0, 1),
        st.integers(1, 96).map(lambda five: five * 5),
    ),
    min_size=1,
    max_size=12,
)
things = count(1)


@pytest.fixture
def three(make):
    quartier = make.quartier("Les Tanneurs")
    with make.writing() as session:
        session.add(SwitchedOff(municipality_id=quartier.municipality_id, code=TIME))
    return [make.resident(name, quartier) for name in ("Karima", "Marcel", "Inès")]


def step(session, three, does, who, nth, minutes) -> None:
    me = session.get_one(Resident, three[who].id)
    other = session.get_one(Resident, three[(who + 1 + nth) % 3].id)
    if does == "note":
        told = actions.Help(
            about="reply", about_id=next(things), title="Une étagère", path="/", helper=other
        )
        actions.note_time(Actor.of(me), told, minutes=minutes)
    elif does == "settle":
        ledger.settle(me.id, None)
    else:
        last = session.query(TimeNote).order_by(TimeNote.id.desc()).first()
        act = actions.take_back if does == "take back" else actions.give_back
        if last is not None:
            act(Actor.of(me), last)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_it_sums_to_zero_whatever_happens(make, three, steps):
    with make.writing() as session:
        for does, who, nth, minutes in steps:
            before = ledger.balance(ledger.held_by(three[who].id))
            try:
                with session.begin_nested():
                    step(session, three, does, who, nth, minutes)
            except (DomainError, DatabaseError):
                continue
            finally:
                assert (session.scalar(func.sum(TimeEntry.minutes)) or 0) == 0
            if does == "note":
                after = ledger.balance(ledger.held_by(three[who].id))
                assert after == before - minutes >= FLOOR


def test_what_does_not_balance_is_refused(make, three):
    with make.writing():
        one, other = (ledger.account_of(who.id) for who in three[:2])
        with pytest.raises(UnbalancedError, match="minutes does not balance"):
            ledger.post("x", TransferKind.NOTED, {one: -45, other: 40})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE time_entry SET minutes = 5",
        "DELETE FROM time_entry",
        "UPDATE time_transfer SET reference = 'y'",
        "DELETE FROM time_account",
    ],
)
def test_the_database_rewrites_nothing(make, three, statement):
    with make.writing():
        one, other = (ledger.account_of(who.id) for who in three[:2])
        ledger.post("x", TransferKind.NOTED, {one: -45, other: 45})
    with pytest.raises(DatabaseError, match="append-only"), make.writing() as session:
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 min"), (45, "45 min"), (120, "2 h"), (-90, "−1 h 30 min")]
)
def test_a_balance_in_words(minutes, said):
    assert say_balance(minutes).replace("\u00a0", " ") == said
