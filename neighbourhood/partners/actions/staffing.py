"""Who works for a partner; the caller holds the partner’s row, so that a manager always remains."""

from collections.abc import Iterable

from sqlalchemy import delete

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.partners import kinds
from neighbourhood.partners.events import staff_changed
from neighbourhood.partners.models import Partner, StaffInvitation, StaffMember, StaffRole
from neighbourhood.partners.policies.accrediting import MovedOn
from neighbourhood.partners.policies.staffing import (
    ForAnotherMailbox,
    LastManager,
    NotForOneself,
    has_role,
    heavy_roles,
    is_invited,
    may_widen,
    refusal_to_name,
    roles_in,
)
from neighbourhood.partners.queries import staff
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights
from neighbourhood.residents.kinds import Office
from neighbourhood.residents.models.residents import Resident


def name_staff(partner: Partner, resident: Resident, *, role: StaffRole) -> None:
    """Give `resident` a role in `partner`; a second time changes nothing.

    The only way to a role: whoever asks for it, page or command, the same rules hold.
    """
    refusal = refusal_to_name(resident, partner, role)
    if refusal is not None:
        raise refusal
    if role not in staff.roles(resident, partner):
        db.session.add(StaffMember(partner=partner, resident=resident, role=role))
        db.session.flush()
        staff_changed.send(partner, roles={role})


def invite(
    actor: Actor, partner: Partner, *, email: str, roles: Iterable[StaffRole]
) -> StaffInvitation:
    """Ask a mailbox to join the staff; a second invitation takes the place of the first."""
    given = _given(actor, partner, roles)
    require(email != actor.resident.email, NotForOneself)
    take_back([one for one in staff.waiting_invitations(partner) if one.email == email])
    _tell_managers(actor, partner, set(given), person=email)
    return _ask(actor, partner, email=email, roles=given)


def invite_first(actor: Actor, partner: Partner, *, email: str) -> StaffInvitation:
    """Ask the first manager of a partner, who may do all that is done there; the site asks.

    A second invitation takes the place of the first, until somebody manages.
    """
    require(actor.resident.is_administrator)
    require(email != actor.resident.email, NotForOneself)
    require(not staff.managers(partner.id), MovedOn)
    take_back(staff.waiting_invitations(partner))
    return _ask(actor, partner, email=email, roles=roles_in(partner.kind))


def take_back(earlier: Iterable[StaffInvitation]) -> None:
    """Make the links of invitations useless, for good."""
    for invitation in earlier:
        invitation.withdrawn_at = now()
    db.session.flush()


def _ask(
    actor: Actor, partner: Partner, *, email: str, roles: Iterable[StaffRole]
) -> StaffInvitation:
    invitation = StaffInvitation(
        partner=partner,
        invited_by=actor.resident,
        email=email,
        roles=[role.value for role in roles],
    )
    db.session.add(invitation)
    db.session.flush()
    return invitation


def withdraw_invitation(actor: Actor, invitation: StaffInvitation) -> None:
    """Make the link of an invitation useless."""
    require(has_role(actor.resident, invitation.partner, StaffRole.MANAGE))
    require(invitation.accepted_at is None and invitation.withdrawn_at is None, MovedOn)
    invitation.withdrawn_at = now()


def accept(actor: Actor, invitation: StaffInvitation) -> None:
    """Join the staff, with the account of the mailbox that was invited."""
    require(is_invited(actor.resident, invitation), ForAnotherMailbox)
    measure = actor.resident.refusal_by_measure
    if measure is not None:
        raise measure
    # The mailbox may have become that of who invited.
    require(invitation.invited_by_id not in (actor.id, actor.by_id), NotForOneself)
    partner = invitation.partner
    waiting = invitation.accepted_at is None and invitation.withdrawn_at is None
    require(waiting and partner.accredited_at is not None, MovedOn)
    require(staff.still_invites(invitation), MovedOn)
    invitation.accepted_at = now()
    for role in invitation.roles:
        name_staff(partner, actor.resident, role=StaffRole(role))
    path = f"{kinds.HOME}/{partner.id}/equipe"
    person = actor.resident.full_name
    notify(invitation.invited_by_id, kinds.JOINED, path=path, name=partner.name, person=person)


def change_roles(
    actor: Actor, partner: Partner, colleague: Resident, *, roles: Iterable[StaffRole]
) -> None:
    """Let a colleague do `roles`, no more and no less."""
    wanted = set(_given(actor, partner, roles))
    held = staff.roles(colleague, partner)
    if not held:
        raise Missing
    require(may_widen(actor.by_id, colleague, partner, wanted - held), NotForOneself)
    if StaffRole.MANAGE not in wanted:
        _require_other_manager(partner, colleague)
    _take(partner, colleague, held - wanted)
    for role in sorted(wanted - held):
        name_staff(partner, colleague, role=role)
    if wanted != held and actor.id != colleague.id:
        path = f"{kinds.HOME}/{partner.id}"
        notify(colleague.id, kinds.ROLES_CHANGED, path=path, name=partner.name)
        _note(actor, partner, colleague, kinds.ROLES_SEEN_TO)
        _tell_managers(actor, partner, wanted - held, person=colleague.full_name, but=colleague.id)


def remove(actor: Actor, partner: Partner, colleague: Resident) -> None:
    """Take a colleague off the staff, with every role."""
    require(has_role(actor.resident, partner, StaffRole.MANAGE))
    held = staff.roles(colleague, partner)
    if not held:
        raise Missing
    _require_other_manager(partner, colleague)
    _take(partner, colleague, held)
    notify(colleague.id, kinds.LEFT, path=kinds.HOME, name=partner.name)
    _note(actor, partner, colleague, kinds.TAKEN_OFF)
    _tell(actor, partner, kinds.REMOVED, person=colleague.full_name, but=colleague.id)


def _note(actor: Actor, partner: Partner, colleague: Resident, act: str) -> None:
    office = Office(partner.name, partner.municipality_id)
    sights.note(actor.by_id, colleague.id, act, office=office)


def _tell_managers(
    actor: Actor, partner: Partner, given: set[StaffRole], *, person: str, but: int | None = None
) -> None:
    """Tell the other managers of a team that one of them gives a heavy role."""
    if given & heavy_roles(partner.kind):
        _tell(actor, partner, kinds.HEAVY_GIVEN, person=person, but=but)


def _tell(actor: Actor, partner: Partner, kind: Kind, *, person: str, but: int | None) -> None:
    path = f"{kinds.HOME}/{partner.id}/equipe"
    for other in sorted(staff.managers(partner.id) - {actor.id, actor.by_id, but}):
        notify(other, kind, path=path, name=partner.name, person=person)


def _given(actor: Actor, partner: Partner, roles: Iterable[StaffRole]) -> list[StaffRole]:
    require(has_role(actor.resident, partner, StaffRole.MANAGE))
    given = sorted(set(roles))
    require(bool(given) and set(given) <= set(roles_in(partner.kind)))
    return given


def _require_other_manager(partner: Partner, colleague: Resident) -> None:
    remaining = staff.managers(partner.id)
    require(colleague.id not in remaining or len(remaining) > 1, LastManager)


def _take(partner: Partner, colleague: Resident, roles: set[StaffRole]) -> None:
    db.session.execute(
        delete(StaffMember).where(
            StaffMember.partner_id == partner.id,
            StaffMember.resident_id == colleague.id,
            StaffMember.role.in_(roles),
        )
    )
    if StaffRole.MANAGE in roles:
        asked = staff.invitations_from(colleague)
        take_back([one for one in asked if one.partner_id == partner.id])
    db.session.flush()
    staff_changed.send(partner, roles=roles)
