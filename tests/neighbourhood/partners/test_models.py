import itertools

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.partners.models import (
    STANDINGS,
    Application,
    ApplicationStatus,
    Partner,
    Standing,
)
from neighbourhood.partners.policies.accrediting import may_stand

ALLOWED = {
    ("draft", "submitted"),
    ("draft", "withdrawn"),
    ("submitted", "approved once"),
    ("submitted", "refused"),
    ("submitted", "withdrawn"),
    ("approved once", "accredited"),
    ("approved once", "refused"),
    ("approved once", "withdrawn"),
}


@pytest.mark.parametrize(("start", "end"), list(itertools.product(ApplicationStatus, repeat=2)))
def test_a_request_moves_as_the_table_says(start, end):
    assert Application(status=start).may_become(end) is ((start.value, end.value) in ALLOWED)


def test_every_status_has_its_line_in_the_table():
    assert dict(Application.MOVES.items()).keys() == set(ApplicationStatus)
    assert dict(STANDINGS.items()).keys() == set(Standing)


@pytest.mark.parametrize("end", ApplicationStatus)
def test_a_request_that_has_ended_refuses_to_move(end):
    with pytest.raises(IllegalMove):
        Application(status=ApplicationStatus.REFUSED).become(end)


@pytest.mark.parametrize(("start", "end"), list(itertools.product(Standing, repeat=2)))
def test_a_partner_is_closed_and_opened_and_nothing_else(start, end, town):
    closed = {"suspended_at": town.nadege.created_at} if start is Standing.SUSPENDED else {}
    assert may_stand(Partner(**closed), end) is (start is not end)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"second_approver_id": "nadege"},
        {"first_approver_id": "marcel"},
        {"second_approver_id": "marcel"},
        {"refused_by_id": "marcel"},
        {"status": ApplicationStatus.ACCREDITED},
        {"status": ApplicationStatus.REFUSED},
        {"submitted_at": None},
        {"siret": "123"},
        {"why": ""},
    ],
)
def test_the_database_itself_refuses_nonsense(town, nonsense):
    number = town.submitted()
    town.approve(number, town.nadege)
    people = ("nadege", "marcel")
    values = {
        name: getattr(town, value).id if value in people else value
        for name, value in nonsense.items()
    }
    change = update(Application).where(Application.id == number).values(values)
    with pytest.raises(IntegrityError), town.writing():
        db.session.execute(change)


def test_the_database_refuses_a_suspension_without_a_reason(town):
    number = town.accredited()
    closed = update(Partner).values(accredited_at=None, suspended_at=town.nadege.created_at)
    with pytest.raises(IntegrityError), town.writing():
        db.session.execute(closed.where(Partner.id == number))
