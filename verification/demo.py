"""Two letters at the desk of the demonstration town, and one that came to the wrong people."""

from datetime import timedelta

from sqlalchemy import select

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.places.models import Address
from neighbourhood.residents.demo import DOMAIN, by_local_part
from neighbourhood.residents.models import Resident
from verification.actions import claim_address, confirm_code, dispute
from verification.queries import code_in, live_letter

# Who waits, since how many days, and at which door of the town, counted from its first.
WAITING = (("nouveau", 1, 600), ("odile", 2, 1500))
DISPUTED = 900


def build() -> None:
    """Have two newcomers ask for their letter."""
    people = by_local_part()
    people["odile"] = _newcomer("Odile Charpentier", "odile", people["nouveau"].password_hash)
    for who, days, rank in WAITING:
        claim = claim_address(people[who], _door(rank))
        claim.created_at -= timedelta(days=days)
        letter = live_letter(claim)
        if letter is not None:
            letter.created_at = claim.created_at
    _disputed_home(people["nouveau"].password_hash)


def _disputed_home(password_hash: str) -> None:
    """Let somebody be home by a letter of which the people there say they know nothing."""
    resident = _newcomer("Bastien Carlier", "bastien", password_hash)
    claim = claim_address(resident, _door(DISPUTED))
    letter = live_letter(claim)
    if letter is not None:
        confirm_code(resident, code=code_in(letter))
        dispute(claim.reference)


def _newcomer(full_name: str, mailbox: str, password_hash: str) -> Resident:
    resident = Resident(
        full_name=full_name,
        email=f"{mailbox}@{DOMAIN}",
        password_hash=password_hash,
        email_confirmed_at=now(),
    )
    db.session.add(resident)
    db.session.flush()
    return resident


def _door(rank: int) -> Address:
    here = select(Address).where(Address.quartier_id.is_not(None)).order_by(Address.id)
    return db.session.scalars(here.offset(rank).limit(1)).one()
