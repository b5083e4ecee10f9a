"""Who must have a second factor, and is told so."""

import pytest

from neighbourhood.partners.models import StaffRole
from neighbourhood.residents import policies
from tests.neighbourhood.residents.enrolling import enrol
from tests.support.town_hall import work_at_the_town_hall


@pytest.fixture
def desk(make, karima):
    """The desk of a partner whose staff Karima is."""
    hall_id = work_at_the_town_hall(make, karima, StaffRole.VERIFY)
    return f"/partenaires/{hall_id}"


def test_staff_enrol_first_and_are_told_why(karima, desk, enter, with_settings):
    with_settings(staff_second_factor=True)
    browser = enter(karima)
    answer = browser.get(desk)
    assert (answer.status_code, answer.location) == (303, "/moi/securite")
    assert "Votre rôle touche d’autres personnes" in browser.get(answer.location).text
    enrol(browser)
    assert browser.get(desk).status_code == 200


def test_the_demonstration_asks_its_staff_for_nothing(karima, desk, enter):
    assert enter(karima).get(desk).status_code == 200


def test_who_is_not_staff_learns_nothing_of_the_desk(make, desk, signed_in, with_settings):
    with_settings(staff_second_factor=True)
    assert signed_in(make.resident("Marcel")).get(desk).status_code == 404


@pytest.mark.parametrize(
    ("asked", "administrator", "staff", "must"),
    [
        (True, False, False, False),
        (True, True, False, True),
        (True, False, True, True),
        (False, True, True, False),
    ],
)
def test_who_must_have_a_second_factor(app, make, with_settings, asked, administrator, staff, must):
    resident = make.resident(is_administrator=administrator)
    with_settings(staff_second_factor=asked)
    with app.app_context():
        assert policies.must_have_second_factor(resident, staff=staff) is must
