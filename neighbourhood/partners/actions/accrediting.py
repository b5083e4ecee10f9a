"""Deciding who may act: two administrators open, one refuses or closes."""

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.partners import kinds
from neighbourhood.partners.actions.applying import move
from neighbourhood.partners.actions.staffing import name_staff, take_back
from neighbourhood.partners.events import staff_changed
from neighbourhood.partners.models import (
    TO_DECIDE,
    Application,
    ApplicationStatus,
    Partner,
    PartnerKind,
    StaffRole,
    Standing,
)
from neighbourhood.partners.policies.accrediting import (
    AlreadyPartner,
    MovedOn,
    NeedsAnotherAdministrator,
    WorksForThem,
    may_approve,
    may_reinstate,
    may_stand,
    works_for,
)
from neighbourhood.partners.queries import applications, organisations, staff
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor


def accredit(
    municipality: Municipality,
    *,
    name: str,
    kind: PartnerKind,
    siret: str | None = None,
    mail_domain: str | None = None,
) -> Partner:
    """Let an organisation act in `municipality`, from now on."""
    partner = Partner(
        municipality=municipality,
        name=name,
        kind=kind,
        siret=siret,
        mail_domain=mail_domain,
        accredited_at=now(),
    )
    db.session.add(partner)
    db.session.flush()
    return partner


def approve(actor: Actor, application: Application) -> None:
    """Say yes; the second yes, from somebody else, opens the desk."""
    _require_decider(actor, application)
    require(may_approve(actor.resident, application), NeedsAnotherAdministrator)
    if application.status is ApplicationStatus.SUBMITTED:
        _approve_first(actor, application)
    else:
        _approve_second(actor, application)


def _approve_first(actor: Actor, application: Application) -> None:
    application.first_approver_id = actor.id
    move(application, ApplicationStatus.APPROVED_ONCE)
    _tell_applicant(application, kinds.APPROVED_ONCE)
    path = f"{kinds.ADMINISTRATION}/demandes/{application.id}"
    for other in organisations.administrators():
        if other.id != actor.id and not works_for(other, application):
            notify(other.id, kinds.TO_APPROVE_TOO, path=path, name=application.name)


def _approve_second(actor: Actor, application: Application) -> None:
    free = not applications.is_partner_already(
        application.municipality_id, name=application.name, siret=application.siret
    )
    require(free, AlreadyPartner)
    partner = accredit(
        application.municipality,
        name=application.name,
        kind=application.kind,
        siret=application.siret,
        mail_domain=application.mail_domain,
    )
    name_staff(partner, application.applicant, role=StaffRole.MANAGE)
    application.partner_id = partner.id
    application.second_approver_id = actor.id
    application.decided_at = now()
    move(application, ApplicationStatus.ACCREDITED)
    _tell_applicant(application, kinds.ACCREDITED)


def refuse(actor: Actor, application: Application, *, reason: str) -> None:
    """Say no, and why; the applicant may ask again."""
    _require_decider(actor, application)
    application.refused_by_id = actor.id
    application.refusal_reason = reason
    application.decided_at = now()
    move(application, ApplicationStatus.REFUSED)
    _tell_applicant(application, kinds.REFUSED, reason=reason)


def suspend(actor: Actor, partner: Partner, *, reason: str) -> None:
    """Close the desk of a partner at once, and say why."""
    require(actor.resident.is_administrator)
    require(may_stand(partner, Standing.SUSPENDED), MovedOn)
    partner.accredited_at = None
    partner.suspended_at = now()
    partner.suspended_by_id = actor.id
    partner.suspension_reason = reason
    # Whoever could have been asked to such a team is asked anew once it is open again.
    take_back(staff.waiting_invitations(partner))
    db.session.flush()
    staff_changed.send(partner, roles=set(StaffRole))
    _tell_staff(partner, kinds.SUSPENDED, reason=reason)


def reinstate(actor: Actor, partner: Partner) -> None:
    """Open a closed desk again; somebody else than the one who closed it."""
    require(actor.resident.is_administrator)
    require(may_stand(partner, Standing.ACCREDITED), MovedOn)
    require(may_reinstate(actor.resident, partner), NeedsAnotherAdministrator)
    partner.suspended_at = partner.suspended_by_id = None
    partner.suspension_reason = ""
    partner.accredited_at = now()
    db.session.flush()
    staff_changed.send(partner, roles=set(StaffRole))
    _tell_staff(partner, kinds.REINSTATED)


def _require_decider(actor: Actor, application: Application) -> None:
    require(actor.resident.is_administrator)
    require(application.status in TO_DECIDE, MovedOn)
    require(not works_for(actor.resident, application), WorksForThem)


def _tell_applicant(application: Application, kind: Kind, **details: str) -> None:
    path = f"{kinds.APPLICATIONS}/{application.id}"
    notify(application.applicant_id, kind, path=path, name=application.name, by=None, **details)


def _tell_staff(partner: Partner, kind: Kind, **details: str) -> None:
    for resident_id in staff.staff_ids(partner.id):
        notify(resident_id, kind, path=kinds.HOME, by=None, name=partner.name, **details)
