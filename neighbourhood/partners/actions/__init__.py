"""What happens to organisations: they ask, two administrators decide, and they have a staff."""

from neighbourhood.partners.actions.accrediting import (
    accredit,
    approve,
    refuse,
    reinstate,
    suspend,
)
from neighbourhood.partners.actions.applying import Asked, apply, submit, withdraw
from neighbourhood.partners.actions.staffing import (
    accept,
    change_roles,
    invite,
    name_staff,
    remove,
    withdraw_invitation,
)

__all__ = [
    "Asked",
    "accept",
    "accredit",
    "apply",
    "approve",
    "change_roles",
    "invite",
    "name_staff",
    "refuse",
    "reinstate",
    "remove",
    "submit",
    "suspend",
    "withdraw",
    "withdraw_invitation",
]
