"""Files about many people of a town, which are nothing to another."""

from neighbourhood.exports import actions
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


def _run_the_town(world: World, clerk: Resident) -> None:
    with world.make.writing() as session:
        person = session.get_one(Resident, clerk.id)
        (hall,) = staff_of(person)
        staffing.name_staff(hall, person, role=StaffRole.ADMINISTER)


@asked_by("exports.answer", "exports.looks", "exports.take", "exports.town")
def file_of_another_town(world: World) -> Thing:
    """A file that somebody of a town asked for; who looks runs another town."""
    for clerk in (world.clerk, world.far_clerk):
        _run_the_town(world, clerk)
    with world.make.writing() as session:
        clerk = session.get_one(Resident, world.clerk.id)
        other = session.get_one(Resident, world.karima.id)
        (hall,) = staff_of(clerk)
        staffing.name_staff(hall, other, role=StaffRole.ADMINISTER)
        town = session.get_one(Municipality, world.valbourg.id)
        asked = actions.ask(Actor.of(clerk), town, "residents", reason="La fête")
        values = {"municipality_id": town.id, "export_id": asked.id}
    return Thing(values, world.clerk, world.far_clerk)


@asked_by("exports.ask")
def kind_of_another_town(world: World) -> Thing:
    """What may be asked for in a town; who looks runs another town."""
    for clerk in (world.clerk, world.far_clerk):
        _run_the_town(world, clerk)
    values = {"municipality_id": world.valbourg.id, "code": "residents"}
    return Thing(values, world.clerk, world.far_clerk)
