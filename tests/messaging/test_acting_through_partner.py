"""Live connections of a staff that acts for somebody: each ends with the right to."""

import pytest

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.sign_ins import end_sign_ins
from neighbourhood.residents.events import resident_closed
from neighbourhood.residents.models.residents import Resident
from tests.support.accompanying import accompany, entrust
from tests.support.mandates import act_by
from tests.support.needs import open_office_in


@pytest.fixture
def office(app, make):
    return open_office_in(app, make)


@pytest.fixture
def quartier(office):
    return office.quartier


@pytest.fixture
def mandate_id(make, office, karima):
    """Let Sophie and Hassan write in the place of Karima; Sophie manages the staff."""
    accompany(make, office.partner.id, office.author, office.reader)
    with office.at_work():
        partner = holding.hold(Partner, office.partner.id)
        sophie = db.session.get_one(Resident, office.author.id)
        staffing.name_staff(partner, sophie, role=StaffRole.MANAGE)
    return entrust(make, karima, office.partner.id, office.author)


@pytest.fixture
def acting(live, signed_in, mandate_id):
    """Open a live connection of a colleague who acts for Karima."""

    def connect(person):
        return live(None, browser=act_by(signed_in(person), mandate_id))

    return connect


def test_a_colleague_hears_and_writes_in_the_place_of_the_principal(
    acting, live, office, marcel, karima, conversation
):
    hassan, his = acting(office.reader), live(marcel)
    assert hassan.join(conversation.id)["ok"]
    his.join(conversation.id)
    assert hassan.send(conversation.id, "Karima viendra.")["ok"]
    (told,) = his.heard()
    assert (told["author_id"], told["agent"]) == (karima.id, "Hassan A.")


def test_who_leaves_the_staff_is_cut_off_at_once_and_does_not_come_back(
    acting, office, conversation
):
    hassan = acting(office.reader)
    hassan.join(conversation.id)
    with office.at_work():
        sophie, reader = (
            db.session.get_one(Resident, one.id) for one in (office.author, office.reader)
        )
        staffing.remove(Actor.of(sophie), holding.hold(Partner, office.partner.id), reader)
    assert not hassan.connected
    assert not acting(office.reader).connected
    assert acting(office.author).connected


def test_a_suspended_partner_is_cut_off(make, acting, office, conversation):
    nadege = make.resident("Nadège Perrin", is_administrator=True)
    sophie = acting(office.author)
    with office.at_work():
        partner = holding.hold(Partner, office.partner.id)
        accrediting.suspend(
            Actor.of(db.session.get_one(Resident, nadege.id)), partner, reason="Non."
        )
    assert not sophie.connected
    assert not acting(office.author).connected


def test_whoever_joins_the_staff_cuts_nobody_off(make, acting, office):
    sophie = acting(office.author)
    accompany(make, office.partner.id, make.resident("Léa Roy"))
    assert sophie.connected


@pytest.mark.parametrize("how", ["closed", "signed out"])
def test_who_closes_their_account_or_signs_out_is_cut_off(acting, office, how):
    hassan = acting(office.reader)
    with office.at_work():
        reader = db.session.get_one(Resident, office.reader.id)
        if how == "closed":
            reader.closed_at = now()
            resident_closed.send(reader)
        else:
            end_sign_ins(reader)
    assert not hassan.connected
