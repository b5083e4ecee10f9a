"""Who works where."""

from sqlalchemy import ScalarSelect, func, select

from neighbourhood.foundation.database import db
from neighbourhood.partners.models import Partner, StaffMember, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models import Resident


def staff_of(resident: Resident, role: StaffRole | None = None) -> list[Partner]:
    """Return the accredited partners in which `resident` holds `role` (any role when None)."""
    statement = (
        select(Partner)
        .join(StaffMember)
        .where(StaffMember.resident_id == resident.id, Partner.accredited_at.is_not(None))
        .order_by(Partner.name)
        .distinct()
    )
    if role is not None:
        statement = statement.where(StaffMember.role == role)
    return list(db.session.scalars(statement))


def staff_roles_count(resident_id: int) -> ScalarSelect[int]:
    """Count the roles a resident holds: the menu shows the desk when there is one."""
    return select(func.count()).where(StaffMember.resident_id == resident_id).scalar_subquery()


def roles(resident: Resident, partner: Partner) -> set[StaffRole]:
    """Return what `resident` may do for `partner`."""
    statement = select(StaffMember.role).where(
        StaffMember.resident_id == resident.id, StaffMember.partner_id == partner.id
    )
    return set(db.session.scalars(statement))


def colleagues(partner: Partner) -> list[tuple[Resident, list[StaffRole]]]:
    """Return the staff of a partner by name, each with their roles."""
    statement = (
        select(Resident, StaffMember.role)
        .join(StaffMember, StaffMember.resident_id == Resident.id)
        .where(StaffMember.partner_id == partner.id, Resident.closed_at.is_(None))
        .order_by(Resident.full_name, Resident.id, StaffMember.role)
    )
    found: dict[Resident, list[StaffRole]] = {}
    for resident, role in db.session.execute(statement):
        found.setdefault(resident, []).append(role)
    return list(found.items())


def staff_in(municipality_id: int, role: StaffRole) -> list[int]:
    """Return who holds `role` in an accredited partner of a town."""
    statement = (
        select(StaffMember.resident_id)
        .join(StaffMember.partner)
        .where(
            Partner.municipality_id == municipality_id,
            Partner.accredited_at.is_not(None),
            StaffMember.role == role,
        )
        .distinct()
    )
    return list(db.session.scalars(statement))


def by_name(municipality_insee: str, name: str) -> Partner | None:
    """Return the partner of a town that goes by `name`."""
    statement = select(Partner).join(Partner.municipality)
    return db.session.scalar(
        statement.where(Municipality.insee == municipality_insee, Partner.name == name)
    )
