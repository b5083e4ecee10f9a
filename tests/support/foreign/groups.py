"""Groups that are not for everyone, each with who may find it and who may not."""

from neighbourhood.groups.actions import entering, links, making, resting
from neighbourhood.groups.models.groups import Entry, Group
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.subjects import Rest
from neighbourhood.partners.models import StaffRole
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.town_hall import run_the_town
from tests.support.wordings import a_group


def _elsewhere(world: World, entry: Entry = Entry.OPEN) -> Group:
    """A group of Paul, for the whole of another town."""
    wording = a_group(reach="town", entry=entry)
    return world.make.act(making.make, world.paul, wording=wording)


def _of_rosa(world: World, seat: Membership) -> Thing:
    values = {"group_id": seat.group_id, "membership_id": seat.id}
    return Thing(values, world.paul, world.karima)


@asked_by(
    *("groups.close", "groups.come_back", "groups.door", "groups.edit", "groups.invite"),
    *("groups.leave", "groups.make_link", "groups.people", "groups.place"),
    *("groups.revoke", "groups.show", "groups.step", "groups.take_over", "groups.wake"),
)
def group_elsewhere(world: World) -> Thing:
    """A group of another town, asked for by who looks after it."""
    values = {"group_id": _elsewhere(world).id, "step": "charter"}
    return Thing(values, world.paul, world.karima)


@asked_by("groups.pass_on")
def group_without_a_keeper(world: World) -> Thing:
    """A group of another town whose founder has left: Rosa is asked to look after it."""
    group = _elsewhere(world)
    world.make.act(entering.enter, world.rosa, group)
    world.make.act(entering.leave, world.paul, group)
    return Thing({"group_id": group.id}, world.rosa, world.karima)


@asked_by("groups.enter")
def group_to_enter(world: World) -> Thing:
    """A group of another town, into which whoever lives there may come."""
    return Thing({"group_id": _elsewhere(world).id}, world.rosa, world.karima)


@asked_by("groups.ask")
def group_to_ask(world: World) -> Thing:
    """A group of another town that whoever lives there may ask to come in."""
    return Thing({"group_id": _elsewhere(world, Entry.REQUEST).id}, world.rosa, world.karima)


@asked_by("groups.take_back")
def asked_elsewhere(world: World) -> Thing:
    """What Rosa asked of a group."""
    group = _elsewhere(world, Entry.REQUEST)
    world.make.act(entering.ask, world.rosa, group, words="")
    return Thing({"group_id": group.id}, world.rosa, world.karima)


@asked_by("groups.accept", "groups.decline")
def at_the_door(world: World) -> Thing:
    """Rosa, who asks to come in."""
    group = _elsewhere(world, Entry.REQUEST)
    return _of_rosa(world, world.make.act(entering.ask, world.rosa, group, words=""))


@asked_by("groups.go_back", "groups.remove", "groups.trust", "groups.trust_no_more")
def inside(world: World) -> Thing:
    """Rosa, who is in the group."""
    return _of_rosa(world, world.make.act(entering.enter, world.rosa, _elsewhere(world)))


@asked_by("groups.led", "groups.enter_by")
def link_of_another_town(world: World) -> Thing:
    """A link that leads whoever lives there into a group."""
    token = world.make.act(links.make_link, world.paul, _elsewhere(world))
    return Thing({"token": token}, world.rosa, world.karima)


@asked_by("groups.ask_neighbour")
def neighbour_elsewhere(world: World) -> Thing:
    """Somebody who lives in another town."""
    return Thing({"resident_id": world.paul.id}, world.rosa, world.karima)


@asked_by("groups.of_town", "groups.rest")
def group_of_another_town(world: World) -> Thing:
    """A group of Valbourg; who looks runs another town."""
    run_the_town(world.make, world.clerk, StaffRole.ADMINISTER)
    run_the_town(world.make, world.far_clerk, StaffRole.ADMINISTER)
    group = world.make.act(making.make, world.karima, wording=a_group(reach="town"))
    values = {"municipality_id": world.valbourg.id, "group_id": group.id}
    return Thing(values, world.clerk, world.far_clerk)


@asked_by("groups.rouse")
def group_put_to_sleep(world: World) -> Thing:
    """The same, put to sleep a moment ago."""
    found = group_of_another_town(world)
    with world.make.writing() as session:
        group = session.get_one(Group, found.values["group_id"])
    world.make.act(resting.rest, found.owner, group, why=Rest.DOUBLE)
    return found
