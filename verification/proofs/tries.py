"""Counting wrong codes where the code itself cannot: five a day, then even the right one waits."""

from neighbourhood.foundation.storing.database import db
from verification.models.claims import Method, WrongTry
from verification.models.letters import TRIES
from verification.queries import claims


def has_tries_left(resident_id: int, method: Method) -> bool:
    """Tell whether another code may be looked at; the account must be locked by then."""
    return claims.wrong_tries(resident_id, method) < TRIES


def note_wrong_try(resident_id: int, method: Method) -> None:
    """Count one more wrong code."""
    db.session.add(WrongTry(resident_id=resident_id, method=method))
    db.session.flush()
