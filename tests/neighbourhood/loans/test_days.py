import pytest

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing import undoing
from neighbourhood.loans import days
from neighbourhood.loans.actions import answering, asking, breaks
from neighbourhood.loans.actions import shelf as shelves
from neighbourhood.loans.models.loans import LoanStatus
from neighbourhood.loans.policies.loans import HasItAlready


def test_a_request_takes_its_days_at_once(lending):
    loan = lending.ask(first=1, last=3)
    assert lending.days_of(loan) == [lending.day(1), lending.day(2), lending.day(3)]
    assert loan.status is LoanStatus.ASKED


def test_nobody_else_has_one_of_these_days_and_reads_which_are_taken(lending):
    lending.ask(first=2, last=3)
    with pytest.raises(days.DaysTaken) as refusal:
        lending.ask(lending.shelf.ines, first=3, last=5)
    with lending.shelf.make.writing():
        assert refusal.value.details["days"] == days.say_days([days.today() + 3 * days.A_DAY])
    assert lending.days_of(lending.ask(lending.shelf.ines, first=4, last=5))


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (-1, 2, days.DaysPast),
        (3, 2, days.EndsBeforeItBegins),
        (1, 8, days.TooManyDays),
        (180, 184, days.TooFarAhead),
    ],
)
def test_days_that_nobody_can_have_are_refused(lending, first, last, refusal):
    with pytest.raises(refusal):
        lending.ask(first=first, last=last)


def test_nothing_is_lent_while_its_owner_is_away(lending):
    away = {"first_day": lending.day(3), "last_day": lending.day(9)}
    lending.shelf.act(breaks.take, lending.shelf.karima, **away)
    with pytest.raises(days.LendsNothingThen):
        lending.ask(first=1, last=3)
    assert lending.ask(first=1, last=2)


def test_one_asks_once_at_a_time_for_one_thing(lending):
    lending.ask(first=1, last=2)
    with pytest.raises(HasItAlready):
        lending.ask(first=5, last=6)


def test_nobody_borrows_from_themselves_nor_what_is_put_aside(lending):
    with pytest.raises(DomainError):
        lending.ask(lending.shelf.karima)
    lending.shelf.act(shelves.put_aside, lending.shelf.karima, lending.item)
    with pytest.raises(DomainError):
        lending.ask()


def test_nobody_asks_whoever_keeps_them_away(lending):
    lending.shelf.keep_apart(lending.shelf.karima, lending.shelf.marcel)
    with pytest.raises(Missing):
        lending.ask()


@pytest.mark.parametrize("how", ["declined", "withdrawn", "called off"])
def test_days_are_free_again_once_it_comes_to_nothing(lending, how):
    loan = lending.agreed(1, 3) if how == "called off" else lending.ask(first=1, last=3)
    if how == "declined":
        lending.by(lending.shelf.karima, answering.decline, loan, answer="Une autre fois.")
    elif how == "withdrawn":
        lending.by(lending.shelf.marcel, asking.withdraw, loan)
    else:
        lending.by(lending.shelf.karima, answering.call_off, loan, answer="Il est en panne.")
    assert lending.fresh(loan).status == how
    assert lending.days_of(loan) == []
    assert lending.ask(lending.shelf.ines, first=1, last=3)


def test_going_back_takes_the_days_again(lending):
    loan = lending.ask(first=1, last=3)
    lending.by(lending.shelf.karima, answering.decline, loan, answer="Une autre fois.")
    lending.by(lending.shelf.karima, answering.put_back, loan)
    assert lending.fresh(loan).is_asked
    assert len(lending.days_of(loan)) == 3


def test_nobody_goes_back_once_the_days_are_somebody_else_s(lending):
    loan = lending.ask(first=1, last=3)
    lending.by(lending.shelf.marcel, asking.withdraw, loan)
    lending.ask(lending.shelf.ines, first=3, last=3)
    with pytest.raises(undoing.SinceThen):
        lending.by(lending.shelf.marcel, answering.put_back, loan)
    assert lending.fresh(loan).is_withdrawn


def test_a_thing_that_is_late_cannot_be_had_today(lending, move_clock):
    lending.out(last=1)
    move_clock(days=2)
    with pytest.raises(days.NotHomeYet):
        lending.ask(lending.shelf.ines, first=0, last=1)
    assert lending.ask(lending.shelf.ines, first=1, last=2)
