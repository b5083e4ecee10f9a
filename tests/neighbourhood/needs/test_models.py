import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.kinds import DESK
from neighbourhood.needs.models import Need, NeedStatus

NONSENSE = {
    "a price of nothing": {"target_cents": 0},
    "no title": {"title": ""},
    "funded at no moment": {"status": NeedStatus.FUNDED},
    "proved without a proof": {"status": NeedStatus.PROVED, "funded_at": now()},
    "published without a fund": {"fund_id": None},
}


@pytest.mark.parametrize("values", NONSENSE.values(), ids=NONSENSE.keys())
def test_the_database_refuses_nonsense(office, make, values):
    need = office.open()
    with pytest.raises(IntegrityError), make.writing():
        db.session.execute(update(Need).where(Need.id == need.id).values(values))


def test_the_database_refuses_an_author_who_approves(office, make):
    need = office.submitted()
    itself = {"approved_by_id": need.author_id, "published_at": now()}
    with pytest.raises(IntegrityError), make.writing():
        db.session.execute(update(Need).where(Need.id == need.id).values(itself))


def test_the_database_refuses_to_publish_what_nobody_approved(office, make):
    need = office.submitted()
    with pytest.raises(IntegrityError), make.writing():
        db.session.execute(update(Need).where(Need.id == need.id).values(status=NeedStatus.OPEN))


def test_every_status_has_its_line_in_the_table():
    assert {status for status, _following in Need.MOVES.items()} == set(NeedStatus)
    assert NeedStatus.OPEN not in Need.MOVES[NeedStatus.DRAFT], "nothing is published unread"
    assert not Need.MOVES[NeedStatus.PROVED]


def test_a_need_has_no_room_for_a_person():
    columns = Need.__table__.columns
    people = {column.name for column in columns if "resident" in str(column.foreign_keys)}
    assert people == {"author_id", "approved_by_id"}


def test_the_desk_has_a_place_for_every_need_that_was_not_withdrawn():
    assert set(DESK) == set(NeedStatus) - {NeedStatus.WITHDRAWN}
