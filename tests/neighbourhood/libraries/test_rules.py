"""What a reservation, a loan and a renewal are refused, and what they take."""

import pytest

from neighbourhood.foundation.errors import DomainError, Forbidden, NotVerified
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.foundation.storing.undoing import SinceThen
from neighbourhood.libraries import policies
from neighbourhood.libraries.actions import cards, lending, reserving, shelves
from neighbourhood.libraries.models.loans import ToolLoan, ToolLoanStatus
from tests.support.libraries import rules_of


def refuses(kind, work, *given, **more):
    with pytest.raises(kind) as caught:
        work(*given, **more)
    assert caught.type is kind


def test_a_reservation_takes_every_day_until_it_is_due(counter, on):
    tool = counter.tool()
    counter.reserve(counter.karima, tool, on(4), on(7))
    assert counter.days(tool) == [on(4), on(5), on(6), on(7)]
    refuses(policies.DaysTaken, counter.reserve, counter.marcel, tool, on(7), on(11))
    counter.reserve(counter.marcel, tool, on(11), on(14))


@pytest.mark.parametrize(("first", "due"), [(1, 4), (0, 2), (0, 21), (4, 4), (7, 4), (-3, 4)])
def test_a_tool_is_fetched_and_brought_back_when_the_desk_is_open(counter, on, first, due):
    refuses(
        policies.NotOpenThen,
        counter.reserve,
        counter.karima,
        counter.tool(),
        on(first),
        on(due),
    )


def test_a_day_of_closure_is_no_day_to_come(counter, on):
    counter.act(shelves.close_on, counter.sophie, counter.library, first=on(3), last=on(5))
    tool = counter.tool()
    refuses(policies.NotOpenThen, counter.reserve, counter.karima, tool, on(4), on(7))
    counter.reserve(counter.karima, tool, on(0), on(7))


def test_one_person_has_no_more_tools_than_the_rules_say(counter, on):
    for title in ("Perceuse", "Scie"):
        counter.reserve(counter.karima, counter.tool(title), on(4), on(7))
    third = counter.tool("Tente")
    refuses(policies.EnoughTools, counter.reserve, counter.karima, third, on(4), on(7))
    refuses(policies.EnoughTools, counter.lend, third, counter.karima)


def test_only_neighbours_of_the_town_with_a_proved_address_borrow(counter, on, make):
    tool = counter.tool()
    newcomer = make.resident("Nour Haddad", verified=False)
    for stranger in (counter.paul, newcomer):
        refuses(NotVerified, counter.reserve, stranger, tool, on(4), on(7))
        refuses(policies.MayNotBorrow, counter.lend, tool, stranger)


def test_who_only_has_an_account_keeps_no_desk(counter):
    tool = counter.tool()
    refuses(Forbidden, counter.act, lending.lend, counter.marcel, tool, counter.karima)
    refuses(Forbidden, counter.act, shelves.retire, counter.marcel, tool)
    refuses(
        Forbidden,
        counter.act,
        shelves.change,
        counter.hassan,
        counter.library,
        rules=rules_of(counter.quartier.id),
    )


def test_what_somebody_else_awaits_today_is_not_lent(counter, on):
    tool = counter.tool()
    counter.reserve(counter.karima, tool, on(0), on(7))
    refuses(policies.DaysTaken, counter.lend, tool, counter.marcel)


def test_a_loan_ends_before_somebody_else_comes(counter, on):
    tool = counter.tool()
    assert counter.lend(counter.tool("Scie"), counter.karima).due_on == on(14)
    counter.reserve(counter.karima, tool, on(7), on(11))
    assert counter.lend(tool, counter.marcel).due_on == on(4)


def test_a_reservation_is_fetched_a_day_early_when_the_days_between_are_free(counter, on):
    tool = counter.tool()
    counter.reserve(counter.karima, tool, on(4), on(7))
    loan = counter.lend(tool, counter.karima)
    assert (loan.first_day, loan.due_on) == (on(0), on(7))
    assert len(counter.loans()) == 1
    assert counter.days(tool) == [on(number) for number in range(8)]


def test_what_is_out_in_repair_or_retired_is_not_lent(counter):
    tool, broken = counter.tool(), counter.tool("Scie")
    counter.lend(tool, counter.karima)
    refuses(policies.NotOnShelf, counter.lend, tool, counter.marcel)
    counter.act(shelves.mend, counter.hassan, broken)
    refuses(policies.NotOnShelf, counter.lend, broken, counter.marcel)
    counter.act(shelves.retire, counter.hassan, broken)
    refuses(policies.NotOnShelf, counter.lend, broken, counter.marcel)


def test_a_tool_is_retired_once_nobody_has_or_awaits_it_and_comes_back_for_a_while(
    counter, on, move_clock
):
    tool = counter.tool()
    loan = counter.reserve(counter.karima, tool, on(4), on(7))
    refuses(policies.SpokenFor, counter.act, shelves.retire, counter.hassan, tool)
    counter.act(reserving.cancel, counter.karima, loan)
    counter.lend(tool, counter.karima)
    refuses(policies.SpokenFor, counter.act, shelves.retire, counter.hassan, tool)
    counter.give_back(tool)
    counter.act(shelves.retire, counter.hassan, tool)
    counter.act(shelves.put_back, counter.hassan, tool)
    assert counter.fresh(tool).is_on_shelf
    counter.act(shelves.retire, counter.hassan, tool)
    move_clock(minutes=11)
    with pytest.raises(DomainError):
        counter.act(shelves.put_back, counter.hassan, tool)


def test_a_cancelled_reservation_comes_back_unless_somebody_took_its_days(counter, on):
    tool = counter.tool()
    loan = counter.reserve(counter.karima, tool, on(4), on(7))
    counter.act(reserving.cancel, counter.karima, loan)
    assert counter.days(tool) == []
    counter.act(reserving.reserve_again, counter.karima, loan)
    assert len(counter.days(tool)) == 4
    counter.act(reserving.cancel, counter.karima, loan)
    counter.reserve(counter.marcel, tool, on(7), on(11))
    refuses(policies.DaysTaken, counter.act, reserving.reserve_again, counter.karima, loan)


def test_a_loan_is_had_for_longer_unless_somebody_awaits_the_tool(counter, on):
    tool, other = counter.tool(), counter.tool("Scie")
    loan = counter.lend(tool, counter.karima)
    counter.act(lending.renew, counter.karima, loan)
    assert counter.fresh(loan).due_on == on(28)
    refuses(policies.RenewedEnough, counter.act, lending.renew, counter.karima, loan)
    second = counter.lend(other, counter.karima)
    counter.reserve(counter.marcel, other, on(18), on(21))
    refuses(policies.DaysTaken, counter.act, lending.renew, counter.karima, second)
    refuses(Forbidden, counter.act, lending.renew, counter.marcel, second)


def test_a_return_is_not_undone_once_the_tool_has_left_again(counter):
    tool = counter.tool()
    loan = counter.lend(tool, counter.karima)
    counter.give_back(tool)
    counter.lend(tool, counter.marcel)
    refuses(SinceThen, counter.act, lending.take_return_back, counter.hassan, loan)
    refuses(policies.NotOut, counter.give_back, counter.tool("Scie"))


def test_what_never_came_back_is_noted_once_late_and_taken_in_when_it_does(counter, move_clock):
    tool = counter.tool()
    loan = counter.lend(tool, counter.karima)
    with pytest.raises(DomainError):
        counter.act(lending.note_lost, counter.hassan, loan)
    move_clock(days=20)
    counter.act(lending.note_lost, counter.hassan, loan)
    refuses(policies.NotOnShelf, counter.lend, tool, counter.marcel)
    counter.give_back(tool)
    assert counter.fresh(loan).is_returned


def test_a_closed_library_ends_what_is_awaited_and_takes_in_what_is_out(counter, on):
    tool, out = counter.tool(), counter.tool("Scie")
    loan = counter.reserve(counter.karima, tool, on(4), on(7))
    counter.lend(out, counter.karima)
    counter.closed()
    assert counter.fresh(loan).is_cancelled
    refuses(policies.LibraryIsClosed, counter.reserve, counter.karima, tool, on(4), on(7))
    refuses(policies.LibraryIsClosed, counter.lend, tool, counter.karima)
    counter.give_back(out)
    refuses(IllegalMove, counter.closed)


def test_a_partner_has_one_library(counter):
    refuses(
        policies.AlreadyHasLibrary,
        counter.act,
        shelves.set_up,
        counter.sophie,
        counter.partner,
        rules=rules_of(counter.quartier.id),
    )


def test_a_new_card_makes_the_old_one_useless(counter, app):
    first = counter.card(counter.karima)
    assert counter.card(counter.karima) == first
    second = counter.act(cards.replace, counter.karima).token
    with app.app_context():
        assert cards.holder_of(first) is None
        assert cards.holder_of(second.upper()).id == counter.karima.id


def test_each_tool_has_a_label_of_its_own_that_nobody_misreads(counter):
    labels = {counter.tool().label for _ in range(20)}
    assert len(labels) == 20
    assert not set("".join(labels)) & set("01OIL")


def test_a_tool_of_another_desk_is_not_there(counter, signed_in):
    tool = counter.tool()
    other = type(counter)(counter.make)
    browser = signed_in(other.hassan)
    assert browser.get(f"{other.home}/outils/{tool.id}").status_code == 404
    page = browser.post(other.desk, data={"scan": tool.label})
    assert "Aucun outil d’ici" in page.text


def test_the_life_of_a_loan_is_written_down():
    assert ToolLoan.MOVES[ToolLoanStatus.RESERVED] == {
        ToolLoanStatus.LENT,
        ToolLoanStatus.CANCELLED,
        ToolLoanStatus.MISSED,
    }
    assert ToolLoan.MOVES.endings == {
        ToolLoanStatus.RETURNED,
        ToolLoanStatus.CANCELLED,
        ToolLoanStatus.MISSED,
    }
