"""What is held of a shelf, and what is left of it."""

from datetime import date

from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.words.blotting import BLOT
from neighbourhood.loans.actions import breaks
from neighbourhood.loans.models.items import Item, LendingBreak
from neighbourhood.loans.models.loans import Loan, LoanStatus
from neighbourhood.residents.events import resident_unsettled

A_DAY = date(2031, 5, 12)


def test_one_reads_what_one_lends_and_when_one_does_not(shelf):
    shelf.item(title="Une perceuse")
    shelf.act(breaks.take, shelf.karima, first_day=A_DAY, last_day=A_DAY)
    with shelf.make.writing():
        hers = repr(list(HOLDINGS["loans"].read(shelf.karima.id)))
        his = repr(list(HOLDINGS["loans"].read(shelf.marcel.id)))
    assert "Une perceuse" in hers
    assert "first_day" in hers
    assert "Une perceuse" not in his


def test_of_a_thing_that_others_borrowed_stays_that_there_was_one(shelf):
    alone, borrowed = shelf.item(), shelf.item(worth="cent euros")
    shelf.act(breaks.take, shelf.karima, first_day=A_DAY, last_day=A_DAY)
    shelf.add(
        Loan(
            item_id=borrowed.id,
            borrower_id=shelf.marcel.id,
            text="Pour samedi.",
            first_day=A_DAY,
            last_day=A_DAY,
            status=LoanStatus.DECLINED,
        )
    )
    with shelf.make.writing() as session:
        HOLDINGS["loans"].erase(shelf.karima.id)
        session.flush()
        assert session.get(Item, alone.id) is None
        left = session.get_one(Item, borrowed.id)
        assert (left.title, left.body, left.worth, left.cell_id) == (BLOT, "", "", None)
        assert left.is_retired
        assert session.query(LendingBreak).count() == 0


def test_the_things_of_who_proves_an_address_no_more_are_put_aside(shelf, card):
    item = shelf.item()
    with shelf.make.writing() as session:
        resident_unsettled.send(session.get_one(type(shelf.karima), shelf.karima.id))
    assert shelf.fresh(item).is_aside
    assert not card(item).listed
