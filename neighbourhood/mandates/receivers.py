"""What mandates hear: notifications to pass on, homes taken back, staffs that change."""

from datetime import datetime
from typing import Any

from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates import kinds, mails
from neighbourhood.mandates.actions import accompanying as accompanying_actions
from neighbourhood.mandates.actions import ending, identities
from neighbourhood.mandates.events import mandate_begun, mandate_ended
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.queries import readers
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.events import notified
from neighbourhood.notifications.kinds import Kind
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.events import staff_changed
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries import staff
from neighbourhood.residents.events import (
    kept_apart,
    resident_closed,
    resident_renamed,
    resident_unsettled,
)
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import accounts


@notified.connect
def pass_on(notification: Notification, *, by_mail: bool) -> None:
    """Write to who acts for a resident without a mailbox."""
    if not by_mail:
        return
    principal = db.session.get_one(Resident, notification.resident_id)
    if principal.email is None:
        for reader in readers.mailboxes_for(principal):
            mails.pass_on(notification, reader, principal=principal)


@mandate_begun.connect
def tell_begun(mandate: Mandate) -> None:
    """Tell the principal who may act for them, and the agents that they may."""
    _tell_principal(mandate, by_persons=kinds.BEGUN, by_a_partner=kinds.BEGUN_BY_PARTNER)
    _tell_agents(mandate, by_themselves=kinds.HELD, at_a_partner=kinds.ACCOMPANIED)


@mandate_ended.connect
def tell_ended(mandate: Mandate) -> None:
    """Tell both sides that nobody acts any more."""
    _tell_principal(
        mandate,
        by_persons=kinds.OVER,
        by_a_partner=kinds.OVER_BY_PARTNER,
        since=mandate.begins_at,
    )
    _tell_agents(mandate, by_themselves=kinds.GIVEN_UP, at_a_partner=kinds.ACCOMPANIED_NO_MORE)


def _tell_principal(
    mandate: Mandate, *, by_persons: Kind, by_a_partner: Kind, since: datetime | None = None
) -> None:
    if mandate.principal.email is None:
        return  # whoever has none reads it on paper
    if mandate.partner:
        kind, told = by_a_partner, {"partner": mandate.partner.name}
    else:
        names = ", ".join(_named(held.agent, since) for held in mandate.agents)
        kind, told = by_persons, {"name": names}
    notify(mandate.principal_id, kind, path=mandate.path, by=None, **told, **_terms(mandate))


def _terms(mandate: Mandate) -> dict[str, Any]:
    """Return what is allowed and until when: the mail says it to both sides."""
    return {"scopes": ",".join(mandate.scopes_given), "until": mandate.ends_at}


def _named(agent: Resident, since: datetime | None) -> str:
    """Return the name under which `agent` was trusted, with the one of today beside it."""
    before = accounts.name_at(agent, since) if since else agent.full_name
    return before if before == agent.full_name else f"{before} ({agent.full_name})"


def _tell_agents(mandate: Mandate, *, by_themselves: Kind, at_a_partner: Kind) -> None:
    name, partner = mandate.principal.full_name, mandate.partner
    for held in mandate.agents:
        if partner is None:
            terms = _terms(mandate)
            notify(held.agent_id, by_themselves, path=mandate.path, name=name, **terms)
        else:
            path = kinds.path_of(partner.id, mandate.id)
            notify(held.agent_id, at_a_partner, path=path, name=name, partner=partner.name)


@resident_unsettled.connect
def end_all(resident: Resident) -> None:
    """End what whoever has no home any more gave, and what they hold in their own name."""
    ending.end_all_of(resident)


@resident_renamed.connect
def end_what_another_was_given(resident: Resident) -> None:
    """End what was given to the person of the name before: who bears the new one is to be asked."""
    ending.end_held_by(resident)


@resident_closed.connect
def dismiss(resident: Resident) -> None:
    """End what the owner of a closed account gave and holds, and forget who they are."""
    ending.end_all_of(resident)
    identities.forget(resident)
    for partner in staff.staff_of(resident, StaffRole.ACCOMPANY):
        accompanying_actions.keep_in_step(partner)


@staff_changed.connect
def keep_in_step(partner: Partner, roles: set[StaffRole]) -> None:
    """Let those act by the mandates of a partner who accompany by now."""
    if StaffRole.ACCOMPANY in roles:
        accompanying_actions.keep_in_step(partner)


@kept_apart.connect
def end_between(block: Block) -> None:
    """Let neither of two act for the other any more; the page of the block said so before."""
    blocker = db.session.get_one(Resident, block.blocker_id)
    ending.end_between(blocker, block.blocked, by=blocker)
