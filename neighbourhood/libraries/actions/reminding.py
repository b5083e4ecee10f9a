"""What borrowers are reminded of, each thing once."""

from datetime import date, timedelta

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries.actions.reserving import held
from neighbourhood.libraries.telling import DUE_SOON, DUE_TODAY, LATE, settle_news, tell
from neighbourhood.notifications.kinds import Kind

SOON = timedelta(days=2)
_A_DAY = timedelta(days=1)
_STAGES = {DUE_SOON.code: 1, DUE_TODAY.code: 2, LATE.code: 3}


def remind(loan_id: int) -> None:
    """Say that a tool is due, or was; what was said already is not said again."""
    loan = held(loan_id)
    kind = _due(loan.due_on) if loan.is_lent else None
    if kind is None or _STAGES[kind.code] <= _STAGES.get(loan.reminded, 0):
        return
    settle_news(loan)
    loan.reminded = kind.code
    db.session.flush()
    tell(loan, kind)


def _due(day: date) -> Kind | None:
    if day <= today() - _A_DAY:
        return LATE
    if day == today():
        return DUE_TODAY
    # What leaves today and is due tomorrow was said at the desk.
    return DUE_SOON if day - today() == SOON else None
