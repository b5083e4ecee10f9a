"""Putting things on a shelf, aside, away and back."""

from datetime import date, timedelta

import pytest

from neighbourhood.foundation.errors import DomainError, Forbidden, NotVerified
from neighbourhood.foundation.storing.undoing import TooLateToGoBack
from neighbourhood.loans.actions import breaks
from neighbourhood.loans.actions import shelf as actions
from neighbourhood.loans.models.items import Item, LendingBreak
from neighbourhood.loans.models.loans import Loan, LoanStatus
from neighbourhood.loans.policies.shelf import IsAskedFor, ReachIsKnown
from neighbourhood.places.models import Reach
from tests.support.wordings import a_drill

A_DAY = date(2031, 5, 12)


def asked(shelf, item: Item, status=LoanStatus.ASKED) -> Loan:
    loan = Loan(
        item_id=item.id,
        borrower_id=shelf.marcel.id,
        text="Pour une étagère.",
        first_day=A_DAY,
        last_day=A_DAY + timedelta(days=2),
        status=status,
    )
    shelf.add(loan)
    return loan


def test_a_thing_on_the_shelf_is_shown_with_its_terms(shelf, card):
    item = shelf.item(days=3, deposit="Une pièce d’identité")

    shown = card(item)
    assert (shown.kind, shown.category, shown.listed) == ("loan", "tools", True)
    assert shown.facts["days"] == 3
    assert shown.facts["deposit"] == "Une pièce d’identité"


def test_only_neighbours_whose_address_is_proved_lend(shelf):
    with pytest.raises(NotVerified):
        shelf.item(shelf.newcomer)


def test_what_is_said_of_a_thing_changes_with_its_date(shelf, card):
    item = shelf.item()

    shelf.act(actions.edit, shelf.karima, item, wording=a_drill(title="Une perceuse sans fil"))

    assert shelf.fresh(item).edited_at is not None
    assert card(item).title == "Une perceuse sans fil"


def test_who_may_ask_does_not_change_over_a_request(shelf):
    item = shelf.item()
    asked(shelf, item)

    with pytest.raises(ReachIsKnown):
        shelf.act(actions.edit, shelf.karima, item, wording=a_drill(reach=Reach.TOWN))
    shelf.act(actions.edit, shelf.karima, item, wording=a_drill(title="Une perceuse sans fil"))


def test_who_may_ask_changes_once_a_loan_is_over(shelf):
    item = shelf.item()
    asked(shelf, item, LoanStatus.DECLINED)

    shelf.act(actions.edit, shelf.karima, item, wording=a_drill(reach=Reach.TOWN))

    assert shelf.fresh(item).reach == Reach.TOWN


def test_put_aside_it_is_shown_to_nobody_until_it_is_on_the_shelf_again(shelf, card):
    item = shelf.item()

    shelf.act(actions.put_aside, shelf.karima, item)
    assert not card(item).listed
    shelf.act(actions.put_on_shelf, shelf.karima, item)
    assert card(item).listed


def test_a_thing_that_somebody_waits_for_is_not_taken_away(shelf):
    item = shelf.item()
    asked(shelf, item)

    with pytest.raises(IsAskedFor):
        shelf.act(actions.retire, shelf.karima, item)


def test_what_is_lent_no_more_comes_back_for_ten_minutes(shelf, card, move_clock):
    item = shelf.item()

    shelf.act(actions.retire, shelf.karima, item)
    assert not card(item).listed
    shelf.act(actions.put_back, shelf.karima, item)
    assert card(item).listed
    shelf.act(actions.retire, shelf.karima, item)
    move_clock(minutes=10)
    with pytest.raises(TooLateToGoBack):
        shelf.act(actions.put_back, shelf.karima, item)


def test_put_aside_before_it_comes_back_put_aside(shelf):
    item = shelf.item()
    shelf.act(actions.put_aside, shelf.karima, item)
    shelf.act(actions.retire, shelf.karima, item)

    shelf.act(actions.put_back, shelf.karima, item)

    assert shelf.fresh(item).is_aside


@pytest.mark.parametrize("action", [actions.put_aside, actions.retire])
def test_nobody_takes_away_what_is_another_s(shelf, action):
    item = shelf.item()

    with pytest.raises(DomainError):
        shelf.act(action, shelf.marcel, item)


def test_days_without_loans_that_meet_become_one(shelf):
    take = breaks.take
    shelf.act(take, shelf.karima, first_day=A_DAY, last_day=A_DAY + timedelta(days=4))
    other = {"first_day": A_DAY + timedelta(days=3), "last_day": A_DAY + timedelta(days=9)}

    taken = shelf.act(take, shelf.karima, **other)

    assert (taken.first_day, taken.last_day) == (A_DAY, A_DAY + timedelta(days=9))
    with shelf.make.writing() as session:
        assert session.query(LendingBreak).count() == 1


def test_nobody_ends_the_days_of_another(shelf):
    days = {"first_day": A_DAY, "last_day": A_DAY}
    taken = shelf.act(breaks.take, shelf.karima, **days)

    with pytest.raises(Forbidden):
        shelf.act(breaks.end, shelf.marcel, taken)
    shelf.act(breaks.end, shelf.karima, taken)
