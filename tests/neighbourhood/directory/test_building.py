"""One’s building: three households, one door, and nothing below that."""

import pytest

from neighbourhood.directory import households
from neighbourhood.directory.households import SharedProof, households_among
from neighbourhood.directory.models import Listing

PAGE = "/voisins/immeuble"
CLOSED = "Cette page s’ouvre à plusieurs"


@pytest.fixture
def door(hall, make):
    """Karima, Marcel and Inès behind one door, who say so."""
    address = make.address(hall.tanneurs)
    for each in (hall.karima, hall.marcel, hall.ines):
        hall.settle(each, address)
    return address


def test_three_households_see_each_other(hall, door, karima):
    for each in (hall.karima, hall.marcel, hall.ines):
        hall.say(each, f"Ici {each.full_name}.", in_building=True)
    page = karima.get(PAGE).text
    assert "Ici Marcel Dupont." in page
    assert page.count("habite aussi votre immeuble") == 2
    # In the directory of the quartier, nothing says who lives where.
    assert "habite aussi votre immeuble" not in karima.get("/voisins").text


def test_two_and_one_who_did_not_say_so_are_too_few(hall, door, karima):
    for each, told in ((hall.karima, True), (hall.marcel, True), (hall.ines, False)):
        hall.say(each, f"Ici {each.full_name}.", in_building=told)
    page = karima.get(PAGE).text
    assert CLOSED in page
    assert "Marcel" not in page


def test_it_says_the_same_of_none_as_of_two(hall, door, karima):
    def said() -> str:
        return karima.get(PAGE).text.split("<main")[1].split("</main")[0]

    hall.say(hall.karima, in_building=True)
    alone = said()
    hall.say(hall.marcel, in_building=True)
    assert said() == alone


def test_two_of_one_name_are_one_household(hall, make, door, karima):
    sami = make.resident("Sami Benali", hall.tanneurs)
    hall.settle(sami, door)
    for each in (hall.karima, sami, hall.marcel):
        hall.say(each, in_building=True)
    assert CLOSED in karima.get(PAGE).text


def test_those_of_one_household_code_are_one(hall, monkeypatch):
    people = [hall.karima, hall.marcel, hall.ines]
    with hall.make.writing():
        assert households_among(people) == 3
    two = SharedProof(code="two", proved=lambda _ids: {hall.karima.id, hall.marcel.id})
    monkeypatch.setattr(households, "SHARED_PROOFS", {"two": two})
    assert households_among(people) == 2


def test_behind_the_next_door_nobody_reads_it(hall, door, make, signed_in):
    for each in (hall.karima, hall.marcel, hall.ines):
        hall.say(each, in_building=True)
    nour = make.resident("Nour Haddad", hall.tanneurs)
    assert CLOSED in signed_in(nour).get(PAGE).text


def test_whoever_moves_leaves_the_building_by_themselves(hall, door, make, karima):
    for each in (hall.karima, hall.marcel, hall.ines):
        hall.say(each, in_building=True)
    hall.settle(hall.marcel, make.address(hall.tanneurs))
    assert CLOSED in karima.get(PAGE).text
    left = hall.row(Listing, hall.marcel)
    assert left.address_id is None
    assert left.stands
