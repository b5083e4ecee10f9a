"""Who plays in the odd cases: the people of the demonstration, and some more."""

from collections.abc import Iterator

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address, Municipality, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.demo import agree, by_local_part
from neighbourhood.residents.models.residents import Resident
from verification.actions.claims import claim_address
from verification.models.claims import AddressClaim


class Stage:
    """Builds on the people of the demonstration."""

    def __init__(self) -> None:
        self.people = by_local_part()
        self.doors = self._doors()

    def _doors(self) -> Iterator[Address]:
        taken = select(Resident.address_id).where(Resident.address_id.is_not(None))
        here = self.people["marcel"].quartier_id
        known = db.session.scalars(taken).all()
        free = select(Address).where(Address.quartier_id == here, Address.id.not_in(known))
        return iter(db.session.scalars(free.order_by(Address.id)).all())

    def person(self, full_name: str, mailbox: str) -> Resident:
        """Open an account with the password of all the others."""
        resident = Resident(
            full_name=full_name,
            email=f"{mailbox}@valbourg.example",
            password_hash=self.people["nouveau"].password_hash,
            email_confirmed_at=now(),
        )
        db.session.add(resident)
        db.session.flush()
        agree(resident)
        return resident

    def quartier(self, name: str, insee: str, town: str) -> Quartier:
        """Open a quartier in a town of its own, so that Valbourg hears nothing of it."""
        left = int(insee) / 10_000
        ring = [[left, 45.0], [left + 0.02, 45.0], [left + 0.02, 45.02], [left, 45.02]]
        quartier = Quartier(
            municipality=Municipality(insee=insee, name=town),
            name=name,
            slug=f"q-{insee}",
            boundary={"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        )
        db.session.add(quartier)
        db.session.flush()
        return quartier

    def home(self, resident: Resident, quartier: Quartier, number: int) -> None:
        """Settle somebody in a street of that quartier."""
        left = quartier.boundary["coordinates"][0][0][0]
        door = Address(
            key=f"{quartier.slug}_{number}",
            number=number,
            street="rue du Faubourg-de-la-Vieille-Porte-Saint-Barthélemy",
            postcode="01000",
            town=quartier.municipality.name,
            insee=quartier.municipality.insee,
            lat=45.01,
            lon=left + 0.01,
            quartier_id=quartier.id,
        )
        db.session.add(door)
        db.session.flush()
        settle_in(resident, door)

    def claim(self, resident: Resident, method: str) -> AddressClaim:
        """Have somebody claim a door near Marcel."""
        return claim_address(Actor.of(resident), next(self.doors), method=method)
