"""The town hall of whoever works there."""

from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.residents.models.residents import Resident


def work_at_the_town_hall(make, person: Resident, role: StaffRole) -> int:
    """Give somebody a role at the town hall of where they live; return the id of the partner."""
    with make.writing() as session:
        staff = session.get_one(Resident, person.id)
        town = staff.quartier.municipality
        hall = accrediting.accredit(town, name="Mairie", kind=PartnerKind.CITY_SERVICE)
        staffing.name_staff(hall, staff, role=role)
        session.flush()
        return hall.id
