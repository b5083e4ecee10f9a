"""Counting wrong codes where the code itself cannot: five a day, then even the right one waits."""

from neighbourhood.foundation.database import db
from verification import queries
from verification.models import TRIES, Method, WrongTry


def has_tries_left(resident_id: int, method: Method) -> bool:
    """Tell whether another code may be looked at; the account must be locked by then."""
    return queries.wrong_tries(resident_id, method) < TRIES


def note_wrong_try(resident_id: int, method: Method) -> None:
    """Count one more wrong code."""
    db.session.add(WrongTry(resident_id=resident_id, method=method))
    db.session.flush()
