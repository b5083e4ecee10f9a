"""What becomes of loans when one of the two leaves, and what is done in somebody’s place."""

import pytest
from sqlalchemy import select

from neighbourhood.loans.actions import handing, waiting
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.models.waiting import Waiting
from neighbourhood.mandates.models import MandateDeed
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.actions import closing
from neighbourhood.residents.kinds import AT_CLOSING
from tests.support.mandates import act_by, give


def told(lending, who) -> list[str]:
    with lending.shelf.make.writing() as session:
        kinds = select(Notification.kind).where(Notification.resident_id == who.id)
        return list(session.scalars(kinds.order_by(Notification.id)))


def close(lending, who) -> None:
    lending.shelf.act(closing.close, who)


@pytest.mark.parametrize("leaves", ["unsettled", "close"])
def test_who_asked_is_told_kindly_when_the_owner_leaves(request, lending, leaves):
    asked, agreed = lending.ask(), lending.agreed(5, 6, lending.shelf.ines)
    if leaves == "close":
        close(lending, lending.shelf.karima)
    else:
        request.getfixturevalue("unsettled")(lending.shelf.karima)
    assert lending.fresh(asked).is_declined
    assert lending.fresh(agreed).is_called_off
    assert lending.days_of(asked) == lending.days_of(agreed) == []
    for who in (lending.shelf.marcel, lending.shelf.ines):
        assert told(lending, who)[-1] == "loans.ended"


def test_what_a_borrower_asked_ends_as_they_leave_and_nobody_waits_alone(lending):
    asked, ines = lending.ask(), lending.shelf.ines
    lending.shelf.act(waiting.wait, ines, lending.item)
    for who in (lending.shelf.marcel, ines):
        close(lending, who)
    assert lending.fresh(asked).is_withdrawn
    with lending.shelf.make.writing() as session:
        assert session.scalar(select(Waiting)) is None


def test_what_is_out_stays_between_the_two_until_it_is_home(lending):
    loan = lending.out()
    close(lending, lending.shelf.marcel)
    assert lending.fresh(loan).is_out
    lending.by(lending.shelf.karima, handing.take_in, loan)
    assert lending.fresh(loan).is_returned


def test_whoever_closes_reads_before_what_ends_and_what_to_bring_back(lending):
    lending.out()
    shelf = lending.shelf
    asked = lending.ask(item=shelf.item(shelf.ines, title="Une échelle"), first=5, last=6)
    with shelf.make.writing() as session:
        marcel = session.get_one(type(shelf.marcel), shelf.marcel.id)
        read = "\n".join(map(str, AT_CLOSING["loans"].ends(marcel)))
    assert "Une échelle" in read
    assert "encore chez vous" in read
    assert lending.fresh(asked).is_asked


def test_an_agent_asks_for_somebody_and_the_journal_says_so(lending, signed_in):
    shelf = lending.shelf
    browser = act_by(signed_in(shelf.ines), give(shelf.make, shelf.marcel, shelf.ines))
    asked = {"first_day": lending.day(0), "last_day": lending.day(1), "ready": "0"}
    assert browser.post(f"{lending.item.path}/demander", data=asked).status_code == 303
    with shelf.make.writing() as session:
        loan = session.scalars(select(Loan)).one()
        assert (loan.borrower_id, loan.agent_id) == (shelf.marcel.id, shelf.ines.id)
        assert "loan asked" in set(session.scalars(select(MandateDeed.deed)))
    assert "par Inès M. pour Marcel Dupont" in signed_in(shelf.karima).get(loan.path).text


def test_nobody_deals_with_themselves_by_a_mandate(lending, signed_in):
    shelf = lending.shelf
    browser = act_by(signed_in(shelf.karima), give(shelf.make, shelf.marcel, shelf.karima))
    asked = {"first_day": lending.day(0), "last_day": lending.day(1), "ready": "0"}
    assert browser.post(f"{lending.item.path}/demander", data=asked).status_code == 409
    loan = lending.out()
    assert browser.post(f"{loan.path}/rendu").status_code == 409
    assert lending.fresh(loan).said_back_at is None
