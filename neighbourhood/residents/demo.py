"""Two hundred neighbours of the demonstration town."""

import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.demo import PASSWORD
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.places.models import Address, Municipality, Quartier
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.actions.charters import (
    accept,
    begin_draft,
    found,
    publish,
    write_draft,
)
from neighbourhood.residents.models.charters import Charter
from neighbourhood.residents.models.residents import Resident

DOMAIN = "valbourg.example"


# Whoever signs in as this neighbour meets the charter of the town.
HAS_TO_READ = "anne-sophie.girard"


def build() -> None:
    """Settle everyone in `demo.toml`, each behind a door of their own, by the charter."""
    _publish_charters()
    story = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    rows = story["residents"]
    quartiers = list(db.session.scalars(select(Quartier).order_by(Quartier.id)))
    doors = {quartier.id: list(_doors(quartier)) for quartier in quartiers}
    digest = hash_password(PASSWORD)
    for number, row in enumerate(rows):
        resident = _resident(row, digest, since=now() - timedelta(days=240 - number, hours=number))
        agree(resident)
        if row.get("verified", True):
            free = doors[quartiers[row["quartier"]].id]
            settle_in(resident, take(free, row.get("street"), number))


def _publish_charters() -> None:
    found()
    town = db.session.scalars(select(Municipality).order_by(Municipality.id).limit(1)).one()
    story = tomllib.loads(Path(__file__).with_name("demo_charter.toml").read_text("utf-8"))
    for version in story["versions"]:
        charter = begin_draft(town.id)
        write_draft(charter, **{name: said.strip() for name, said in version.items()})
        db.session.flush()
        publish(charter)
        db.session.flush()


def agree(resident: Resident) -> None:
    """Have somebody agree to all charters of the demonstration, but one neighbour to the last."""
    late = (resident.email or "").startswith(HAS_TO_READ)
    for charter in db.session.scalars(select(Charter).order_by(Charter.id)):
        if not late or charter.version == 1:
            accept(resident, charter)


def by_local_part() -> dict[str, Resident]:
    """Return the neighbours of the demonstration by the first part of their mail address.

    Those who have none are found by their name.
    """
    return {
        resident.email.partition("@")[0] if resident.email else resident.full_name: resident
        for resident in db.session.scalars(select(Resident))
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


def take(free: list[Address], street: str | None, number: int) -> Address:
    """Take a door, the first that is free in `street` when one is meant."""
    # Multiplying by a prime spreads people over the quartier, always the same way.
    start = number * 37 % len(free)
    in_street = (index for index, door in enumerate(free) if door.street == street)
    return free.pop(next(in_street, start))
