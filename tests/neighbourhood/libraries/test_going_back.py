"""Going back at the desk: what was reserved comes back, and nothing is taken from others."""

import re

import pytest

from neighbourhood.foundation.storing.undoing import SinceThen, TooLateToGoBack, WayBack
from neighbourhood.libraries import policies
from neighbourhood.libraries.actions import lending, reserving, shelves
from tests.support.carried import press
from tests.support.palier import ROOT

SLICES = ("neighbourhood", "messaging", "verification")


@pytest.fixture
def undo(counter):
    """Go back on a lending."""
    return lambda loan: counter.act(lending.take_lending_back, counter.hassan, loan)


@pytest.fixture
def undo_return(counter):
    return lambda loan: counter.act(lending.take_return_back, counter.hassan, loan)


def span(on, first, last):
    return [on(number) for number in range(first, last + 1)]


def test_lent_early_a_tool_is_due_when_a_loan_ends_and_its_later_days_are_free(counter, on):
    tool = counter.tool()
    counter.reserve(counter.karima, tool, on(11), on(25))
    loan = counter.lend(tool, counter.karima)
    assert (loan.first_day, loan.due_on) == (on(0), on(14))
    assert counter.days(tool) == span(on, 0, 14)
    counter.reserve(counter.marcel, tool, on(18), on(25))


@pytest.mark.parametrize(("first", "due"), [(4, 7), (0, 7), (11, 25), (32, 39)])
def test_what_was_reserved_comes_back_with_exactly_its_days(counter, on, undo, first, due):
    tool = counter.tool()
    loan = counter.reserve(counter.karima, tool, on(first), on(due))
    counter.lend(tool, counter.karima)
    undo(loan)
    found = counter.fresh(loan)
    assert found.is_reserved
    assert (found.first_day, found.due_on, found.renewed) == (on(first), on(due), 0)
    assert counter.days(tool) == span(on, first, due)


def test_a_reservation_does_not_come_back_on_days_that_somebody_took_since(counter, on, undo):
    tool = counter.tool()
    loan = counter.reserve(counter.karima, tool, on(11), on(25))
    counter.lend(tool, counter.karima)
    counter.reserve(counter.marcel, tool, on(18), on(25))
    with pytest.raises(SinceThen):
        undo(loan)
    assert counter.fresh(loan).is_lent


def test_had_for_longer_a_loan_has_no_way_back(counter, on, undo):
    tool = counter.tool()
    loan = counter.reserve(counter.karima, tool, on(4), on(7))
    counter.lend(tool, counter.karima)
    counter.act(lending.renew, counter.karima, loan)
    with pytest.raises(TooLateToGoBack):
        undo(loan)
    assert counter.fresh(loan).renewed == 1


@pytest.mark.parametrize(
    "kept", [{"status": "reserved"}, {"first": "samedi", "due": "2026-12-12"}, {"first": None}, [1]]
)
def test_a_way_back_that_an_older_release_kept_otherwise_is_one_no_more(counter, app, hassan, kept):
    loan = counter.lend(counter.tool(), counter.karima)
    with counter.make.writing() as session:
        session.query(WayBack).one().before = kept
    answer = press(hassan, f"{counter.desk}/prets/{loan.id}/revenir", on=counter.desk)
    assert answer.status_code == 409
    assert "On ne peut plus revenir en arrière" in answer.text
    assert counter.fresh(loan).is_lent


def test_every_way_back_is_read_as_one_that_may_be_of_another_shape():
    read = re.compile(r"(Status|fromisoformat|int|str)\(before\[|undoing\.take\(.*\)\[")
    files = [path for slice_ in SLICES for path in (ROOT / slice_).rglob("*.py")]
    users = [path for path in files if "undoing.take(" in path.read_text("utf-8")]
    assert len(users) > 8
    assert not [path.name for path in users if read.search(path.read_text("utf-8"))]


def test_nothing_is_reserved_again_in_a_library_that_closed_since(counter, on, undo):
    tool = counter.tool()
    loan = counter.reserve(counter.karima, tool, on(4), on(7))
    counter.lend(tool, counter.karima)
    counter.closed()
    with pytest.raises(SinceThen):
        undo(loan)


@pytest.mark.parametrize("became", [shelves.mend, shelves.retire])
def test_a_return_stands_once_the_tool_is_mended_or_retired(counter, undo_return, became):
    tool = counter.tool()
    loan = counter.lend(tool, counter.karima)
    counter.give_back(tool)
    counter.act(became, counter.hassan, tool)
    with pytest.raises(SinceThen) as refused:
        undo_return(loan)
    assert refused.value.status == 409
    assert counter.fresh(loan).is_returned


@pytest.mark.parametrize("days", [0, 21])
def test_a_return_stands_once_somebody_reserved_the_tool(
    counter, on, undo_return, move_clock, days
):
    tool = counter.tool()
    loan = counter.lend(tool, counter.karima)
    move_clock(days=days)
    counter.give_back(tool)
    counter.reserve(counter.marcel, tool, on(4), on(7))
    with pytest.raises(SinceThen):
        undo_return(loan)


def test_a_late_return_is_undone_beside_who_had_reserved_before(
    counter, on, undo_return, move_clock
):
    tool = counter.tool()
    loan = counter.lend(tool, counter.karima)
    move_clock(days=21)
    awaited = counter.reserve(counter.marcel, tool, on(4), on(7))
    move_clock(seconds=1)
    counter.give_back(tool)
    undo_return(loan)
    assert counter.fresh(loan).is_lent
    counter.act(reserving.cancel, counter.marcel, awaited)


def test_a_loan_early_does_not_run_into_days_of_another(counter, on):
    tool = counter.tool()
    counter.reserve(counter.marcel, tool, on(4), on(7))
    counter.reserve(counter.karima, tool, on(11), on(25))
    with pytest.raises(policies.DaysTaken):
        counter.lend(tool, counter.karima)
