"""Somebody of a town, asked for by who runs another one."""

from neighbourhood.partners.models import StaffRole
from neighbourhood.people.kinds import Help
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.town_hall import run_the_town


@asked_by("people.show", "people.give_help")
def person_of_another_town(world: World) -> Thing:
    """Marcel, who lives here; who asks runs the other town."""
    run_the_town(world.make, world.clerk, StaffRole.ADMINISTER)
    run_the_town(world.make, world.far_clerk, StaffRole.ADMINISTER)
    values = {"resident_id": world.marcel.id, "word": Help.RETURNS.value}
    return Thing(values, world.clerk, world.far_clerk)


@asked_by("people.drop_factors")
def second_factor_of_a_neighbour(world: World) -> Thing:
    """What Marcel enrolled; who asks runs his town, and not the instance."""
    run_the_town(world.make, world.clerk, StaffRole.ADMINISTER)
    return Thing({"resident_id": world.marcel.id}, world.administrator, world.clerk)


@asked_by("verification.of_person")
def address_of_a_person_of_another_town(world: World) -> Thing:
    """How Marcel proved where he lives; who asks runs and verifies for the other town."""
    run_the_town(world.make, world.clerk, StaffRole.ADMINISTER)
    run_the_town(world.make, world.far_clerk, StaffRole.ADMINISTER)
    return Thing({"resident_id": world.marcel.id}, world.clerk, world.far_clerk)
