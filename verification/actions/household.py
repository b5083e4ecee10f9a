"""Codes for the households of a quartier, printed all at once."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address, Quartier
from verification.models.letters import HouseholdCode
from verification.queries import letters

HOUSEHOLD_VALID = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Printed:
    """A code in clear, on its way to the printer: it is kept nowhere."""

    kept: HouseholdCode
    code: str


def print_codes(quartier: Quartier) -> list[Printed]:
    """Give each address of a quartier a new code; those printed before are worth nothing."""
    for former in letters.household_codes_in(quartier.id):
        former.ended_at = now()
    db.session.flush()
    printed = [_code_for(address) for address in letters.addresses_in(quartier.id)]
    db.session.flush()
    return printed


def _code_for(address: Address) -> Printed:
    code = "".join(secrets.choice(codes.ALPHABET) for _ in range(codes.LENGTH))
    key, moment = settings.current().secret_key, now()
    kept = HouseholdCode(
        address=address,
        code_hash=codes.digest(key, code, "household", address.id),
        created_at=moment,
        expires_at=moment + HOUSEHOLD_VALID,
    )
    db.session.add(kept)
    return Printed(kept, code)
