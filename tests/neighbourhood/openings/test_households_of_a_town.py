"""Who runs a town says how many households its quartiers have, and when needs are published."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.placing import rhythm_of, town_as_known
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality, Quartier
from tests.support.carried import press
from tests.support.town_hall import work_at_the_town_hall


@pytest.fixture
def clerk(make):
    person = make.resident("Claire Mairie")
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    return person


@pytest.fixture
def here(clerk):
    return f"/administration/communes/{clerk.quartier.municipality_id}"


def test_households_are_said_by_hand(app, clerk, here, signed_in):
    desk, name = signed_in(clerk), f"quartier-{clerk.quartier_id}"
    page = f"{here}/foyers"
    assert clerk.quartier.name in desk.get(page).text
    assert desk.post(page, data={name: "900"}).status_code == 409, "nothing was read"
    assert press(desk, page, data={name: "900"}).status_code == 303
    with app.app_context():
        assert db.session.get_one(Quartier, clerk.quartier_id).households == 900
    assert 'value="900"' in desk.get(page).text
    assert press(desk, page, data={name: ""}).status_code == 303
    with app.app_context():
        assert db.session.get_one(Quartier, clerk.quartier_id).households is None


@pytest.mark.parametrize("typed", ["-1", "beaucoup", "1000001"])
def test_what_is_no_number_of_households_is_refused(clerk, here, signed_in, typed):
    desk, name = signed_in(clerk), f"quartier-{clerk.quartier_id}"
    assert desk.post(f"{here}/foyers", data={name: typed}).status_code == 422


def test_a_town_chooses_its_rounds(app, clerk, here, signed_in):
    desk, page = signed_in(clerk), f"{here}/besoins/envois"
    typed = {"days": ["1", "4"], "hour": "18", "concerned": "50", "crisis": "0"}
    assert desk.post(page, data=typed).status_code == 409, "nothing was read"
    assert press(desk, page, data=typed).status_code == 303
    with app.app_context():
        town = db.session.get_one(Municipality, clerk.quartier.municipality_id)
        rhythm = rhythm_of(town)
        assert (rhythm.days, rhythm.hour, rhythm.is_crisis) == ({1, 4}, 18, False)
        assert town_as_known(town, now()).rule.concerned == 50
    assert press(desk, page, data={**typed, "crisis": "7"}).status_code == 303
    with app.app_context():
        town = db.session.get_one(Municipality, clerk.quartier.municipality_id)
        assert rhythm_of(town).is_crisis
        assert not rhythm_of(town, now() + timedelta(days=8)).is_crisis


@pytest.mark.parametrize(
    "wrong",
    [{"days": []}, {"days": ["9"]}, {"hour": "5"}, {"concerned": "101"}, {"crisis": "31"}],
)
def test_rounds_that_protect_nobody_are_refused(clerk, here, signed_in, wrong):
    typed = {"days": ["2"], "hour": "9", "concerned": "100", "crisis": "0", **wrong}
    assert signed_in(clerk).post(f"{here}/besoins/envois", data=typed).status_code == 422
