"""Where a resident is signed in."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import fingerprint, random_token
from neighbourhood.residents.events import signed_out
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import SignIn
from neighbourhood.residents.queries import accounts

# How far behind "last seen" may be: a page is not worth a write.
SEEN_EVERY = timedelta(minutes=10)


def begin_sign_in(resident: Resident, *, agent: str) -> str:
    """Open a session for this browser and return the token of its cookie."""
    token = random_token()
    opened = SignIn(resident_id=resident.id, fingerprint=fingerprint(token), agent=agent[:200])
    opened.last_seen_at = now()
    db.session.add(opened)
    return token


def end_sign_in(sign_in: SignIn) -> None:
    """Close a session; its cookie is worth nothing from now on."""
    if sign_in.ended_at is None:
        sign_in.ended_at = now()
        signed_out.send(sign_in)


def end_sign_ins(resident: Resident, *, but: SignIn | None = None) -> int:
    """Close every session of `resident` but one; return how many."""
    ending = [found for found in accounts.sign_ins(resident) if but is None or found.id != but.id]
    for sign_in in ending:
        end_sign_in(sign_in)
    return len(ending)


def note_seen(sign_in_id: int) -> None:
    """Note that a browser is still in use, unless that was noted lately."""
    lately = now() - SEEN_EVERY
    db.session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None), SignIn.last_seen_at < lately)
        .values(last_seen_at=now())
    )


def forget_sign_ins(before: datetime) -> None:
    """Drop the sessions that ended, or were left, before then."""
    old = or_(SignIn.ended_at < before, SignIn.last_seen_at < before)
    db.session.execute(delete(SignIn).where(old))
