"""Measures about an account: `restrict` begins one, `lift` ends it before its date."""

from datetime import datetime

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.residents.events import resident_restricted
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.standing import Measure

# The column that says until when.
_ENDS = {Measure.READ_ONLY: "read_only_until", Measure.SUSPENDED: "suspended_until"}


def restrict(resident: Resident, measure: Measure, until: datetime | None = None) -> None:
    """Keep `resident` from what `measure` takes away, until then; an exclusion has no date.

    One that runs already is never made shorter by another: of two, the later date counts.
    """
    account = hold(Resident, resident.id)
    if measure is Measure.EXCLUDED:
        account.excluded_at = account.excluded_at or now()
    elif until is None:
        raise DomainError
    else:
        column = _ENDS[measure]
        running: datetime | None = getattr(account, column)
        setattr(account, column, max(running, until) if running else until)
    _tell(account)


def lift(resident: Resident, measure: Measure) -> None:
    """End `measure` for `resident` now; where there was none, nothing changes."""
    account = hold(Resident, resident.id)
    setattr(account, _ENDS.get(measure, "excluded_at"), None)
    _tell(account)


def _tell(account: Resident) -> None:
    db.session.flush()
    resident_restricted.send(account)
