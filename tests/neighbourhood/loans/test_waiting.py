import pytest
from sqlalchemy import select

from neighbourhood.loans.actions import answering, asking, handing, renewing, waiting
from neighbourhood.loans.jobs import look_at_waiting
from neighbourhood.loans.models.waiting import Waiting
from neighbourhood.loans.policies.loans import SomebodyWaits
from neighbourhood.notifications.models import Notification


@pytest.fixture
def pass_time(app, move_clock):
    def wait(**by: float) -> None:
        move_clock(**by)
        with app.app_context():
            look_at_waiting()

    return wait


def called(lending) -> list[int]:
    with lending.shelf.make.writing() as session:
        free = Notification.kind == "loans.free"
        return list(session.scalars(select(Notification.resident_id).where(free)))


def wait_for(lending, *who) -> None:
    for one in who:
        lending.shelf.act(waiting.wait, one, lending.item)


def test_the_first_is_told_then_the_next_two_days_later(lending, pass_time):
    loan, ines, paul = lending.out(last=3), lending.shelf.ines, lending.shelf.paul
    wait_for(lending, ines, paul, ines)
    pass_time(minutes=20)
    assert called(lending) == []
    lending.by(lending.shelf.karima, handing.take_in, loan)
    pass_time(minutes=5)
    assert called(lending) == []
    pass_time(minutes=6)
    pass_time(minutes=6)
    assert called(lending) == [ines.id]
    pass_time(days=2)
    pass_time(days=1)
    assert called(lending) == [ines.id, paul.id]


def test_who_asks_or_leaves_waits_no_more(lending, pass_time):
    loan, ines, paul = lending.ask(), lending.shelf.ines, lending.shelf.paul
    wait_for(lending, ines, paul)
    lending.ask(ines, first=5, last=6)
    lending.shelf.act(waiting.wait_no_more, paul, lending.item)
    lending.by(lending.shelf.marcel, asking.withdraw, loan)
    pass_time(minutes=20)
    assert called(lending) == []
    with lending.shelf.make.writing() as session:
        assert session.scalars(select(Waiting)).all() == []


def test_whoever_proves_their_address_no_more_may_still_leave_the_list(lending, signed_in):
    lending.out(last=3)
    wait_for(lending, lending.shelf.ines)
    lending.shelf.change(lending.shelf.ines, verified_at=None, address_id=None)
    answer = signed_in(lending.shelf.ines).post(f"{lending.item.path}/ne-plus-attendre")
    assert answer.status_code == 303
    with lending.shelf.make.writing() as session:
        assert session.scalars(select(Waiting)).all() == []


def test_nobody_keeps_it_longer_while_somebody_waits(lending):
    loan = lending.out(last=3)
    wait_for(lending, lending.shelf.ines)
    with pytest.raises(SomebodyWaits):
        lending.by(lending.shelf.marcel, renewing.renew, loan)
    lending.shelf.act(waiting.wait_no_more, lending.shelf.ines, lending.item)
    lending.by(lending.shelf.marcel, renewing.renew, loan)


def test_nobody_waits_for_who_keeps_them_away(lending, pass_time):
    loan = lending.out(last=3)
    wait_for(lending, lending.shelf.ines)
    lending.shelf.keep_apart(lending.shelf.karima, lending.shelf.ines)
    lending.by(lending.shelf.karima, handing.take_in, loan)
    pass_time(minutes=20)
    assert called(lending) == []


def test_who_waits_for_days_that_are_taken_later_hears_once_they_are_free(lending, pass_time):
    loan = lending.ask(lending.shelf.paul, first=5, last=6)
    wait_for(lending, lending.shelf.ines)
    pass_time(minutes=20)
    assert called(lending) == []
    lending.by(lending.shelf.karima, answering.decline, loan, answer="Une autre fois.")
    pass_time(minutes=20)
    assert called(lending) == [lending.shelf.ines.id]


def test_whose_turn_it_is_reads_it_on_the_page_of_the_thing(lending, pass_time, signed_in):
    loan, ines = lending.ask(first=0), lending.shelf.ines
    wait_for(lending, ines)
    browser = signed_in(ines)
    assert "c’est votre tour" not in browser.get(lending.item.path).text
    lending.by(lending.shelf.marcel, asking.withdraw, loan)
    pass_time(minutes=20)
    assert "c’est votre tour" in browser.get(lending.item.path).text


def test_what_is_late_is_not_kept_longer_by_its_borrower(lending, marcel, move_clock):
    loan = lending.out(last=1)
    move_clock(days=2)
    page = marcel.get(loan.path).text
    assert "Le garder plus longtemps" not in page
    assert "Le jour du retour est passé" in page
    assert marcel.post(f"{loan.path}/prolonger").status_code == 409
    assert lending.fresh(loan).renewed == 0
