import pytest

from neighbourhood.exchanges.models.replies import ReplyStatus
from neighbourhood.feed.kinds import say_answer_given, say_answer_read
from neighbourhood.invitations.models import SeatStatus

ANSWERED = {"accepted", "declined", "withdrawn", "unanswered"}


@pytest.mark.parametrize("status", [*ReplyStatus, *SeatStatus])
def test_an_answer_is_said_to_its_author_once_it_is_more_than_given(app, status):
    with app.test_request_context():
        assert bool(say_answer_read(status)) is (status in ANSWERED)


@pytest.mark.parametrize("status", [*ReplyStatus, *SeatStatus])
def test_whoever_answered_reads_that_it_waits_until_it_is_answered(app, status):
    with app.test_request_context():
        assert (say_answer_given(status) == "en attente") is (status not in ANSWERED)


def test_the_two_of_them_read_the_same_answer_from_their_own_side(app):
    with app.test_request_context():
        assert say_answer_read(ReplyStatus.ACCEPTED) == "vous avez dit oui"
        assert say_answer_given(ReplyStatus.ACCEPTED) == "on vous a dit oui"
