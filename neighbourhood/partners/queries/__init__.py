"""Every read of the slice."""

from neighbourhood.partners.queries.accompanying import (
    accompanied,
    accompanied_before,
    companions,
    count_forms,
    entrusted,
    mandate_of,
    next_form,
    standing_mandates,
)
from neighbourhood.partners.queries.applications import (
    application,
    applications_to_decide,
    is_colleague,
    is_partner_already,
    own_application,
    under_way,
)
from neighbourhood.partners.queries.locking import (
    locked_application,
    locked_invitation,
    locked_partner,
)
from neighbourhood.partners.queries.organisations import (
    administrators,
    by_name,
    partner,
    partners,
)
from neighbourhood.partners.queries.staff import (
    closed_for,
    colleague,
    colleagues,
    managers,
    roles,
    staff_ids,
    staff_in,
    staff_of,
    staff_roles_count,
    waiting_invitation,
    waiting_invitations,
)

__all__ = [
    "accompanied",
    "accompanied_before",
    "administrators",
    "application",
    "applications_to_decide",
    "by_name",
    "closed_for",
    "colleague",
    "colleagues",
    "companions",
    "count_forms",
    "entrusted",
    "is_colleague",
    "is_partner_already",
    "locked_application",
    "locked_invitation",
    "locked_partner",
    "managers",
    "mandate_of",
    "next_form",
    "own_application",
    "partner",
    "partners",
    "roles",
    "staff_ids",
    "staff_in",
    "staff_of",
    "staff_roles_count",
    "standing_mandates",
    "under_way",
    "waiting_invitation",
    "waiting_invitations",
]
