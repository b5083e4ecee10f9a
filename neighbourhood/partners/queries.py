"""Who works where."""

from sqlalchemy import ScalarSelect, func, select

from neighbourhood.foundation.database import db
from neighbourhood.partners.models import Partner, StaffMember, StaffRole
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
    return (
        select(func.count())
        .where(StaffMember.resident_id == resident_id)
        .scalar_subquery()
    )


def roles(resident: Resident, partner: Partner) -> set[StaffRole]:
    """Return what `resident` may do for `partner`."""
    statement = select(StaffMember.role).where(
        StaffMember.resident_id == resident.id, StaffMember.partner_id == partner.id
    )
    return set(db.session.scalars(statement))
