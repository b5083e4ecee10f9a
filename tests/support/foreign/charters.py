"""Things of moderation that are not for everyone, each with who may have it and who may not."""

from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.actions import charters
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("moderation.write_town_charter", "moderation.publish_town_charter")
def charter_of_a_town(world: World) -> Thing:
    """The next charter of a town; who asks looks after another town."""
    with world.make.writing() as session:
        charters.write_draft(
            charters.begin_draft(world.valbourg.id), title="Charte", text="- Bonjour."
        )
        far = session.get_one(Resident, world.far_clerk.id)
        for hall in session.query(Partner).filter_by(municipality_id=world.elsewhere.id):
            staffing.name_staff(hall, far, role=StaffRole.ADMINISTER)
    values = {"municipality_id": world.valbourg.id}
    return Thing(values, world.administrator, world.far_clerk)
