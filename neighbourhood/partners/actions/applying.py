"""Asking to become a partner."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.partners import kinds
from neighbourhood.partners.models import Application, ApplicationStatus, PartnerKind
from neighbourhood.partners.policies.accrediting import (
    AlreadyPartner,
    MovedOn,
    OneAtATime,
    may_apply,
    works_for,
)
from neighbourhood.partners.queries import applications, organisations
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an organisation says of itself; `siret` is valid, `mailbox` in lower case."""

    kind: PartnerKind
    name: str
    municipality: Municipality
    siret: str
    mailbox: str
    why: str


def apply(actor: Actor, asked: Asked) -> Application:
    """Write a request down; nobody reads it before its mailbox has answered."""
    require(may_apply(actor.resident))
    require(applications.under_way(actor.resident) is None, OneAtATime)
    require(
        not applications.is_partner_already(
            asked.municipality.id, name=asked.name, siret=asked.siret
        ),
        AlreadyPartner,
    )
    application = Application(
        applicant=actor.resident,
        municipality=asked.municipality,
        kind=asked.kind,
        name=asked.name,
        siret=asked.siret,
        mailbox=asked.mailbox,
        why=asked.why,
    )
    try:
        with db.session.begin_nested():
            db.session.add(application)
    except IntegrityError as error:
        raise OneAtATime from error
    return application


def submit(application: Application) -> None:
    """Send it to the administrators: its mailbox has answered."""
    application.submitted_at = now()
    move(application, ApplicationStatus.SUBMITTED)
    path = f"{kinds.APPLICATIONS}/{application.id}"
    notify(application.applicant_id, kinds.RECEIVED, path=path, name=application.name)
    path = f"{kinds.ADMINISTRATION}/demandes/{application.id}"
    for administrator in organisations.administrators():
        if not works_for(administrator, application):
            notify(administrator.id, kinds.TO_EXAMINE, path=path, name=application.name)


def withdraw(actor: Actor, application: Application) -> None:
    """Take one’s request back."""
    require(actor.id == application.applicant_id)
    move(application, ApplicationStatus.WITHDRAWN)


def move(application: Application, status: ApplicationStatus) -> None:
    """Bring a request to `status`, as the table of transitions allows."""
    require(application.may_become(status), MovedOn)
    application.become(status)
    db.session.flush()
    settle(
        f"{kinds.ADMINISTRATION}/demandes/{application.id}", kinds.TO_EXAMINE, kinds.TO_APPROVE_TOO
    )
