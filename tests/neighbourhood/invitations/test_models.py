import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.invitations.models import (
    Invitation,
    InvitationStatus,
    Occasion,
    SeatRequest,
    SeatStatus,
    Side,
)
from neighbourhood.invitations.subjects import ENDED, GENTLE_DECLINES, OCCASIONS, STATUSES
from tests.support.moving import moves_as_said

OPEN, FULL, CLOSED, CANCELLED = InvitationStatus
ALLOWED = {
    (OPEN, FULL),
    (OPEN, CLOSED),
    (OPEN, CANCELLED),
    (FULL, OPEN),
    (FULL, CLOSED),
    (FULL, CANCELLED),
}
ALLOWED_REQUESTS = {
    (SeatStatus.ASKED, SeatStatus.ACCEPTED),
    (SeatStatus.ASKED, SeatStatus.DECLINED),
    (SeatStatus.ASKED, SeatStatus.WITHDRAWN),
    (SeatStatus.ACCEPTED, SeatStatus.WITHDRAWN),
    (SeatStatus.WITHDRAWN, SeatStatus.ASKED),
}


@pytest.mark.parametrize(
    ("model", "statuses", "allowed"),
    [(Invitation, InvitationStatus, ALLOWED), (SeatRequest, SeatStatus, ALLOWED_REQUESTS)],
)
def test_statuses_only_move_as_the_table_says(model, statuses, allowed):
    for before in statuses:
        for after in statuses:
            moves_as_said(model(status=before), after, allowed)


@pytest.mark.parametrize(
    ("column", "nonsense"),
    [("taken", 4), ("taken", -1), ("seats", 0), ("seats", 51), ("title", "")],
)
def test_the_database_refuses_nonsense(table, column, nonsense):
    invitation = table.invitation(seats=3)
    with pytest.raises(IntegrityError):
        table.change(invitation, **{column: nonsense})


def test_everything_that_can_be_chosen_has_words():
    assert set(OCCASIONS) == set(Occasion)
    assert set(STATUSES) == set(ENDED) == set(GENTLE_DECLINES) == set(Side)
    assert all(set(words) == set(InvitationStatus) for words in STATUSES.values())
