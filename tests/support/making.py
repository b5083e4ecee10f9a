"""Rows with sensible values: `Make`, the factories of every test."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import insert, update
from sqlalchemy.orm import Session, joinedload, selectinload

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, db, transaction
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Address, Cell, Municipality, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.models.areas import ShownArea
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import SignIn
from verification.models.homes import Residency

T = TypeVar("T")
WITH_HOME = (joinedload(Resident.quartier), selectinload(Resident.address))
PASSWORD_HASH = "not a hash: tests sign in by the session"


class Make:
    """Rows with sensible values; each call commits, and hands back a detached object."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._numbers = itertools.count(1)
        self._together: Session | None = None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write directly: rows that have no factory of their own."""
        with self._app.app_context(), transaction():
            yield db.session()

    def act(self, action: Callable[..., T], actor: Resident, *rows: Any, **more: Any) -> T:
        """Do as somebody, with rows read again: `make.act(replies.accept, karima, reply)`."""
        with self.writing() as session:
            fresh = [session.get_one(type(row), row.id) for row in rows]
            return action(Actor.of(session.get_one(Resident, actor.id)), *fresh, **more)

    @contextmanager
    def _at_once(self) -> Iterator[Session]:
        """Make what belongs together in one transaction: a home, its square, its quartier."""
        if self._together is not None:
            yield self._together
            return
        with self.writing() as session:
            self._together = session
            try:
                yield session
            finally:
                self._together = None

    def _keep(self, row):
        with self._at_once() as session:
            session.add(row)
            session.flush()
            session.refresh(row)
        return row

    def _put(self, model: type[Base], **values: object) -> int:
        """Write a row past the unit of work, which weighs as much as many of them."""
        with self._at_once() as session:
            written = session.connection().execute(insert(model.__table__), values)
        return written.inserted_primary_key[0]

    def municipality(self, name: str = "Valbourg") -> Municipality:
        return self._keep(Municipality(insee=f"{next(self._numbers):05}", name=name))

    def quartier(
        self, name: str = "Les Tanneurs", municipality: Municipality | None = None
    ) -> Quartier:
        town = municipality or self.municipality()
        left = next(self._numbers) / 100
        square = [[left, 46], [left + 0.01, 46], [left + 0.01, 46.01], [left, 46.01], [left, 46]]
        boundary = {"type": "Polygon", "coordinates": [square]}
        slug = f"q{next(self._numbers)}"
        return self._keep(
            Quartier(municipality_id=town.id, name=name, slug=slug, boundary=boundary)
        )

    def cell(self, quartier: Quartier) -> Cell:
        with self._at_once() as session:
            return session.get_one(Cell, self._square(quartier))

    def _square(self, quartier: Quartier) -> int:
        return self._put(
            Cell,
            code=f"cell-{next(self._numbers)}",
            quartier_id=quartier.id,
            lat=46.005,
            lon=_middle(quartier),
            size_m=100,
            address_count=12,
        )

    def address(self, quartier: Quartier | None = None, **more: object) -> Address:
        with self._at_once() as session:
            return session.get_one(Address, self._door(quartier or self.quartier(), more))

    def _door(self, quartier: Quartier, more: dict[str, object]) -> int:
        number = next(self._numbers)
        values = {
            "key": f"99035_{number}",
            "number": number,
            "street": "rue des Tanneurs",
            "postcode": "99350",
            "town": "Valbourg",
            "insee": "99035",
            "lat": 46.005,
            "lon": _middle(quartier),
            "quartier_id": quartier.id,
            # Enough others in the street, without making them.
            "companions": FEWEST,
        }
        if "cell_id" not in more:
            values["cell_id"] = self._square(quartier)
        return self._put(Address, **{**values, **more})

    def resident(
        self,
        full_name: str = "Karima Benali",
        quartier: Quartier | None = None,
        *,
        verified: bool = True,
        **more: object,
    ) -> Resident:
        """A neighbour with a proved address, unless `verified` is False."""
        number = next(self._numbers)
        values = {
            "full_name": full_name,
            "email": f"resident{number}@example.org",
            "password_hash": PASSWORD_HASH,
            "email_confirmed_at": now() - timedelta(days=30),
            "created_at": now() - timedelta(days=30),
            **more,
        }
        with self._at_once() as session:
            resident_id = (
                self._at_home(values, quartier) if verified else self._put(Resident, **values)
            )
            return session.get_one(Resident, resident_id, options=WITH_HOME)

    def _at_home(self, values: dict[str, Any], quartier: Quartier | None) -> int:
        """Write what `settle_in` would of somebody new, in a quarter of its time."""
        here = quartier or self.quartier()
        address_id, moment = self._door(here, {}), now()
        proved = {
            "address_id": address_id,
            "quartier_id": here.id,
            "verified_at": moment,
            "residency_expires_at": moment + accounts.RESIDENCY,
            "proved_name": values["full_name"],
            "name_to_prove": False,
            "shows_street": False,
        }
        resident_id = self._put(Resident, **{**values, **proved})
        self._put(ShownArea, resident_id=resident_id, quartier_id=here.id)
        self._put(Residency, resident_id=resident_id, address_id=address_id, since=moment)
        with self._at_once() as session:
            unseen = Quartier.id == here.id, Quartier.shown_at.is_(None)
            session.connection().execute(
                update(Quartier.__table__).where(*unseen).values(shown_at=moment)
            )
        return resident_id

    def sign_in(self, resident: Resident) -> SignIn:
        """A browser where a resident is signed in, whose cookie nobody holds."""
        number = next(self._numbers)
        at = {"created_at": now(), "last_seen_at": now()}
        return self._keep(
            SignIn(resident_id=resident.id, fingerprint=f"{number}", agent="test", **at)
        )


def _middle(quartier: Quartier) -> float:
    return quartier.boundary["coordinates"][0][0][0] + 0.005
