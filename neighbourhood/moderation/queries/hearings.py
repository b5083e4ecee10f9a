"""Reading what whom a case concerns was asked."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.models.cases import Case, CaseStatus, Hearing
from neighbourhood.residents.models.residents import Resident


def own(resident: Resident, hearing_id: int) -> Hearing:
    """Return what `resident` was asked; `Missing` for anyone else’s."""
    found = db.session.get(Hearing, hearing_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    return found


def waiting_for(resident: Resident) -> Sequence[Hearing]:
    """Return what `resident` was asked and may still answer, the first due first."""
    statement = (
        select(Hearing)
        .join(Hearing.case)
        .options(joinedload(Hearing.case))
        .where(
            Hearing.resident_id == resident.id,
            Hearing.answered_at.is_(None),
            Hearing.due_at > now(),
            Case.status == CaseStatus.OPEN,
        )
        .order_by(Hearing.due_at, Hearing.id)
    )
    return db.session.scalars(statement).all()
