"""What borrowers are reminded of, each thing once."""

from datetime import date, timedelta

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries.actions.reserving import held
from neighbourhood.libraries.models.libraries import Tool
from neighbourhood.libraries.models.loans import Reminded
from neighbourhood.libraries.queries import loans
from neighbourhood.libraries.telling import (
    BACK,
    DUE_SOON,
    DUE_TODAY,
    LATE,
    NOT_YET_BACK,
    settle_news,
    tell,
)

SOON = timedelta(days=2)
_A_DAY = timedelta(days=1)
_KINDS = {Reminded.SOON: DUE_SOON, Reminded.TODAY: DUE_TODAY, Reminded.LATE: LATE}
_ORDER = list(Reminded)


def remind(loan_id: int) -> None:
    """Say that a tool is due, or was; what was said already is not said again."""
    loan = held(loan_id)
    due = _due(loan.due_on) if loan.is_lent else Reminded.NOTHING
    if _ORDER.index(due) <= _ORDER.index(loan.reminded):
        return
    settle_news(loan)
    loan.reminded = due
    db.session.flush()
    tell(loan, _KINDS[due])


def _due(day: date) -> Reminded:
    if day <= today() - _A_DAY:
        return Reminded.LATE
    if day == today():
        return Reminded.TODAY
    # What leaves today and is due tomorrow was said at the desk.
    return Reminded.SOON if day - today() == SOON else Reminded.NOTHING


def warn(loan_id: int) -> None:
    """Tell whoever comes for a tool soon that it is not back yet: once, and with regret."""
    loan = held(loan_id)
    out = loans.out(loan.tool_id)
    if not loan.is_reserved or loan.reminded is Reminded.LATE or out is None or not out.is_late:
        return
    settle_news(loan)
    loan.reminded = Reminded.LATE
    db.session.flush()
    tell(loan, NOT_YET_BACK)


def say_back(tool: Tool) -> None:
    """Tell those who were warned that their tool is there after all."""
    for loan in loans.reservations(tool.id):
        if loan.reminded is Reminded.LATE:
            loan.reminded = Reminded.NOTHING
            settle_news(loan)
            tell(loan, BACK)
    db.session.flush()
