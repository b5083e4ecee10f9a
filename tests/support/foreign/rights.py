"""Files and requests about one’s data, which are nobody else’s."""

from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.residents.models.residents import Resident
from neighbourhood.rights import actions
from neighbourhood.rights.models import Archive, ArchiveStatus, RequestKind
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("rights.download")
def file_of_another(world: World) -> Thing:
    """The file of everything held about somebody else."""
    with world.make.writing() as session:
        made = Archive(
            resident_id=world.marcel.id, file="archives/one.zip", status=ArchiveStatus.PREPARING
        )
        session.add(made)
        session.flush()
        return Thing({"archive_id": made.id}, world.marcel, world.karima)


def _request_of(world: World, asker: Resident) -> int:
    asked = world.make.act(
        actions.ask, asker, kind=RequestKind.QUESTION, words="Qui lit mes messages ?"
    )
    return int(asked.id)


@asked_by("rights.show_request", "rights.withdraw")
def request_of_another(world: World) -> Thing:
    """What somebody else asked."""
    return Thing({"request_id": _request_of(world, world.marcel)}, world.marcel, world.karima)


def _run_the_town(world: World, clerk: Resident) -> None:
    with world.make.writing() as session:
        person = session.get_one(Resident, clerk.id)
        (hall,) = staff_of(person)
        staffing.name_staff(hall, person, role=StaffRole.ADMINISTER)


@asked_by("rights.town_queue", "rights.town_answer")
def request_of_another_town(world: World) -> Thing:
    """What somebody of a town asked; who looks runs another town."""
    _run_the_town(world, world.clerk)
    _run_the_town(world, world.far_clerk)
    values = {
        "municipality_id": world.valbourg.id,
        "request_id": _request_of(world, world.marcel),
    }
    return Thing(values, world.clerk, world.far_clerk)


@asked_by("rights.close_for")
def account_of_another_town(world: World) -> Thing:
    """Somebody of a town who asked on paper; who looks runs another town."""
    _run_the_town(world, world.clerk)
    _run_the_town(world, world.far_clerk)
    values = {"municipality_id": world.valbourg.id, "resident_id": world.marcel.id}
    return Thing(values, world.clerk, world.far_clerk)


@asked_by("rights.answer")
def request_at_the_instance(world: World) -> Thing:
    """What somebody asked; who looks runs a town, and not the instance."""
    _run_the_town(world, world.clerk)
    values = {"request_id": _request_of(world, world.marcel)}
    return Thing(values, world.administrator, world.clerk)
