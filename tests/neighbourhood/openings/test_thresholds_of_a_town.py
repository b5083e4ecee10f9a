"""Who runs a town may hide more than the site does, never less."""

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.places.thresholds import Rule, rule_of
from tests.support.carried import press
from tests.support.town_hall import work_at_the_town_hall


@pytest.fixture
def clerk(make):
    person = make.resident("Claire Mairie")
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    return person


@pytest.fixture
def town(app, make, clerk):
    with make.writing() as session:
        return session.get_one(Municipality, clerk.quartier.municipality_id)


@pytest.fixture
def page(town):
    return f"/administration/communes/{town.id}/chiffres-caches"


def rule(make, town):
    with make.writing() as session:
        return rule_of(session.get_one(Municipality, town.id))


def test_a_town_raises_its_threshold(make, clerk, town, page, signed_in):
    desk = signed_in(clerk)
    assert 'value="11"' in desk.get(page).text
    typed = {"fewest": "20", "dominance": "70"}
    assert desk.post(page, data=typed).status_code == 409, "nothing was read"
    assert rule(make, town) == Rule()
    assert press(desk, page, data=typed).status_code == 303
    assert rule(make, town) == Rule(20, 70)


@pytest.mark.parametrize(
    "typed",
    [
        {"fewest": "10", "dominance": "85"},
        {"fewest": "11", "dominance": "86"},
        {"fewest": "", "dominance": "85"},
        {"fewest": "onze", "dominance": "85"},
    ],
)
def test_it_never_goes_below_that_of_the_site(make, clerk, town, page, signed_in, typed):
    assert signed_in(clerk).post(page, data=typed).status_code == 422
    assert rule(make, town) == Rule()


@pytest.mark.parametrize(
    ("name", "below"), [("fewest", 10), ("dominance", 86), ("opening_number", -1)]
)
def test_the_database_refuses_it_too(make, town, name, below):
    with pytest.raises(IntegrityError), make.writing() as session:
        setattr(session.get_one(Municipality, town.id), name, below)


def test_whoever_does_not_run_the_town_finds_no_such_page(make, page, signed_in):
    assert signed_in(make.resident("Karima Benali")).get(page).status_code == 404
