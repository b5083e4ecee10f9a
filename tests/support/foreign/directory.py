"""Things of the directory that are not for everyone, each with who may have it and who may not."""

from neighbourhood.directory.actions import hellos, links, listings, welcomes
from neighbourhood.directory.actions.listings import Wording
from neighbourhood.directory.models import Hello, InviteLink, Listing
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


def listed(world: World, who: Resident) -> Listing:
    return world.make.act(listings.say, who, wording=Wording(words="Bonjour, je suis là."))


def greeted(world: World, who: Resident) -> Hello:
    listed(world, who)
    return world.make.act(hellos.greet, world.marcel, other_id=who.id, phrase="hello")


@asked_by("directory.greet")
def neighbour_elsewhere(world: World) -> Thing:
    """Somebody listed in another town."""
    listed(world, world.paul)
    return Thing({"resident_id": world.paul.id}, world.rosa, world.karima)


@asked_by("directory.show")
def listing_elsewhere(world: World) -> Thing:
    """What somebody in another town says of themselves."""
    return Thing({"listing_id": listed(world, world.paul).id}, world.rosa, world.karima)


@asked_by("directory.one_welcome")
def welcome_elsewhere(world: World) -> Thing:
    """A welcome to the newcomers of another town."""
    welcome = world.make.act(welcomes.write, world.paul, text="Bienvenue !")
    return Thing({"welcome_id": welcome.id}, world.rosa, world.karima)


@asked_by("directory.answer", "directory.decline", "directory.hello", "directory.take_back_hello")
def hello_between_others(world: World) -> Thing:
    """A hello from one neighbour to another."""
    return Thing({"hello_id": greeted(world, world.ines).id}, world.ines, world.karima)


@asked_by("directory.go_back")
def hello_declined(world: World) -> Thing:
    """A hello to which another neighbour said "not this time"."""
    hello = greeted(world, world.ines)
    world.make.act(hellos.decline, world.ines, hello)
    return Thing({"hello_id": hello.id}, world.ines, world.karima)


@asked_by("directory.give_again", "directory.take_back")
def link_of_another(world: World) -> Thing:
    """An address with which another neighbour invites."""
    world.make.act(links.make, world.marcel)
    with world.make.writing() as session:
        link_id = session.query(InviteLink).one().id
    return Thing({"link_id": link_id}, world.marcel, world.karima)
