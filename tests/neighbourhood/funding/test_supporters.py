"""Whose name is read, when, and never of fewer than three; and from which rows."""

from datetime import date

import pytest

from neighbourhood.funding.actions import wishing
from neighbourhood.funding.actions.wishing import Wish
from neighbourhood.funding.models.donors import Showing
from neighbourhood.funding.queries import supporters
from neighbourhood.funding.queries.supporters import Given, Supporter, listed

SPRING, SUMMER = date(2027, 4, 1), date(2027, 7, 1)


def given(who, name, cents=500, *, fund=None, quarter=SPRING, shows_amount=False):
    return Given((who, None), name, quarter, fund or who, cents, shows_amount)


THREE = (given(1, "Zoé"), given(2, "Ali"), given(3, "Ines"))


def test_names_of_a_quarter_that_is_over_are_read_in_the_order_of_names():
    assert listed(THREE, SUMMER) == [Supporter(name, SPRING) for name in ("Ali", "Ines", "Zoé")]


@pytest.mark.parametrize("gifts", [(), THREE[:1], THREE[:2], (THREE[0], *THREE[:2])])
def test_of_fewer_than_three_people_nobody_is_read(gifts):
    assert listed(gifts, SUMMER) == []


@pytest.mark.parametrize("funds", [(1, 1, 1), (1, 2, 2)])
def test_of_gifts_to_fewer_than_three_collections_nobody_is_read(funds):
    gifts = [given(who, str(who), fund=fund) for who, fund in enumerate(funds, start=1)]
    assert listed(gifts, SUMMER) == []
    assert len(listed([*gifts, given(1, "1", fund=8), given(1, "1", fund=9)], SUMMER)) == 3


def test_nobody_is_read_before_the_quarter_is_over():
    assert listed(THREE, SPRING) == []


def test_an_amount_is_the_sum_of_a_quarter_and_is_read_among_three():
    shown = [given(each.who[0], each.name, shows_amount=True) for each in THREE]
    twice = given(1, "Zoé", 200, shows_amount=True)
    hidden = given(1, "Zoé", 9900)
    found = {one.name: one.cents for one in listed([*shown, twice, hidden], SUMMER)}
    assert found == {"Ali": 500, "Ines": 500, "Zoé": 700}
    assert {one.cents for one in listed([*shown[:2], THREE[2]], SUMMER)} == {None}


def test_the_list_of_a_town_comes_from_gifts_that_count_and_wishes(
    office, make, donor, other, open_office, move_clock
):
    needs = [office.open() for _ in range(3)]
    people = {donor: Showing.PUBLIC, other: Showing.PUBLIC, office.author: Showing.PUBLIC}
    people[office.reader] = Showing.PRIVATE
    people[make.resident("Nadia Silencieuse", office.quartier)] = Showing.SECRET
    for rank, (person, showing) in enumerate(people.items()):
        gift = office.give(person, needs[rank % 3], 500)
        with office.at_work():
            wishing.say(gift, Wish(showing=showing, shows_amount=showing is Showing.PUBLIC))
    town, elsewhere = office.quartier.municipality_id, open_office("Ailleurs").quartier
    move_clock(days=93)
    with office.at_work():
        read = supporters.of_town(town)
        assert sorted(one.name for one in read) == sorted(
            person.public_name for person in (donor, other, office.author)
        )
        assert {one.cents for one in read} == {500}
        desk = supporters.for_money_desk(town)
        assert office.reader.public_name in {one.name for one in desk}
        assert {one.cents for one in desk} == {None}
        assert not {"Nadia"} & {one.name.split()[0] for one in desk}
        assert supporters.of_town(elsewhere.municipality_id) == []
    office.withdraw(needs[0])
    with office.at_work():
        assert supporters.of_town(town) == []
