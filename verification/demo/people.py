"""The people and the free doors that the proofs of the demonstration are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.demo import DOMAIN, agree, by_local_part
from neighbourhood.residents.models.residents import Resident
from verification.actions.claims import claim_address
from verification.models.claims import AddressClaim


@dataclass(frozen=True, slots=True)
class Town:
    """Those who are home already, and the doors behind which nobody lives yet."""

    people: Mapping[str, Resident]
    doors: Mapping[int, list[Address]]

    def newcomer(self, full_name: str, mailbox: str, *, days: int) -> Resident:
        """Open an account, `days` ago, with the password of all the others."""
        opened = ago(days=days)
        resident = Resident(
            full_name=full_name,
            email=f"{mailbox}@{DOMAIN}",
            password_hash=self.people["nouveau"].password_hash,
            email_confirmed_at=opened,
            created_at=opened,
        )
        db.session.add(resident)
        db.session.flush()
        agree(resident)
        return resident

    def door_near(self, neighbour: str) -> Address:
        """Return a free door in the quartier of `neighbour`, another one each time."""
        return self.doors[self.people[neighbour].quartier_id or 0].pop()


def home_town() -> Town:
    """Look at the town as the residents of the demonstration have settled in it."""
    lived_in = select(Resident.address_id).where(Resident.address_id.is_not(None))
    taken = db.session.scalars(lived_in).all()
    free = select(Address).where(Address.quartier_id.is_not(None), Address.id.not_in(taken))
    doors: dict[int, list[Address]] = {}
    # Far from each other, and always the same.
    for door in db.session.scalars(free.where(Address.id % 29 == 0).order_by(Address.id.desc())):
        doors.setdefault(door.quartier_id or 0, []).append(door)
    return Town(by_local_part(), doors)


def claim(resident: Resident, door: Address, method: str, *, days: int) -> AddressClaim:
    """Have `resident` claim `door`, `days` ago."""
    made = claim_address(Actor.of(resident), door, method=method)
    made.created_at = ago(days=days)
    return made


def ago(*, days: int = 0, hours: int = 0) -> datetime:
    """Return a moment of the past."""
    return now() - timedelta(days=days, hours=hours)
