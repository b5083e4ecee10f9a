"""What partners do when a mandate begins or ends, and when an account is closed."""

from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.partners import kinds
from neighbourhood.partners.actions import accompanying as accompanying_actions
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries import accompanying, staff
from neighbourhood.residents.events import mandate_begun, mandate_ended, resident_closed
from neighbourhood.residents.models.mandates import Mandate
from neighbourhood.residents.models.residents import Resident


@mandate_begun.connect
def tell_begun(mandate: Mandate) -> None:
    """Tell the staff of a partner for whom they may act."""
    _tell_agents(mandate, kinds.ACCOMPANIED)


@mandate_ended.connect
def tell_ended(mandate: Mandate) -> None:
    """Tell the staff of a partner for whom they act no more."""
    _tell_agents(mandate, kinds.ACCOMPANIED_NO_MORE)


def _tell_agents(mandate: Mandate, kind: Kind) -> None:
    partner = accompanying.entrusted(mandate)
    if partner is None:
        return
    path = kinds.path_of(partner.id, mandate.id)
    names = {"name": mandate.principal.full_name, "partner": partner.name}
    for held in mandate.agents:
        notify(held.agent_id, kind, path=path, **names)


@resident_closed.connect
def dismiss(resident: Resident) -> None:
    """Let the owner of a closed account act for nobody any more."""
    for partner in staff.staff_of(resident, StaffRole.ACCOMPANY):
        accompanying_actions.keep_in_step(partner)
