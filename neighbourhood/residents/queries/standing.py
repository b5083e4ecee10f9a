"""Who is there and may act: the account is open, and no measure keeps it from writing."""

from sqlalchemy import ColumnElement, and_, or_

from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.models.residents import Resident


def free_hands() -> ColumnElement[bool]:
    """Tell in SQL whether an account is open and under no measure, as `Resident.has_free_hands`."""
    return and_(
        Resident.closed_at.is_(None),
        Resident.excluded_at.is_(None),
        *(
            or_(until.is_(None), until <= now())
            for until in (Resident.suspended_until, Resident.read_only_until)
        ),
    )
