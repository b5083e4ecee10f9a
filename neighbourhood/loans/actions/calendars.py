"""The secret address of the calendar of a resident."""

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import fingerprint, random_token
from neighbourhood.loans.models.waiting import LoanCalendar
from neighbourhood.residents.acting import Actor


def make_address(actor: Actor) -> str:
    """Make the secret part of an address, and let the one before be known no more."""
    require(actor.is_oneself, Forbidden)
    token = random_token()
    known = db.session.get(LoanCalendar, actor.id)
    if known is None:
        known = LoanCalendar(resident_id=actor.id)
        db.session.add(known)
    known.fingerprint, known.created_at = fingerprint(token), now()
    db.session.flush()
    return token


def forget_address(actor: Actor) -> None:
    """Let nobody read the calendar by its address any more."""
    require(actor.is_oneself, Forbidden)
    known = db.session.get(LoanCalendar, actor.id)
    if known is not None:
        db.session.delete(known)
        db.session.flush()
