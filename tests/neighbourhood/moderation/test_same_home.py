"""A second account at the address of somebody excluded is noticed, and nobody is named."""

import pytest

from neighbourhood.moderation.outcomes import SAME_HOME
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Address
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.actions.standing import lift, restrict
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.standing import Measure
from tests.support.news import news, told


@pytest.fixture
def excluded(town):
    """Karima, who was excluded this morning."""
    with town.make.writing() as session:
        restrict(session.get_one(Resident, town.karima.id), Measure.EXCLUDED)
    return town.fresh(town.karima)


@pytest.fixture
def move_in(town):
    """Prove the address of somebody: `move_in(newcomer, karima)`."""

    def move_in(newcomer, beside):
        with town.make.writing() as session:
            home = session.get_one(Address, beside.address_id)
            settle_in(session.get_one(Resident, newcomer.id), home)

    return move_in


def noticed(town, who=None):
    return told(town, who or town.odile, SAME_HOME.code)


def test_moderators_hear_of_a_new_account_there_and_of_no_name(town, excluded, move_in):
    newcomer = town.make.resident("Sacha Nouveau", verified=False)
    move_in(newcomer, excluded)
    [said] = news(town, town.odile, SAME_HOME.code)
    assert said.details == {}
    assert said.path == f"/moderation/{town.valbourg.id}/"
    assert noticed(town, newcomer) == noticed(town, excluded) == 0


def test_a_new_account_elsewhere_is_nothing_to_tell(town, excluded, move_in):
    move_in(town.make.resident("Sacha Nouveau", verified=False), town.readers[0])
    assert noticed(town) == 0


def test_where_nobody_was_excluded_nothing_is_told(town, move_in):
    move_in(town.make.resident("Sacha Nouveau", verified=False), town.karima)
    assert noticed(town) == 0


def test_once_the_exclusion_is_lifted_nothing_is_told(town, excluded, move_in):
    with town.make.writing() as session:
        lift(session.get_one(Resident, excluded.id), Measure.EXCLUDED)
    move_in(town.make.resident("Sacha Nouveau", verified=False), excluded)
    assert noticed(town) == 0


def test_the_one_excluded_who_proves_the_address_again_is_no_second_account(
    town, excluded, move_in
):
    move_in(excluded, excluded)
    assert noticed(town) == 0


def test_a_moderator_who_lives_there_is_a_party_and_is_not_told(town, excluded, move_in):
    inside = town.make.resident("Ali Second", verified=False)
    move_in(inside, excluded)
    assert noticed(town) == 1
    with town.make.writing() as session:
        hall = session.get_one(Partner, town.hall.id)
        staffing.name_staff(hall, session.get_one(Resident, inside.id), role=StaffRole.MODERATE)
    move_in(town.make.resident("Sacha Nouveau", verified=False), excluded)
    assert (noticed(town), noticed(town, inside)) == (2, 0)
