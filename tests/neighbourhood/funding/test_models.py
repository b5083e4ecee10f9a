import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models import TRANSITIONS, Pledge, PledgeStatus


@pytest.mark.parametrize(
    "values", [{"amount_cents": 0}, {"amount_cents": -5}, {"status": PledgeStatus.SETTLED}]
)
def test_the_database_refuses_a_pledge_that_makes_no_sense(office, donor, values):
    promise = office.promise(donor, office.open(), 500)
    with pytest.raises(IntegrityError), office.at_work():
        db.session.execute(update(Pledge).where(Pledge.id == promise.id).values(values))


def test_every_status_has_its_line_in_the_table():
    assert set(TRANSITIONS) == set(PledgeStatus)
    assert not TRANSITIONS[PledgeStatus.REFUNDED]


def test_money_that_arrived_is_either_kept_or_owed():
    for before in (PledgeStatus.RESERVED, PledgeStatus.EXPIRED, PledgeStatus.CANCELLED):
        assert {PledgeStatus.SETTLED, PledgeStatus.OWED_BACK} <= TRANSITIONS[before]
