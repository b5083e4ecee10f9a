import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import PAID, UNPAID, Fund, FundStatus, Pledge, PledgeStatus

NONSENSE = {
    "nothing to collect": {"minimum_cents": 0},
    "a ceiling below the minimum": {"ceiling_cents": 14999},
    "more than its ceiling": {"raised_cents": 15001},
    "less than nothing": {"raised_cents": -1},
    "no title": {"title": ""},
    "complete although money is missing": {
        "status": FundStatus.COMPLETED,
        "raised_cents": 14999,
    },
    "a negative number of donors": {"donors_count": -1},
}


@pytest.mark.parametrize("values", NONSENSE.values(), ids=NONSENSE.keys())
def test_the_database_refuses_a_fund_that_makes_no_sense(office, values):
    need = office.open()
    with pytest.raises(IntegrityError), office.at_work():
        db.session.execute(update(Fund).where(Fund.id == need.fund_id).values(values))


@pytest.mark.parametrize(
    "values", [{"amount_cents": 0}, {"amount_cents": -5}, {"status": PledgeStatus.SETTLED}]
)
def test_the_database_refuses_a_pledge_that_makes_no_sense(office, donor, values):
    promise = office.promise(donor, office.open(), 500)
    with pytest.raises(IntegrityError), office.at_work():
        db.session.execute(update(Pledge).where(Pledge.id == promise.id).values(values))


def test_every_status_has_its_line_in_the_table():
    assert {status for status, _following in Pledge.MOVES.items()} == set(PledgeStatus)
    assert {status for status, _following in Fund.MOVES.items()} == set(FundStatus)
    for paid in PAID:
        assert not Pledge.MOVES[paid].intersection(UNPAID), "what was paid is never unpaid again"
    assert not Fund.MOVES[FundStatus.CLOSED], "what was taken back is not asked for again"


def test_money_that_arrived_is_either_kept_or_owed():
    for before in (PledgeStatus.RESERVED, PledgeStatus.EXPIRED, PledgeStatus.CANCELLED):
        assert {PledgeStatus.SETTLED, PledgeStatus.OWED_BACK} <= Pledge.MOVES[before]
