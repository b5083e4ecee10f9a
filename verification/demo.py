"""Two letters at the desk of the demonstration town; everybody else is home already."""

from datetime import timedelta

from sqlalchemy import select

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.places.models import Address
from neighbourhood.residents.demo import DOMAIN, by_local_part
from neighbourhood.residents.models import Resident
from verification.actions import claim_address
from verification.queries import live_letter

# Who waits, since how many days, and at which door of the town, counted from its first.
WAITING = (("nouveau", 1, 600), ("odile", 2, 1500))


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
