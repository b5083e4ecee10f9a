"""The requests to become a partner."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import (
    TO_DECIDE,
    UNDER_WAY,
    Application,
    ApplicationStatus,
    Partner,
    StaffMember,
)
from neighbourhood.residents.models.residents import Resident


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


def count_to_decide() -> int:
    """Count the requests that wait for administrators."""
    counted = select(func.count()).select_from(Application).where(Application.status.in_(TO_DECIDE))
    return db.session.scalar(counted) or 0


def application(application_id: int) -> Application:
    """Return a request that was sent to the administrators."""
    found = db.session.get(Application, application_id)
    if found is None or found.submitted_at is None:
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


def refused_before(application: Application) -> Sequence[Application]:
    """Return the earlier requests for the same organisation that were refused, newest first."""
    return db.session.scalars(
        select(Application)
        .where(
            Application.siret == application.siret,
            Application.status == ApplicationStatus.REFUSED,
            Application.id < application.id,
        )
        .order_by(Application.id.desc())
    ).all()
