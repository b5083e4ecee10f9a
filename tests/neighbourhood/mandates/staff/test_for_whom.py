"""For whom one acts, and who reads that it was done for them."""

import pytest

from neighbourhood.exchanges.kinds.deeds import POSTED
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.residents.models.residents import Resident
from tests.support.accompanying import accompany, entrust


@pytest.fixture
def centre(office, make):
    """Return the id of a partner where Sophie accompanies, and manages nothing."""
    accompany(make, office.partner.id, office.author)
    return office.partner.id


@pytest.fixture
def sophie(office, centre, signed_in):
    return signed_in(office.author)


def test_who_acts_with_a_team_reads_for_how_many(make, office, centre, sophie):
    page = sophie.get("/mandats").text
    assert "En votre nom, vous n’agissez pour personne." in page
    assert "pour personne en ce moment" in page
    entrust(make, make.resident("Thérèse Lemaire", office.quartier), centre, office.author)
    page = sophie.get("/mandats").text
    assert "Centre social" in page
    assert "pour une personne" in page
    assert f'href="/partenaires/{centre}/personnes"' in page


def test_who_is_in_no_team_acts_for_nobody(make, office, signed_in):
    page = signed_in(make.resident("Paul Leroy", office.quartier)).get("/mandats").text
    assert "Vous n’agissez pour personne." in page
    assert "Avec votre équipe" not in page


def test_the_person_reads_for_you_in_their_journal(make, office, centre, sophie, signed_in):
    therese = make.resident("Thérèse Lemaire", office.quartier)
    mandate_id = entrust(make, therese, centre, office.author)
    with office.at_work():
        mandate = db.session.get_one(Mandate, mandate_id)
        sophie_now = db.session.get_one(Resident, office.author.id)
        note_deed(as_held_by(mandate, sophie_now), POSTED, path="/x", title="A")
    assert "Sophie Martin, pour vous" in signed_in(therese).get(f"/mandats/{mandate_id}").text
    desk = sophie.get(f"/partenaires/{centre}/personnes/{mandate_id}").text
    assert "Sophie Martin pour Thérèse L." in desk
