"""Reading claims."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import homes
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim, ClaimStatus, ForbiddenMethod, WrongTry

Claims = Select[AddressClaim]

WRONG_TRIES_COUNT = timedelta(days=1)


def awaiting_claim(resident: Resident, *, lock: bool = False) -> AddressClaim | None:
    """Return the claim that `resident` has not proved yet."""
    statement = select(AddressClaim).where(
        AddressClaim.resident_id == resident.id, AddressClaim.status == ClaimStatus.AWAITING
    )
    return db.session.scalar(holding.held(statement) if lock else statement)


def last_claim(resident: Resident) -> AddressClaim | None:
    """Return the latest claim of `resident`, whatever became of it."""
    mine = select(AddressClaim).where(AddressClaim.resident_id == resident.id)
    return db.session.scalar(mine.order_by(AddressClaim.id.desc()).limit(1))


def claims_of(resident: Resident) -> Sequence[AddressClaim]:
    """Return every claim of `resident`, the latest first."""
    mine = select(AddressClaim).where(AddressClaim.resident_id == resident.id)
    return with_people(mine.order_by(AddressClaim.id.desc()))


def bound_to(claim: AddressClaim) -> tuple[int, int]:
    """Return what a code is worth something for: this account at this address."""
    return claim.resident_id, claim.address_id


def in_towns(municipality_ids: Collection[int], *conditions: ColumnElement[bool]) -> Claims:
    """Select the claims in some towns of which all `conditions` hold."""
    claimed = db.session.scalars(select(AddressClaim.address_id).distinct().where(*conditions))
    there = homes.in_towns(claimed, municipality_ids)
    return select(AddressClaim).where(homes.is_one_of(AddressClaim.address_id, there), *conditions)


def with_people(claims: Claims) -> Sequence[AddressClaim]:
    """Read claims with their addresses and whose they are, however many, in two statements."""
    whole = selectinload(AddressClaim.address), joinedload(AddressClaim.resident)
    return db.session.scalars(claims.options(*whole)).all()


def disputed_claims(
    municipality_ids: Collection[int], status: ClaimStatus
) -> Sequence[AddressClaim]:
    """Return the claims that somebody at the address says they know nothing of."""
    disputed = AddressClaim.disputed_at.is_not(None), AddressClaim.status == status
    return with_people(in_towns(municipality_ids, *disputed).order_by(AddressClaim.disputed_at))


def waiting_by(municipality_ids: Collection[int], method: str) -> Sequence[AddressClaim]:
    """Return the claims in these towns that wait for one way to be proved, oldest first."""
    waiting = AddressClaim.method == method, AddressClaim.status == ClaimStatus.AWAITING
    return with_people(in_towns(municipality_ids, *waiting).order_by(AddressClaim.id))


def claim_of(claim_id: int) -> AddressClaim | None:
    """Return a claim, whatever became of it."""
    return db.session.get(AddressClaim, claim_id)


def claim_that_waited(claim_id: int, method: str) -> AddressClaim | None:
    """Return a claim that waits for one way to be proved, or waits no more."""
    claim = claim_of(claim_id)
    elsewhere = claim and claim.status is ClaimStatus.AWAITING and claim.method != method
    return None if elsewhere else claim


def claim_by_reference(reference: str) -> AddressClaim | None:
    """Return the claim whose letter bears `reference`."""
    return db.session.scalar(
        holding.held(select(AddressClaim).where(AddressClaim.reference == reference))
    )


def outdated_claims(too_old: Collection[Select[Any]]) -> Sequence[AddressClaim]:
    """Return the claims that wait no more, among those that each of `too_old` selects."""
    statement = select(AddressClaim).where(
        AddressClaim.status == ClaimStatus.AWAITING, AddressClaim.id.in_(union_all(*too_old))
    )
    return db.session.scalars(holding.held(statement.order_by(AddressClaim.id))).all()


def claims_on(address: Address, since: datetime) -> int:
    """Count the claims on an address, whoever made them and whatever became of them."""
    statement = select(func.count()).where(
        AddressClaim.address_id == address.id, AddressClaim.created_at > since
    )
    return db.session.scalar(statement) or 0


def claims_disputed(resident_id: int, address_id: int) -> Sequence[AddressClaim]:
    """Return the claims of a resident of whom people at an address say they know nothing."""
    statement = select(AddressClaim).where(
        AddressClaim.resident_id == resident_id,
        AddressClaim.address_id == address_id,
        AddressClaim.disputed_at.is_not(None),
    )
    return db.session.scalars(statement.order_by(AddressClaim.id)).all()


def wrong_tries(resident_id: int, method: str) -> int:
    """Count the wrong codes that a resident typed since yesterday."""
    statement = select(func.count()).where(
        WrongTry.resident_id == resident_id,
        WrongTry.method == method,
        WrongTry.created_at > now() - WRONG_TRIES_COUNT,
    )
    return db.session.scalar(statement) or 0


def forbidden_methods(municipality_id: int) -> set[str]:
    """Return the ways to prove an address that a town does not take."""
    statement = select(ForbiddenMethod.method).where(
        ForbiddenMethod.municipality_id == municipality_id
    )
    return set(db.session.scalars(statement))


def count_waiting(municipality_id: int) -> dict[str, int]:
    """Count the claims of a town that wait, by the proof they wait for."""
    asked = select(AddressClaim.method, AddressClaim.address_id)
    waiting = db.session.execute(asked.where(AddressClaim.status == ClaimStatus.AWAITING)).all()
    here = homes.in_towns((row.address_id for row in waiting), [municipality_id])
    return Counter(row.method for row in waiting if row.address_id in here)
