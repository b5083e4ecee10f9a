"""Making others wait: always the accounts first, then the claim, so that nobody waits in a ring."""

from sqlalchemy import select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim


def alone(actor: Actor) -> Resident:
    """Return `actor`, for whom two tabs wait for each other: limits are counted once."""
    return _held([actor.id])[actor.id]


def both_alone(actor: Actor, claim: AddressClaim) -> Resident:
    """Return `actor`; whoever claims waits too."""
    return _held([actor.id, claim.resident_id])[actor.id]


def hold_claim(claim: AddressClaim) -> AddressClaim:
    """Return `claim` as it is now, for whoever decides on it."""
    _held([claim.resident_id])
    return holding.hold(AddressClaim, claim.id)


def _held(resident_ids: list[int]) -> dict[int, Resident]:
    wanted = select(Resident).where(Resident.id.in_(resident_ids)).order_by(Resident.id)
    found = {one.id: one for one in db.session.scalars(holding.held(wanted, Resident))}
    if len(found) < len(set(resident_ids)):
        raise Missing
    return found
