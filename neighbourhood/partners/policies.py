"""What staff may do."""

from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries import roles, staff_of
from neighbourhood.residents.models import Resident


def has_role(resident: Resident, partner: Partner, role: StaffRole) -> bool:
    """`resident` holds `role` in `partner`, and the partner is accredited."""
    return partner.accredited_at is not None and role in roles(resident, partner)


def may_verify(resident: Resident) -> bool:
    """`resident` checks addresses for a partner, such as the desk of the town hall."""
    return bool(staff_of(resident, StaffRole.VERIFY))
