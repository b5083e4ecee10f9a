"""Towns that are being set up, and their files: each is of who runs that town."""

from neighbourhood.foundation.storing.clock import now
from neighbourhood.openings.actions import files
from neighbourhood.openings.actions.taking import Outcome
from neighbourhood.openings.models.files import FileKind
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.actions import charters
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.town_hall import run_the_town


@asked_by(
    "openings.town",
    "openings.rule",
    "openings.thresholds",
    "openings.households",
    "openings.send_quartiers",
    "openings.send_addresses",
    "openings.addresses_template",
)
def another_town(world: World) -> Thing:
    """A town; who looks runs another one."""
    run_the_town(world.make, world.clerk, StaffRole.ADMINISTER)
    run_the_town(world.make, world.far_clerk, StaffRole.ADMINISTER)
    return Thing({"municipality_id": world.valbourg.id}, world.clerk, world.far_clerk)


@asked_by("openings.open_town")
def complete_town(world: World) -> Thing:
    """A town that lacks nothing and is not open; who looks runs another one."""
    run_the_town(world.make, world.clerk, StaffRole.MANAGE)
    thing = another_town(world)
    world.make.address(world.make.quartier("La Givre", world.valbourg))
    with world.make.writing() as session:
        session.get_one(Municipality, world.valbourg.id).waiting_since = now()
        charters.found()
        for person in (world.clerk, world.far_clerk, world.nour):
            charters.accept_what_stands(session.get_one(Resident, person.id))
    return thing


@asked_by("openings.service")
def town_without_service(world: World) -> Thing:
    """A town of which the site asks a first manager; who looks runs it, and not the site."""
    run_the_town(world.make, world.clerk, StaffRole.ADMINISTER)
    return Thing({"municipality_id": world.valbourg.id}, world.administrator, world.clerk)


@asked_by("openings.open_quartier")
def quartier_of_another_town(world: World) -> Thing:
    """A quartier that is not open; who looks runs another town."""
    run_the_town(world.make, world.clerk, StaffRole.ADMINISTER)
    run_the_town(world.make, world.far_clerk, StaffRole.ADMINISTER)
    quartier = world.make.quartier("La Givre", world.valbourg)
    with world.make.writing() as session:
        session.get_one(Quartier, quartier.id).waiting_since = now()
    values = {"municipality_id": world.valbourg.id, "quartier_id": quartier.id}
    return Thing(values, world.clerk, world.far_clerk)


@asked_by("openings.file", "openings.take_file", "openings.drop_file")
def file_of_another_town(world: World) -> Thing:
    """A file that was tried for a town; who looks runs another one."""
    run_the_town(world.make, world.clerk, StaffRole.ADMINISTER)
    run_the_town(world.make, world.far_clerk, StaffRole.ADMINISTER)
    with world.make.writing():
        made = files.receive(
            world.valbourg,
            FileKind.ADDRESSES,
            storage_key="towns/one.csv",
            digest="0" * 64,
            size=1,
        )
        files.note_tried(made.id, Outcome({"imported": 1}))
    values = {"municipality_id": world.valbourg.id, "file_id": made.id}
    return Thing(values, world.clerk, world.far_clerk)
