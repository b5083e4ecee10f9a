"""Codes for the households of a quartier, printed all at once."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address, Quartier
from neighbourhood.places.spelling import words
from verification.models.letters import HouseholdCode
from verification.queries import letters

HOUSEHOLD_VALID = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Printed:
    """A code in clear, on its way to the printer: it is kept nowhere."""

    kept: HouseholdCode
    address: Address
    code: str

    @property
    def address_id(self) -> int:
        """Whose door it is for."""
        return self.kept.address_id


def print_codes(quartier: Quartier) -> list[Printed]:
    """Give each address of a quartier a new code; those printed before are worth nothing."""
    printed = draft_codes(letters.addresses_in(quartier.id))
    put_in_force(quartier, printed)
    return printed


def doors_of(quartier: Quartier, street: str | None) -> list[Address]:
    """Return the doors of a quartier, or of one of its streets however it is spelled."""
    doors = letters.addresses_in(quartier.id)
    return [one for one in doors if street is None or words(one.street) == words(street)]


def draft_codes(doors: Iterable[Address]) -> list[Printed]:
    """Draw a code for each of `doors`: it is worth nothing until it is put in force."""
    return [_code_for(address) for address in doors]


def put_in_force(quartier: Quartier, printed: Collection[Printed]) -> None:
    """Have these codes count; those printed before for the same doors are worth nothing."""
    doors = {one.address_id for one in printed}
    for former in letters.household_codes_in(quartier.id):
        if former.address_id in doors:
            former.ended_at = now()
    db.session.flush()
    db.session.add_all(one.kept for one in printed)
    db.session.flush()


def _code_for(address: Address) -> Printed:
    code = "".join(secrets.choice(codes.ALPHABET) for _ in range(codes.LENGTH))
    key, moment = settings.current().secret_key, now()
    kept = HouseholdCode(
        address_id=address.id,
        code_hash=codes.digest(key, code, "household", address.id),
        created_at=moment,
        expires_at=moment + HOUSEHOLD_VALID,
    )
    return Printed(kept, address, code)
