"""A partner with two people who publish, needs in any state, and gifts that are paid at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import select

import neighbourhood.needs.queries as needs
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.needs import actions, revising
from neighbourhood.needs.actions import Told
from neighbourhood.needs.models import Need, NeedKind
from neighbourhood.needs.versions import RevisionOf
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import Partner, PartnerKind, StaffRole
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.rounds import release

if TYPE_CHECKING:
    from tests.support.making import Make


# Every question of the checklist, answered.
TICKS = {"questions": ["family", "work", "health", "origin", "home", "story"]}
# What a form of a proof says of twenty euros that were spent.
PROOF = {"kind": "invoice", "spent_on": "2026-03-12", "amount": "20"}


def proof_of(text: str, cents: int) -> dict[str, object]:
    """What a proof says."""
    return {
        "text": text,
        "proof_kind": "invoice",
        "spent_on": "2026-03-12",
        "spent_cents": cents,
    }


@dataclass
class Office:
    """A partner at work: `author` writes, `reader` approves, both in `quartier`."""

    app: Flask
    partner: Partner
    quartier: Quartier
    author: Resident
    reader: Resident

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with self.app.app_context(), transaction():
            yield

    def told(self, **more: object) -> Told:
        values = {
            "kind": NeedKind.HEATING,
            "title": "Une facture de chauffage",
            "covers": "Le solde d’une facture de gaz.",
            "target_cents": 15000,
            "quartier": self.quartier,
        }
        return Told(**{**values, **more})

    def draft(self, **more: object) -> Need:
        with self.at_work():
            return actions.write(Actor.of(self.author), self.partner, self.told(**more))

    def submitted(self, **more: object) -> Need:
        need = self.draft(**more)
        with self.at_work():
            actions.submit(Actor.of(self.author), needs.locked(need.id))
        return self.now(need)

    def approved(self, **more: object) -> Need:
        need = self.submitted(**more)
        with self.at_work():
            actions.approve(Actor.of(self.reader), needs.locked(need.id))
        return self.now(need)

    def open(self, **more: object) -> Need:
        need = self.approved(**more)
        self.release(need)
        return self.now(need)

    def release(self, *waiting: Need) -> None:
        """Publish what waits as a round of two weeks later does; it is dated of now."""
        with self.at_work():
            town = db.session.get_one(Municipality, self.partner.municipality_id)
            release(town, now() + timedelta(days=15), now())
            for need in waiting:
                assert db.session.get_one(Need, need.id).is_open

    def withdraw(self, need: Need) -> None:
        with self.at_work():
            actions.withdraw(Actor.of(self.author), needs.locked(need.id))

    def prove(
        self, need: Need, text: str = "La facture est payée.", cents: int | None = None
    ) -> None:
        with self.at_work():
            held = needs.locked(need.id)
            says = proof_of(text, held.raised_cents if cents is None else cents)
            proof = revising.revise(Actor.of(self.author), held, RevisionOf.PROOF, says)
            revising.submit(Actor.of(self.author), held, proof)
            revising.approve(Actor.of(self.reader), held, proof)

    def correction(self, need: Need, **more: object) -> int:
        """Write another version and ask for it to be read; return its id."""
        with self.at_work():
            held = needs.locked(need.id)
            says = {**needs.said_of(held, RevisionOf.NEED), **more}
            written = revising.revise(Actor.of(self.author), held, RevisionOf.NEED, says)
            revising.submit(Actor.of(self.author), held, written)
            return written.id

    def correct(self, need: Need, **more: object) -> Need:
        """Publish another version of a need."""
        revision_id = self.correction(need, **more)
        with self.at_work():
            held = needs.locked(need.id)
            revising.approve(Actor.of(self.reader), held, needs.revision_of(held, revision_id))
        return self.now(need)

    def promise(self, donor: Resident, need: Need, cents: int) -> Pledge:
        with self.at_work():
            return gifts.pledge(
                Actor.of(db.session.get_one(Resident, donor.id)), need.fund, amount_cents=cents
            )

    def settle(self, pledge: Pledge) -> Pledge:
        with self.at_work():
            gifts.settle(
                pledge.key, amount_cents=pledge.amount_cents, payment_reference=f"ref-{pledge.key}"
            )
        return self.pledge_now(pledge)

    def give(self, donor: Resident, need: Need, cents: int) -> Pledge:
        return self.settle(self.promise(donor, need, cents))

    def now(self, need: Need) -> Need:
        with self.app.app_context():
            return db.session.get_one(Need, need.id)

    def pledge_now(self, pledge: Pledge) -> Pledge:
        with self.app.app_context():
            return db.session.scalars(select(Pledge).where(Pledge.key == pledge.key)).one()


def open_office_in(
    app: Flask, make: "Make", name: str = "Centre social", town: Municipality | None = None
) -> Office:
    """Open the office of one more partner, in a town of its own unless told which."""
    quartier = make.quartier("Les Tanneurs", town)
    people = [make.resident(name, quartier) for name in ("Sophie Martin", "Hassan Alaoui")]
    with app.app_context(), transaction():
        here = db.session.get_one(Municipality, quartier.municipality_id)
        partner = accrediting.accredit(here, name=name, kind=PartnerKind.ASSOCIATION)
        for person in people:
            member = db.session.get_one(Resident, person.id)
            staffing.name_staff(partner, member, role=StaffRole.PUBLISH)
    return Office(app, partner, quartier, *people)


@pytest.fixture
def open_office(app: Flask, make: "Make") -> Callable[..., Office]:
    return partial(open_office_in, app, make)


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    return open_office()
