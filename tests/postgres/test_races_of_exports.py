"""Two colleagues agree to one file at the same moment: one agreement counts, one file is made."""

from collections import Counter

import pytest

from neighbourhood.exports import actions, policies
from neighbourhood.exports.models import Export
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import Meeting, without_lock


@pytest.fixture
def asked(make):
    """A file that somebody asked for, and three colleagues."""
    town, people = make.municipality(), [make.resident(f"Agent {n}") for n in range(4)]
    with make.writing() as session:
        here = session.get_one(Municipality, town.id)
        hall = accrediting.accredit(here, name="Mairie", kind=PartnerKind.CITY_SERVICE)
        staff = [session.get_one(Resident, one.id) for one in people]
        for one in staff:
            staffing.name_staff(hall, one, role=StaffRole.ADMINISTER)
        export = actions.ask(Actor.of(staff[0]), here, "residents", reason="La fête")
        return export.id, [one.id for one in staff[1:]]


def agreeing(export_id, read):
    def act(colleague_id):
        actor = Actor.of(db.session.get_one(Resident, colleague_id))
        actions.agree(actor, read(export_id), words="")
        return "agreed"

    return act


def test_one_agreement_counts(at_once, asked):
    export_id, colleagues = asked
    under_lock = agreeing(export_id, lambda number: hold(Export, number))
    assert Counter(at_once(under_lock, colleagues)) == {"agreed": 1, "export_closed": 2}


def test_without_the_lock_several_would(at_once, asked, monkeypatch):
    export_id, colleagues = asked
    meeting, is_another = Meeting(len(colleagues)), policies.is_another

    def look_together(*those):
        meeting.wait()
        return is_another(*those)

    monkeypatch.setattr(policies, "is_another", look_together)
    outcomes = Counter(at_once(agreeing(export_id, without_lock(Export)), colleagues))
    assert outcomes == {"agreed": 3}
