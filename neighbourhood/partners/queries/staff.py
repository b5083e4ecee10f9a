"""Who works where, and who is asked to."""

from sqlalchemy import ScalarSelect, func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import (
    Partner,
    PartnerKind,
    StaffInvitation,
    StaffMember,
    StaffRole,
)
from neighbourhood.residents.kinds import WORKS_FOR, Office, WorksFor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.standing import free_hands

_WAITING = select(StaffInvitation).where(
    StaffInvitation.accepted_at.is_(None), StaffInvitation.withdrawn_at.is_(None)
)


def staff_of(resident: Resident, *any_of: StaffRole) -> list[Partner]:
    """Return the accredited partners in which `resident` holds one of these roles, or any."""
    statement = (
        select(Partner)
        .join(StaffMember)
        .where(StaffMember.resident_id == resident.id, Partner.accredited_at.is_not(None))
        .order_by(Partner.name)
        .distinct()
    )
    if any_of:
        statement = statement.where(StaffMember.role.in_(any_of))
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
    """Return who holds `role` in an accredited partner of a town and is there to use it."""
    statement = (
        select(StaffMember.resident_id)
        .join(StaffMember.partner)
        .join(StaffMember.resident)
        .where(
            Partner.municipality_id == municipality_id,
            Partner.accredited_at.is_not(None),
            StaffMember.role == role,
            free_hands(),
        )
        .distinct()
    )
    return list(db.session.scalars(statement))


def closed_for(resident: Resident) -> list[Partner]:
    """Return the suspended partners `resident` works for."""
    works_there = select(StaffMember.partner_id).where(StaffMember.resident_id == resident.id)
    return list(
        db.session.scalars(
            select(Partner)
            .where(Partner.id.in_(works_there), Partner.suspended_at.is_not(None))
            .order_by(Partner.name)
        )
    )


def managers(partner_id: int) -> set[int]:
    """Return who is there to manage the staff of a partner: not by a measure kept from it."""
    statement = (
        select(StaffMember.resident_id)
        .join(StaffMember.resident)
        .where(
            StaffMember.partner_id == partner_id,
            StaffMember.role == StaffRole.MANAGE,
            free_hands(),
        )
    )
    return set(db.session.scalars(statement))


def staff_ids(partner_id: int) -> list[int]:
    """Return everyone on the staff of a partner."""
    statement = select(StaffMember.resident_id).where(StaffMember.partner_id == partner_id)
    return sorted(set(db.session.scalars(statement)))


def colleague(partner: Partner, resident_id: int) -> tuple[Resident, list[StaffRole]]:
    """Return a member of the staff with their roles; anyone else is `Missing`."""
    for resident, held in colleagues(partner):
        if resident.id == resident_id:
            return resident, held
    raise Missing


def waiting_invitations(partner: Partner) -> list[StaffInvitation]:
    """Return the invitations nobody has answered yet."""
    here = _WAITING.where(StaffInvitation.partner_id == partner.id)
    return sorted(db.session.scalars(here), key=lambda one: one.email)


def invitations_from(resident: Resident) -> list[StaffInvitation]:
    """Return the invitations of `resident` that nobody has answered yet, wherever they are to."""
    theirs = _WAITING.where(StaffInvitation.invited_by_id == resident.id)
    return list(db.session.scalars(theirs.order_by(StaffInvitation.id)))


def waiting_invitation(partner: Partner, invitation_id: int) -> StaffInvitation:
    """Return an unanswered invitation of `partner`; any other is `Missing`."""
    for invitation in waiting_invitations(partner):
        if invitation.id == invitation_id:
            return invitation
    raise Missing


def still_invites(invitation: StaffInvitation) -> bool:
    """Whoever sent an invitation could send it again today: it lives no longer than their right.

    They manage the team; the first manager of all was asked by an administrator of the site.
    """
    sender, partner = invitation.invited_by, invitation.partner
    first = sender.is_administrator and not managers(partner.id)
    return sender.has_free_hands and (first or StaffRole.MANAGE in roles(sender, partner))


def works_for_town(resident: Resident, municipality_id: int, role: StaffRole) -> bool:
    """Tell whether `resident` holds `role` in an accredited partner of that town."""
    return any(partner.municipality_id == municipality_id for partner in staff_of(resident, role))


def roles_in_town(resident: Resident, municipality_id: int) -> set[StaffRole]:
    """Return what `resident` may do for the accredited partners of a town."""
    statement = (
        select(StaffMember.role)
        .join(StaffMember.partner)
        .where(
            StaffMember.resident_id == resident.id,
            Partner.municipality_id == municipality_id,
            Partner.accredited_at.is_not(None),
        )
    )
    return set(db.session.scalars(statement))


def office_of(resident_id: int, municipality_id: int | None = None) -> Office | None:
    """Return in whose name somebody acts in a town (None: anywhere), its own service first."""
    works_there = (
        select(Partner.name, Partner.municipality_id)
        .join(StaffMember)
        .where(StaffMember.resident_id == resident_id, Partner.accredited_at.is_not(None))
        .order_by(Partner.kind != PartnerKind.CITY_SERVICE, Partner.name)
        .limit(1)
    )
    if municipality_id is not None:
        works_there = works_there.where(Partner.municipality_id == municipality_id)
    found = db.session.execute(works_there).first()
    return None if found is None else Office(*found)


WORKS_FOR.declare(WorksFor(code="staff", office=office_of))
