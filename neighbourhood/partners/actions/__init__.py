"""What happens to organisations: they ask, two administrators decide, and they have a staff."""

from neighbourhood.partners.actions.accompanying import (
    give_up,
    keep_in_step,
    prepare_on_paper,
    renew_on_paper,
    take_up,
)
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
    "give_up",
    "invite",
    "keep_in_step",
    "name_staff",
    "prepare_on_paper",
    "refuse",
    "reinstate",
    "remove",
    "renew_on_paper",
    "submit",
    "suspend",
    "take_up",
    "withdraw",
    "withdraw_invitation",
]
