"""Things of partners that are not for everyone, each with who may have it and who may not."""

from neighbourhood.partners.actions import accrediting
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by(
    "partners.application", "partners.ask_again", "partners.send_link_again", "partners.withdraw"
)
def application_of_another(world: World) -> Thing:
    """A request to become a partner that somebody else made."""
    application = world.application(world.marcel, submitted=False)
    return Thing({"application_id": application.id}, world.marcel, world.karima)


@asked_by("partners.approve", "partners.examine", "partners.refuse")
def application_to_decide(world: World) -> Thing:
    """A request that administrators examine; who asks made it, and is no administrator."""
    application = world.application(world.karima)
    return Thing({"application_id": application.id}, world.administrator, world.karima)


@asked_by("partners.oversee", "partners.suspend")
def partner_overseen(world: World) -> Thing:
    """A partner as administrators see it; who asks works there, and manages its staff."""
    office = world.managed_office()
    return Thing({"partner_id": office.partner.id}, world.administrator, office.author)


@asked_by("partners.reinstate")
def partner_closed(world: World) -> Thing:
    """A partner that another administrator closed."""
    office = world.managed_office()
    other = world.make.resident("Aylin Yıldız", is_administrator=True)
    with world.make.writing() as session:
        partner = session.get_one(Partner, office.partner.id)
        accrediting.suspend(
            Actor.of(session.get_one(Resident, other.id)), partner, reason="Plus de réponse."
        )
    return Thing({"partner_id": office.partner.id}, world.administrator, office.author)


@asked_by(
    "partners.invite",
    "partners.member",
    "partners.remove",
    "partners.team",
    "partners.withdraw_invitation",
)
def staff_of_another_partner(world: World) -> Thing:
    """The staff of a partner; who asks manages the staff of another one."""
    theirs, mine = world.managed_office(), world.managed_office(world.elsewhere)
    values = {
        "partner_id": theirs.partner.id,
        "resident_id": theirs.reader.id,
        "invitation_id": world.staff_invitation_id(theirs),
    }
    return Thing(values, theirs.author, mine.author)
