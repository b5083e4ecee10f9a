"""Who acts for whom in the demonstration town: neighbours, and the people partners accompany."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions import accompanying, giving
from neighbourhood.partners.demo import by_name
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Address, Municipality, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.demo import by_local_part, take
from neighbourhood.residents.models.residents import Resident


def build() -> None:
    """Have everyone in `demo.toml` give, take up or sign a mandate."""
    story = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    quartiers = list(db.session.scalars(select(Quartier).order_by(Quartier.id)))
    for row in story["mandates"]:
        _mandate(row, people)
    for row in story["on_paper"]:
        free = _free(Address.quartier_id == quartiers[row["quartier"]].id)
        _on_paper(row, people, take(free, row["street"], len(people)))
    partners = by_name()
    for row in story["accompanied"]:
        mandate = giving.give(Actor.of(people[row["email"]]), terms=_terms(row))
        colleague = Actor.of(people[row["typed_by"]])
        accompanying.take_up(colleague, partners[row["partner"]], mandate)
    for row in story["prepared"]:
        _prepare(partners[row["partner"]], people[row["prepared_by"]], row)


def _mandate(row: Mapping[str, Any], people: Mapping[str, Resident]) -> None:
    mandate = giving.give(Actor.of(people[row["principal"]]), terms=_terms(row))
    if "agent" in row:
        giving.take_up(Actor.of(people[row["agent"]]), mandate)


def _on_paper(row: Mapping[str, Any], people: Mapping[str, Resident], home: Address) -> None:
    form = giving.prepare_on_paper(
        Actor.of(people[row["agent"]]), full_name=row["full_name"], address=home, terms=_terms(row)
    )
    settle_in(form.principal, home)
    giving.record_paper(Actor.of(people[row["seen_by"]]), form, principal=form.principal)


def _prepare(partner: Partner, colleague: Resident, told: Mapping[str, Any]) -> None:
    accompanying.prepare_on_paper(
        Actor.of(colleague),
        partner,
        full_name=told["full_name"],
        address=_door_in(partner.municipality, told["street"]),
        terms=_terms(told),
    )


def _door_in(town: Municipality, street: str) -> Address:
    return _free(Quartier.municipality_id == town.id, Address.street == street)[0]


def _free(*where: Any) -> list[Address]:
    taken = select(Resident.address_id).where(Resident.address_id.is_not(None))
    free = (
        select(Address)
        .join(Address.quartier)
        .where(Address.id.not_in(db.session.scalars(taken).all()), *where)
    )
    return list(db.session.scalars(free.order_by(Address.id)))


def _terms(told: Mapping[str, Any]) -> giving.Terms:
    return giving.Terms(scopes=frozenset(told["scopes"]), days=told["days"])
