"""The town hall of whoever works there."""

from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.partners.queries.staff import staff_of
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


def run_the_town(make, clerk: Resident, role: StaffRole) -> int:
    """Give a clerk one more role at the service they work for; return the id of the partner."""
    with make.writing() as session:
        person = session.get_one(Resident, clerk.id)
        (hall,) = staff_of(person)
        staffing.name_staff(hall, person, role=role)
        return hall.id
