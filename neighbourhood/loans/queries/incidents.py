"""Reading what went wrong with loans."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.models.incidents import UNDER_WAY, Incident, IncidentVoice
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.queries.loans import get_loan, hold_with
from neighbourhood.residents.models.residents import Resident


def under_way(loan: Loan) -> Incident | None:
    """Return the trouble with a loan that is not over."""
    open_ = Incident.loan_id == loan.id, Incident.status.in_(UNDER_WAY)
    return db.session.scalar(select(Incident).where(*open_))


def incidents_of(loan: Loan) -> Sequence[Incident]:
    """Return every trouble there was with a loan, oldest first."""
    statement = select(Incident).where(Incident.loan_id == loan.id)
    return db.session.scalars(statement.order_by(Incident.id)).all()


def get_incident(viewer: Resident, incident_id: int) -> Incident:
    """Return an incident, with what was said of it, to one of the two; `Missing` for others."""
    voices = selectinload(Incident.voices).joinedload(IncidentVoice.author)
    found = db.session.scalar(select(Incident).options(voices).where(Incident.id == incident_id))
    if found is None:
        raise Missing
    get_loan(viewer, found.loan_id)
    return found


def hold_incident(incident: Incident) -> None:
    """Hold the thing that an incident is about, and read the incident again."""
    hold_with(incident.loan)
    db.session.refresh(incident)
