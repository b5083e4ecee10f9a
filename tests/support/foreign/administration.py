"""Pages of the administration, each with who runs what and who does not."""

from neighbourhood.foundation.storing import failed_jobs
from neighbourhood.partners.models import StaffRole
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.town_hall import run_the_town


@asked_by(
    "partners.running_town",
    "partners.choice_lists",
    "partners.town_look",
    "partners.town_switches",
    "verification.town_proofs",
    "campaigns.of_town",
    "needs.of_town",
    "people.town",
    "verification.sent_letters",
)
def town_of_others(world: World) -> Thing:
    """A town; who asks runs another one."""
    clerk, far = world.clerk, world.far_clerk
    run_the_town(world.make, clerk, StaffRole.ADMINISTER)
    run_the_town(world.make, far, StaffRole.ADMINISTER)
    return Thing({"municipality_id": world.valbourg.id}, clerk, far)


@asked_by(
    "partners.add_choice",
    "partners.choices",
)
def list_of_others(world: World) -> Thing:
    """A list that a town offers; who asks runs another town."""
    of = town_of_others(world)
    more = {"of": "category", "group": "service", "code": "diy"}
    return Thing({**of.values, **more}, of.owner, of.stranger)


@asked_by("partners.move_choice")
def order_of_others(world: World) -> Thing:
    """The place of a choice in the list of another town."""
    of = list_of_others(world)
    return Thing({**of.values, "way": "monter"}, of.owner, of.stranger)


@asked_by("partners.offer_choice")
def choice_of_others(world: World) -> Thing:
    """A choice that another town offers."""
    of = list_of_others(world)
    return Thing({**of.values, "deed": "retirer"}, of.owner, of.stranger)


@asked_by("partners.to_running_town")
def city_service_of_others(world: World) -> Thing:
    """A city service whose staff run the town; who asks does so elsewhere."""
    clerk, far = world.clerk, world.far_clerk
    partner_id = run_the_town(world.make, clerk, StaffRole.ADMINISTER)
    run_the_town(world.make, far, StaffRole.ADMINISTER)
    return Thing({"partner_id": partner_id}, clerk, far)


@asked_by("partners.run_again", "partners.give_up")
def work_that_failed(world: World) -> Thing:
    """Work that failed; who asks runs a town, and not the instance."""
    run_the_town(world.make, world.clerk, StaffRole.ADMINISTER)
    with world.make.writing() as session:
        failed_jobs.keep("notifications.mail", "[[1], {}]", error="OSError", place="mail.py:1")
        session.flush()
        (failed,) = failed_jobs.failed_jobs()
        job_id = failed.id
    return Thing({"job_id": job_id}, world.administrator, world.clerk)
