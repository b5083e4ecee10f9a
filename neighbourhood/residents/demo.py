"""Two hundred neighbours of the demonstration town."""

import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.foundation.demo import PASSWORD
from neighbourhood.foundation.passwords import hash_password
from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents.actions import settle_in
from neighbourhood.residents.models import Resident

DOMAIN = "valbourg.example"


def build() -> None:
    """Settle everyone in `demo.toml`, each behind a door of their own."""
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["residents"]
    quartiers = list(db.session.scalars(select(Quartier).order_by(Quartier.id)))
    doors = {quartier.id: list(_doors(quartier)) for quartier in quartiers}
    digest = hash_password(PASSWORD)
    for number, row in enumerate(rows):
        resident = _resident(row, digest, since=now() - timedelta(days=240 - number, hours=number))
        if row.get("verified", True):
            free = doors[quartiers[row["quartier"]].id]
            settle_in(resident, _take(free, row.get("street"), number))


def by_local_part() -> dict[str, Resident]:
    """Return the neighbours of the demonstration by the first part of their mail address."""
    return {
        resident.email.partition("@")[0]: resident
        for resident in db.session.scalars(select(Resident))
        if resident.email
    }


def _resident(row: dict[str, Any], digest: str, since: Any) -> Resident:
    resident = Resident(
        full_name=row["full_name"],
        email=f"{row['email']}@{DOMAIN}",
        about=row.get("about", ""),
        password_hash=digest,
        email_confirmed_at=since,
        created_at=since,
        is_administrator=row.get("administrator", False),
    )
    db.session.add(resident)
    db.session.flush()
    return resident


def _doors(quartier: Quartier) -> Iterator[Address]:
    return iter(
        db.session.scalars(
            select(Address).where(Address.quartier_id == quartier.id).order_by(Address.id)
        )
    )


def _take(free: list[Address], street: str | None, number: int) -> Address:
    # Multiplying by a prime spreads people over the quartier, always the same way.
    start = number * 37 % len(free)
    in_street = (index for index, door in enumerate(free) if door.street == street)
    return free.pop(next(in_street, start))
