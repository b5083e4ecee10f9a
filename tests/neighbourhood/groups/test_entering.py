import pytest

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.groups.actions import entering
from neighbourhood.groups.models.groups import Entry, Nature
from neighbourhood.groups.models.members import Role, Seat
from neighbourhood.groups.queries import groups, members
from neighbourhood.places.models import Reach


def names_in(yard, group, viewer):
    with yard.make.writing():
        return [one.resident.full_name for one in members.members(viewer, group).rows]


def test_who_makes_a_group_is_the_first_in_it_and_looks_after_it(yard):
    group = yard.group()
    seat = yard.seat(group, yard.karima)
    assert seat.is_editor
    assert names_in(yard, group, yard.karima) == ["Karima Benali"]


def test_a_neighbour_finds_it_comes_in_and_is_new_there(yard, marcel):
    group = yard.group()
    page = marcel.get("/groupes/").text
    assert group.title in page
    marcel.post(f"{group.path}/entrer", data={})
    assert yard.seat(group, yard.marcel).is_newcomer
    assert names_in(yard, group, yard.karima) == ["Marcel Dupont", "Karima Benali"]


@pytest.mark.parametrize(
    ("reach", "found"), [("quartier", False), ("neighbouring", True), ("town", True)]
)
def test_it_is_found_as_far_as_it_reaches(yard, reach, found):
    group = yard.group(reach=reach)
    with yard.make.writing():
        listed = groups.to_discover(yard.paul, nature=None, words="", after=None).rows
    assert ([one.id for one in listed] == [group.id]) is found


def test_leaving_is_one_tap_with_a_way_back_to_what_one_was(yard, marcel):
    group = yard.group()
    yard.enter(group, yard.marcel, role=Role.MEMBER)
    page = marcel.post(f"{group.path}/quitter", data={}, follow_redirects=True).text
    assert "Revenir dans le groupe" in page
    assert yard.seat(group, yard.marcel).status is Seat.LEFT
    marcel.post(f"{group.path}/revenir", data={})
    assert yard.seat(group, yard.marcel).role is Role.MEMBER


def test_a_building_is_found_behind_its_door_alone(yard):
    yard.change(yard.ines, address_id=yard.karima.address_id)
    group = yard.group(nature=Nature.BUILDING, reach=Reach.BUILDING.value)
    with yard.make.writing():
        assert groups.get_visible(yard.ines, group.id).id == group.id
        with pytest.raises(Missing):
            groups.get_visible(yard.marcel, group.id)


def test_who_is_kept_apart_is_not_among_those_one_sees(yard):
    group = yard.group()
    yard.enter(group, yard.marcel, yard.ines)
    yard.block(yard.marcel, yard.ines)
    assert names_in(yard, group, yard.ines) == ["Inès Moreau", "Karima Benali"]
    assert names_in(yard, group, yard.marcel) == ["Marcel Dupont", "Karima Benali"]


@pytest.mark.parametrize("entry", [Entry.REQUEST, Entry.INVITATION])
def test_nobody_walks_into_a_group_that_asks_first(yard, entry):
    group = yard.group(entry=entry)
    with pytest.raises(DomainError):
        yard.act(entering.enter, yard.marcel, group)
