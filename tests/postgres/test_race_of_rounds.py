"""Two jobs hold the round of one town at the same moment, on PostgreSQL."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs import jobs, placing, releasing
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.rhythms import NeedRound
from tests.postgres.conftest import Meeting, without_lock
from tests.support.needs import open_office_in


@pytest.fixture
def town_id(app, make):
    """A town where five needs wait for their round."""
    office = open_office_in(app, make)
    needs = [office.approved().id for _ in range(5)]
    with make.writing() as session:
        for number in needs:
            session.get_one(Need, number).approved_at = now() - timedelta(days=10)
    return office.partner.municipality_id


def published(app, town_id):
    with app.app_context():
        jobs.go_on()
        opened = db.session.query(Need).join(Need.quartier).filter_by(municipality_id=town_id)
        rounds = db.session.query(NeedRound).filter_by(municipality_id=town_id)
        return opened.filter(Need.status == NeedStatus.OPEN).count(), rounds.count()


def test_two_jobs_at_once_publish_once(app, at_once, town_id):
    assert Counter(at_once(releasing.hold_round, [town_id] * 2)) == {5: 1, 0: 1}
    assert published(app, town_id) == (5, 1)


def test_without_the_lock_both_hold_it_until_the_database_refuses(
    app, at_once, town_id, monkeypatch
):
    meeting, is_under_way = Meeting(2), placing.is_under_way

    def read_together(*given):
        found = is_under_way(*given)
        meeting.wait()
        return found

    held = releasing.hold
    monkeypatch.setattr(
        releasing,
        "hold",
        lambda model, number: (
            held(model, number) if model is NeedRound else without_lock(model)(number)
        ),
    )
    monkeypatch.setattr(placing, "is_under_way", read_together)

    def hold_round(number):
        try:
            return releasing.hold_round(number)
        except IntegrityError:
            db.session.rollback()
            return "refused"

    assert Counter(at_once(hold_round, [town_id] * 2)) == {5: 1, "refused": 1}
    assert published(app, town_id) == (5, 1)
