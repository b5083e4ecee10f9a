"""Who works where, and who asks to."""

from typing import TypeVar

from sqlalchemy import ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.database import db
from neighbourhood.foundation.errors import Missing
from neighbourhood.partners.models import (
    TO_DECIDE,
    UNDER_WAY,
    Application,
    Partner,
    StaffInvitation,
    StaffMember,
    StaffRole,
)
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models import Resident

T = TypeVar("T", Application, Partner, StaffInvitation)


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


def administrators() -> list[Resident]:
    """Return who looks after the whole site."""
    return list(
        db.session.scalars(
            select(Resident)
            .where(Resident.is_administrator, Resident.closed_at.is_(None))
            .order_by(Resident.id)
        )
    )


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
    """Return who manages the staff of a partner, closed accounts left out."""
    statement = (
        select(StaffMember.resident_id)
        .join(StaffMember.resident)
        .where(
            StaffMember.partner_id == partner_id,
            StaffMember.role == StaffRole.MANAGE,
            Resident.closed_at.is_(None),
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
    return list(
        db.session.scalars(
            select(StaffInvitation)
            .where(
                StaffInvitation.partner_id == partner.id,
                StaffInvitation.accepted_at.is_(None),
                StaffInvitation.withdrawn_at.is_(None),
            )
            .order_by(StaffInvitation.email)
        )
    )


def waiting_invitation(partner: Partner, invitation_id: int) -> StaffInvitation:
    """Return an unanswered invitation of `partner`; any other is `Missing`."""
    for invitation in waiting_invitations(partner):
        if invitation.id == invitation_id:
            return invitation
    raise Missing


def own_application(resident: Resident, application_id: int) -> Application:
    """Return a request of `resident`; anyone else’s is `Missing`."""
    found = db.session.get(Application, application_id)
    if found is None or found.applicant_id != resident.id:
        raise Missing
    return found


def under_way(resident: Resident) -> Application | None:
    """Return the request of `resident` that waits for an answer."""
    return db.session.scalar(
        select(Application).where(
            Application.applicant_id == resident.id, Application.status.in_(UNDER_WAY)
        )
    )


def applications_to_decide() -> list[Application]:
    """Return the requests that wait for administrators, the oldest first."""
    return list(
        db.session.scalars(
            select(Application)
            .options(joinedload(Application.applicant), joinedload(Application.municipality))
            .where(Application.status.in_(TO_DECIDE))
            .order_by(Application.submitted_at, Application.id)
        )
    )


def application(application_id: int) -> Application:
    """Return a request that was sent to the administrators."""
    found = db.session.get(Application, application_id)
    if found is None or found.submitted_at is None:
        raise Missing
    return found


def partners() -> list[Partner]:
    """Return every organisation that acts or once did, by town and name."""
    return list(
        db.session.scalars(
            select(Partner)
            .join(Partner.municipality)
            .options(contains_eager(Partner.municipality))
            .order_by(Municipality.name, Partner.name)
        )
    )


def partner(partner_id: int) -> Partner:
    """Return a partner, suspended or not."""
    found = db.session.get(Partner, partner_id)
    if found is None:
        raise Missing
    return found


def is_partner_already(municipality_id: int, *, name: str, siret: str) -> bool:
    """Tell whether a partner of the town has this name or this number."""
    statement = select(Partner.id).where(
        Partner.municipality_id == municipality_id,
        or_(func.lower(Partner.name) == name.lower(), Partner.siret == siret),
    )
    return db.session.scalar(statement.limit(1)) is not None


def is_colleague(resident: Resident, application: Application) -> bool:
    """Tell whether `resident` is on the staff of the organisation that asks."""
    same = or_(
        Partner.siret.startswith(application.siret[:9]),
        Partner.mail_domain == application.mail_domain,
        func.lower(Partner.name) == application.name.lower(),
    )
    statement = (
        select(StaffMember.id)
        .join(StaffMember.partner)
        .where(StaffMember.resident_id == resident.id, same)
    )
    return db.session.scalar(statement.limit(1)) is not None


def locked_application(application_id: int) -> Application:
    """Return a request as it is now, held for this transaction: others who want it wait."""
    return _locked(select(Application).where(Application.id == application_id))


def locked_partner(partner_id: int) -> Partner:
    """Return a partner as it is now; whoever changes its staff or standing waits for the others."""
    return _locked(select(Partner).where(Partner.id == partner_id))


def locked_invitation(invitation_id: int) -> StaffInvitation:
    """Return an invitation as it is now, held for this transaction."""
    return _locked(select(StaffInvitation).where(StaffInvitation.id == invitation_id))


def _locked(statement: Select[T]) -> T:
    # SQLite has one writer at a time, so there the transaction itself is the lock.
    held = statement.with_for_update().execution_options(populate_existing=True)
    found: T | None = db.session.scalar(held)
    if found is None:
        raise Missing
    return found
