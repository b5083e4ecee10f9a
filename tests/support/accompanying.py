"""Mandates given to a partner, for tests: its staff who accompany, and whom they act for."""

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions import accompanying
from neighbourhood.mandates.actions.giving import Terms
from neighbourhood.mandates.models import Mandate
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.mandates import ALL, door_beside, prepare


def accompany(make, partner_id: int, *people: Resident) -> None:
    """Let these people act for those whom a partner accompanies."""
    with make.writing() as session:
        for person in people:
            partner = session.get_one(Partner, partner_id)
            staff = session.get_one(Resident, person.id)
            staffing.name_staff(partner, staff, role=StaffRole.ACCOMPANY)


def entrust(make, principal: Resident, partner_id: int, by: Resident, *, scopes=ALL) -> int:
    """Let a partner act for `principal`, whose code `by` typed; return the id of the mandate."""
    mandate_id = prepare(make, principal, scopes=scopes)
    with make.writing() as session:
        partner, mandate = holding.hold(Partner, partner_id), session.get_one(Mandate, mandate_id)
        accompanying.take_up(Actor.of(session.get_one(Resident, by.id)), partner, mandate)
    return mandate_id


def prepare_paper_of(make, partner_id: int, by: Resident, full_name="Rosa Sansfil") -> int:
    """Prepare a form at the desk of a partner, for who lives next to `by`; return its id."""
    door = door_beside(make, by)
    with make.writing() as session:
        return accompanying.prepare_on_paper(
            Actor.of(session.get_one(Resident, by.id)),
            holding.hold(Partner, partner_id),
            full_name=full_name,
            address=session.get_one(Address, door.id),
            terms=Terms(scopes=ALL, days=31),
        ).id


def agents(app, mandate_id: int) -> set[str]:
    """Return who may act by a mandate, by name."""
    with app.app_context():
        mandate = db.session.get_one(Mandate, mandate_id)
        return {held.agent.full_name for held in mandate.agents}
