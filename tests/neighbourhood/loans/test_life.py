import pytest
from sqlalchemy import select

from messaging.models import Conversation
from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.foundation.storing import undoing
from neighbourhood.loans import days
from neighbourhood.loans.actions import answering, handing, renewing
from neighbourhood.loans.jobs import look_at_loans
from neighbourhood.loans.models.checks import CheckMoment, LoanCheck
from neighbourhood.loans.policies.loans import OutAlready
from neighbourhood.notifications.models import Notification


@pytest.fixture
def pass_time(app, move_clock):
    """Let so many days go by, and the job of each hour come once."""

    def wait(days: int) -> None:
        move_clock(days=days)
        with app.app_context():
            look_at_loans()

    return wait


def heard_by(lending, who) -> list[str]:
    with lending.shelf.make.writing() as session:
        kinds = select(Notification.kind).where(Notification.resident_id == who.id)
        return list(session.scalars(kinds.order_by(Notification.id)))


def test_a_request_opens_a_conversation_of_the_two(lending):
    loan = lending.ask()
    with lending.shelf.make.writing() as session:
        about = Conversation.about_kind == "loan", Conversation.about_id == loan.id
        assert session.scalar(select(Conversation.subject).where(*about)) == lending.item.title
    assert heard_by(lending, lending.shelf.karima) == ["loans.asked"]


def test_only_its_owner_says_yes(lending):
    loan = lending.ask()
    for other in (lending.shelf.marcel, lending.shelf.ines):
        with pytest.raises(Forbidden):
            lending.by(other, answering.accept, loan)
    lending.by(lending.shelf.karima, answering.accept, loan)
    assert heard_by(lending, lending.shelf.marcel) == ["loans.accepted"]


def test_a_yes_is_gone_back_on_for_ten_minutes(lending, move_clock):
    loan = lending.agreed()
    lending.by(lending.shelf.karima, answering.put_back, loan)
    assert lending.fresh(loan).is_asked
    lending.by(lending.shelf.karima, answering.accept, loan)
    move_clock(minutes=11)
    with pytest.raises(DomainError):
        lending.by(lending.shelf.karima, answering.put_back, loan)


def test_the_owner_is_reminded_after_three_days_and_it_closes_after_seven(lending, pass_time):
    loan = lending.ask(first=20, last=21)
    pass_time(3)
    pass_time(0)
    assert heard_by(lending, lending.shelf.karima) == ["loans.asked", "loans.waiting"]
    pass_time(4)
    assert lending.fresh(loan).is_unanswered
    assert lending.days_of(loan) == []
    assert heard_by(lending, lending.shelf.marcel) == ["loans.unanswered"]


def test_what_nobody_handed_over_closes_kindly(lending, pass_time):
    loan = lending.agreed(0, 1)
    pass_time(3)
    assert lending.fresh(loan).is_called_off
    assert lending.days_of(loan) == []


@pytest.mark.parametrize("who", ["karima", "marcel"])
def test_whichever_presses_first_hands_it_over(lending, who):
    loan = lending.agreed()
    lending.by(getattr(lending.shelf, who), handing.hand_over, loan)
    assert lending.fresh(loan).is_out
    with pytest.raises(DomainError):
        lending.by(lending.shelf.karima, handing.hand_over, loan)


def test_a_thing_is_in_one_place_at_a_time(lending):
    lending.out(last=0)
    other = lending.agreed(1, 2, lending.shelf.ines)
    with pytest.raises(OutAlready):
        lending.by(lending.shelf.karima, handing.hand_over, other)


def test_each_notes_the_state_once_as_it_leaves_and_as_it_comes(lending):
    loan = lending.out()
    noted = {"notes": "Un éclat sur la poignée.", "photos": []}
    for who in (lending.shelf.karima, lending.shelf.marcel):
        lending.by(who, handing.check, loan, moment=CheckMoment.OUT, **noted)
        with pytest.raises(DomainError):
            lending.by(who, handing.check, loan, moment=CheckMoment.OUT, **noted)
    lending.by(lending.shelf.karima, handing.check, loan, moment=CheckMoment.BACK, **noted)
    with lending.shelf.make.writing() as session:
        assert len(session.scalars(select(LoanCheck)).all()) == 3


def test_one_is_reminded_before_on_the_day_and_after_each_once(lending, pass_time):
    loan = lending.out(last=3)
    for days_later in (0, 1, 0, 2, 0, 1, 0, 1):
        pass_time(days_later)
    said = [kind for kind in heard_by(lending, lending.shelf.marcel) if "accept" not in kind]
    assert said == ["loans.handed", "loans.soon due", "loans.due today", "loans.late"]
    assert heard_by(lending, lending.shelf.karima)[-1] == "loans.late for lender"
    assert lending.fresh(loan).is_out


def test_one_keeps_it_longer_in_one_tap_as_often_as_its_owner_said(lending):
    loan = lending.out(last=3)
    lending.by(lending.shelf.marcel, renewing.renew, loan)
    assert lending.fresh(loan).last_day == lending.day(3 + lending.item.days)
    assert len(lending.days_of(loan)) == 4 + lending.item.days
    assert heard_by(lending, lending.shelf.karima)[-1] == "loans.renewed"
    with pytest.raises(DomainError):
        lending.by(lending.shelf.marcel, renewing.renew, loan)


def test_nobody_keeps_it_longer_when_the_next_days_are_taken(lending):
    loan = lending.out(last=3)
    lending.ask(lending.shelf.ines, first=6, last=6)
    with pytest.raises(days.DaysTaken):
        lending.by(lending.shelf.marcel, renewing.renew, loan)
    assert lending.fresh(loan).last_day == lending.day(3)


def test_its_owner_notes_that_it_is_home_and_the_days_left_are_free(lending):
    loan = lending.out(last=3)
    with pytest.raises(Forbidden):
        lending.by(lending.shelf.marcel, handing.take_in, loan)
    lending.by(lending.shelf.karima, handing.take_in, loan)
    assert lending.fresh(loan).is_returned
    assert lending.ask(lending.shelf.ines, first=0, last=1)


def test_what_its_borrower_brought_back_is_confirmed_by_itself(lending, pass_time):
    loan = lending.out(last=3)
    lending.by(lending.shelf.marcel, handing.say_back, loan)
    assert heard_by(lending, lending.shelf.karima)[-1] == "loans.said back"
    pass_time(6)
    assert lending.fresh(loan).is_out
    pass_time(1)
    assert lending.fresh(loan).is_returned


def test_its_owner_may_say_that_it_is_not_back(lending, pass_time):
    loan = lending.out(last=3)
    lending.by(lending.shelf.marcel, handing.say_back, loan)
    lending.by(lending.shelf.karima, handing.not_back, loan)
    pass_time(8)
    assert lending.fresh(loan).is_out


def test_blocks_end_what_was_asked_and_leave_what_is_out(lending):
    asked = lending.ask(first=5, last=6)
    lending.shelf.keep_apart(lending.shelf.karima, lending.shelf.marcel)
    assert lending.fresh(asked).is_withdrawn
    assert lending.days_of(asked) == []
    assert heard_by(lending, lending.shelf.karima) == ["loans.asked"]


def test_what_is_out_comes_home_whatever_stands_between_the_two(lending):
    loan = lending.out()
    lending.shelf.keep_apart(lending.shelf.marcel, lending.shelf.karima)
    assert lending.fresh(loan).is_out
    lending.by(lending.shelf.marcel, handing.say_back, loan)
    lending.by(lending.shelf.karima, handing.take_in, loan)
    assert lending.fresh(loan).is_returned


def test_nobody_goes_back_on_the_handing_over_once_it_is_said_to_be_back(lending):
    loan = lending.out()
    lending.by(lending.shelf.marcel, handing.say_back, loan)
    with pytest.raises(undoing.TooLateToGoBack):
        lending.by(lending.shelf.karima, answering.put_back, loan)
    assert lending.fresh(loan).is_out
