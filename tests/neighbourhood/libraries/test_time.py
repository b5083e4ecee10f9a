"""What time brings: reminders, each once; what is not fetched; whoever leaves."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.libraries import jobs, policies
from neighbourhood.libraries.actions import lending, shelves
from neighbourhood.libraries.models.loans import ToolLoanStatus
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.events import resident_unsettled
from neighbourhood.residents.models.residents import Resident


@pytest.fixture
def look(app):
    """Let the clock of the town strike eight: return the news that are there since."""

    def work() -> list[str]:
        with app.app_context():
            before = db.session.query(Notification).count()
            db.session.rollback()
            jobs.look_at_loans()
            found = db.session.query(Notification).order_by(Notification.id).offset(before)
            return [told.kind for told in found]

    return work


def test_a_borrower_is_reminded_before_on_the_day_and_after_once_each(counter, look, move_clock):
    counter.lend(counter.tool(), counter.karima)
    assert look() == []
    told = []
    for days in (12, 1, 1, 1, 1):
        move_clock(days=days)
        told += [look(), look()]
    soon, day, late = "libraries.due soon", "libraries.due today", "libraries.late"
    assert told == [[soon], [], [], [], [day], [], [late], [], [], []]


def test_what_came_back_is_reminded_of_no_more(counter, look, move_clock):
    tool = counter.tool()
    counter.lend(tool, counter.karima)
    counter.give_back(tool)
    move_clock(days=15)
    assert look() == []


def test_what_was_not_fetched_is_free_again_and_said_kindly(counter, look, move_clock, on):
    tool = counter.tool()
    loan = counter.reserve(counter.karima, tool, on(0), on(7))
    assert look() == []
    move_clock(days=1)
    assert look() == ["libraries.missed"]
    assert look() == []
    assert counter.fresh(loan).status is ToolLoanStatus.MISSED
    assert counter.days(tool) == []


def test_what_is_late_is_reserved_from_the_next_opening_on(counter, karima, on, move_clock):
    tool = counter.tool()
    counter.lend(tool, counter.karima)
    move_clock(days=21)
    with pytest.raises(policies.NotBackYet):
        counter.reserve(counter.marcel, tool, on(0), on(7))
    page = karima.get(tool.path).text
    assert "en retard" in page
    assert f'value="{on(0)}"' not in page
    assert f'value="{on(4)}"' in page
    counter.reserve(counter.marcel, tool, on(4), on(7))


def test_what_is_counted_on_no_more_is_not_reserved(counter, on, move_clock):
    tool = counter.tool()
    loan = counter.lend(tool, counter.karima)
    move_clock(days=21)
    counter.act(lending.note_lost, counter.hassan, loan)
    with pytest.raises(policies.NotOnShelf):
        counter.reserve(counter.marcel, tool, on(4), on(7))


def test_who_awaits_what_is_late_is_told_once_and_when_it_is_back(counter, look, on, move_clock):
    tool = counter.tool()
    counter.lend(tool, counter.karima)
    awaited = counter.reserve(counter.marcel, tool, on(18), on(25))
    move_clock(days=16)
    assert look() == ["libraries.not yet back", "libraries.late"]
    assert look() == []
    move_clock(days=3)
    assert look() == []
    assert counter.fresh(awaited).is_reserved
    counter.give_back(tool)
    assert counter.told(counter.marcel)[-1] == "libraries.back"
    counter.lend(tool, counter.marcel)


def test_nobody_missed_a_tool_that_did_not_come_back(counter, look, on, move_clock):
    counter.lend(tool := counter.tool(), counter.karima)
    awaited = counter.reserve(counter.marcel, tool, on(18), on(21))
    move_clock(days=22)
    assert "libraries.called off" in look()
    assert counter.fresh(awaited).is_cancelled


def test_what_is_late_is_had_no_longer_and_says_what_to_do(counter, karima, move_clock):
    loan = counter.lend(counter.tool(), counter.karima)
    move_clock(days=15)
    with pytest.raises(policies.LateAlready):
        counter.act(lending.renew, counter.karima, loan)
    page = karima.get("/outiltheques/mes-emprunts").text
    assert "Prolonger" not in page
    assert "ne se prolonge plus" in page


def test_nobody_missed_a_day_on_which_the_desk_was_closed_after_all(counter, look, move_clock, on):
    loan = counter.reserve(counter.karima, counter.tool(), on(4), on(11))
    counter.act(shelves.close_on, counter.sophie, counter.library, first=on(3), last=on(5))
    move_clock(days=5)
    assert look() == []
    assert counter.fresh(loan).is_reserved
    move_clock(days=3)
    assert look() == ["libraries.missed"]


def test_who_lives_here_no_more_awaits_nothing(counter, on):
    tool = counter.tool()
    loan = counter.reserve(counter.karima, tool, on(4), on(7))
    with counter.make.writing() as session:
        resident_unsettled.send(session.get_one(Resident, counter.karima.id))
    assert counter.fresh(loan).is_cancelled
    assert counter.days(tool) == []


def test_a_suspended_partner_keeps_nobody_waiting(counter, on, karima, signed_in):
    tool = counter.tool()
    loan = counter.reserve(counter.karima, tool, on(4), on(7))
    counter.suspended()
    assert counter.fresh(loan).is_cancelled
    assert karima.get(tool.path).status_code == 404
    assert signed_in(counter.hassan).get(counter.desk).status_code == 404
