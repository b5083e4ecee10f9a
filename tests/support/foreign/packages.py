"""Things of packages that are not for everyone, each with who may have it and who may not."""

from tests.neighbourhood.packages.giving import Catalogue
from tests.support.foreign.administration import town_of_others
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("packages.show")
def package_elsewhere(world: World) -> Thing:
    """A package of another town."""
    package = Catalogue(world.office(world.elsewhere)).add()
    return Thing({"package_id": package.id}, world.paul, world.karima)


@asked_by("packages.of_town", "packages.set_up", "packages.create")
def catalogue_of_others(world: World) -> Thing:
    """The catalogue of a town; who asks runs another one."""
    return town_of_others(world)


@asked_by("packages.change", "packages.crisis", "packages.move", "packages.offer")
def package_of_others(world: World) -> Thing:
    """A package in the catalogue of a town; who asks runs another one."""
    package = Catalogue(world.office()).add()
    of = town_of_others(world)
    more = {"package_id": package.id, "way": "monter", "deed": "retirer"}
    return Thing({**of.values, **more}, of.owner, of.stranger)
