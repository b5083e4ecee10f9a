"""A partner whose staff act for Thérèse."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions import giving
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.accompanying import accompany, entrust

TERMS = giving.Terms(scopes=frozenset({"post"}), days=31)


@pytest.fixture
def therese(office, make):
    return make.resident("Thérèse Lemaire", office.quartier)


@pytest.fixture
def centre(office, make):
    """Return the id of a partner that Sophie manages and where she accompanies."""
    accompany(make, office.partner.id, office.author)
    with office.at_work():
        partner = db.session.get_one(Partner, office.partner.id)
        sophie = db.session.get_one(Resident, office.author.id)
        staffing.name_staff(partner, sophie, role=StaffRole.MANAGE)
    return office.partner.id


@pytest.fixture
def mandate_id(make, therese, centre, office):
    return entrust(make, therese, centre, office.author)


def who(resident):
    return db.session.get_one(Resident, resident.id)


def change(office, roles):
    """Let Hassan do `roles`, as Sophie who manages the staff decides."""
    with office.at_work():
        partner = hold(Partner, office.partner.id)
        staffing.change_roles(
            Actor.of(who(office.author)), partner, who(office.reader), roles=roles
        )
