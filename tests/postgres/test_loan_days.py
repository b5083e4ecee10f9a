"""Days of things asked for in haste: one has each, and without what keeps them several do."""

from collections import Counter

import pytest
from sqlalchemy import func, select, text

from neighbourhood.foundation.storing.database import db
from neighbourhood.loans import days
from neighbourhood.loans.actions import asking
from neighbourhood.loans.actions import shelf as shelves
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import LoanDay
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import Meeting, without_lock
from tests.support.wordings import a_drill

PRIMARY = "ALTER TABLE loan_day DROP CONSTRAINT pk_loan_day"
AGAIN = "ALTER TABLE loan_day ADD CONSTRAINT pk_loan_day PRIMARY KEY (item_id, day)"


@pytest.fixture
def wanted(make):
    """A drill that fifty neighbours want on the same day."""
    quartier = make.quartier("Les Tanneurs")
    owner, *others = [make.resident(f"Voisin Numéro{n}", quartier) for n in range(51)]
    return make.act(shelves.add, owner, wording=a_drill()), others


def ask(item_id: int, who: Resident) -> str:
    day = days.today()
    actor = Actor.of(db.session.get_one(Resident, who.id))
    item = db.session.get_one(Item, item_id)
    asking.ask(actor, item, text="Bonjour.", first_day=day, last_day=day)
    return "asked"


def taken(app, item_id: int) -> int:
    with app.app_context():
        rows = select(func.count()).where(LoanDay.item_id == item_id)
        return db.session.scalar(rows)


def test_one_of_fifty_has_the_day(app, at_once, wanted):
    item, others = wanted
    outcomes = Counter(at_once(lambda who: ask(item.id, who), others))
    assert outcomes == {"asked": 1, "days_taken": 49}
    assert taken(app, item.id) == 1


@pytest.fixture
def unlocked(monkeypatch):
    """Let so many read which days are taken before any of them writes."""

    def meet(people: int) -> None:
        meeting, read = Meeting(people), days.require_askable

        def read_together(*asked) -> None:
            read(*asked)
            meeting.wait()

        monkeypatch.setattr(asking, "hold", lambda model, number: without_lock(model)(number))
        monkeypatch.setattr(days, "require_askable", read_together)

    return meet


def test_without_the_lock_the_database_still_lets_one_have_it(app, at_once, wanted, unlocked):
    item, others = wanted
    unlocked(5)
    outcomes = Counter(at_once(lambda who: ask(item.id, who), others[:5]))
    assert outcomes == {"asked": 1, "days_taken": 4}
    assert taken(app, item.id) == 1


def test_without_either_all_have_it(app, at_once, wanted, unlocked):
    item, others = wanted
    unlocked(5)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text(PRIMARY))
    try:
        assert Counter(at_once(lambda who: ask(item.id, who), others[:5])) == {"asked": 5}
        assert taken(app, item.id) == 5, "the race that both prevent is real"
    finally:
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(text("DELETE FROM loan_day"))
            connection.execute(text(AGAIN))
