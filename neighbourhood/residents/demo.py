"""Two hundred neighbours of the demonstration town, and who acts for whom."""

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
from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import mandates
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident, Scope

DOMAIN = "valbourg.example"


def build() -> None:
    """Settle everyone in `demo.toml`, each behind a door of their own."""
    story = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    rows = story["residents"]
    quartiers = list(db.session.scalars(select(Quartier).order_by(Quartier.id)))
    doors = {quartier.id: list(_doors(quartier)) for quartier in quartiers}
    digest = hash_password(PASSWORD)
    for number, row in enumerate(rows):
        resident = _resident(row, digest, since=now() - timedelta(days=240 - number, hours=number))
        if row.get("verified", True):
            free = doors[quartiers[row["quartier"]].id]
            settle_in(resident, _take(free, row.get("street"), number))
    people = by_local_part()
    for row in story["mandates"]:
        _mandate(row, people)
    for row in story["on_paper"]:
        _on_paper(row, people, doors[quartiers[row["quartier"]].id])


def _mandate(row: dict[str, Any], people: dict[str, Resident]) -> None:
    mandate = mandates.give(Actor.of(people[row["principal"]]), terms=_terms(row))
    if "agent" in row:
        mandates.take_up(Actor.of(people[row["agent"]]), mandate)


def _on_paper(row: dict[str, Any], people: dict[str, Resident], free: list[Address]) -> None:
    home = _take(free, row["street"], len(people))
    form = mandates.prepare_on_paper(
        Actor.of(people[row["agent"]]), full_name=row["full_name"], address=home, terms=_terms(row)
    )
    settle_in(form.principal, home)
    mandates.record_paper(Actor.of(people[row["seen_by"]]), form, principal=form.principal)


def _terms(row: dict[str, Any]) -> mandates.Terms:
    return mandates.Terms(scopes=frozenset(map(Scope, row["scopes"])), days=row["days"])


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


def _take(free: list[Address], street: str | None, number: int) -> Address:
    # Multiplying by a prime spreads people over the quartier, always the same way.
    start = number * 37 % len(free)
    in_street = (index for index, door in enumerate(free) if door.street == street)
    return free.pop(next(in_street, start))
