"""Fifty neighbours reserve one tool at the same moment, or as its library closes, on PostgreSQL."""

import threading
from collections import Counter as Tally
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries.actions import reserving, shelves
from neighbourhood.libraries.hours import opening_days
from neighbourhood.libraries.models.libraries import Library, Tool
from neighbourhood.libraries.models.loans import ToolDay
from neighbourhood.libraries.queries import loans
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import Meeting, without_lock
from tests.support.libraries import lending_partner

MANY = 50


@pytest.fixture
def kept(make):
    return lending_partner(make, make.municipality())


@pytest.fixture
def reserve(kept):
    """Reserve the tool in the name of whoever is given."""

    def work(who):
        actor = Actor.of(db.session.get_one(Resident, who))
        tool = db.session.get_one(Tool, kept.tool.id)
        days = opening_days(tool.library, today() + timedelta(days=1), today() + timedelta(days=14))
        try:
            reserving.reserve(actor, tool, first=days[0], due=days[1])
        except IntegrityError:
            db.session.rollback()
            return "refused by the database"
        return "reserved"

    return work


def neighbours(make, kept, number):
    with make.writing() as session:
        home = session.get_one(Resident, kept.keeper.id).quartier
    return [make.resident(f"Voisin {n}", home).id for n in range(number)]


def has_it(app, kept):
    with app.app_context():
        mine = db.session.query(ToolDay.loan_id).filter_by(tool_id=kept.tool.id)
        return mine.distinct().count()


def test_of_fifty_at_once_one_has_the_tool(app, make, at_once, kept, reserve):
    came = at_once(reserve, neighbours(make, kept, MANY))
    assert Tally(came) == {"reserved": 1, "days_taken": MANY - 1}
    assert has_it(app, kept) == 1


def test_without_the_lock_the_database_tells_them_apart(
    app, make, at_once, kept, reserve, monkeypatch
):
    meeting, read, seen = Meeting(2), threading.local(), reserving.shelves.days_taken

    def read_together(*given, **more):
        if not hasattr(read, "found"):
            read.found = seen(*given, **more)
            meeting.wait()
        return read.found

    held = reserving.hold
    monkeypatch.setattr(
        reserving,
        "hold",
        lambda model, number: without_lock(model)(number) if model is Tool else held(model, number),
    )
    monkeypatch.setattr(reserving.shelves, "days_taken", read_together)
    came = at_once(reserve, neighbours(make, kept, 2))
    assert Tally(came) == {"reserved": 1, "refused by the database": 1}
    assert has_it(app, kept) == 1


@pytest.fixture
def reserve_or_close(kept, reserve):
    """Close the library for who keeps it, reserve for anybody else."""

    def work(who):
        if who != kept.keeper.id:
            return reserve(who)
        actor = Actor.of(db.session.get_one(Resident, who))
        shelves.close(actor, db.session.get_one(Library, kept.library.id))
        return "closed"

    return work


def is_awaited(app, kept):
    with app.app_context():
        return bool(loans.reserved_in(db.session.get_one(Library, kept.library.id)))


def test_nothing_is_awaited_of_a_library_that_closes_meanwhile(
    app, make, at_once, kept, reserve_or_close
):
    came = at_once(reserve_or_close, [kept.keeper.id, *neighbours(make, kept, 7)])
    assert came[0] == "closed"
    assert set(came[1:]) <= {"reserved", "days_taken", "library_is_closed"}
    assert not is_awaited(app, kept)


def test_without_the_lock_somebody_awaits_a_tool_of_a_closed_library(
    app, make, at_once, kept, reserve_or_close, monkeypatch
):
    meeting = Meeting(2)

    def then_meet(seen):
        def read(*given, **more):
            found = seen(*given, **more)
            meeting.wait()
            return found

        return read

    monkeypatch.setattr(reserving, "stay_open", lambda library_id: None)
    monkeypatch.setattr(reserving, "_suits", then_meet(reserving._suits))
    monkeypatch.setattr(shelves.loans, "reserved_in", then_meet(loans.reserved_in))
    came = at_once(reserve_or_close, [kept.keeper.id, *neighbours(make, kept, 1)])
    assert came == ["closed", "reserved"]
    monkeypatch.undo()
    assert is_awaited(app, kept)
