"""Reading claims and letters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation import settings
from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.foundation.errors import Missing
from neighbourhood.places.gazetteer import choices
from neighbourhood.places.models import Address, Quartier
from neighbourhood.places.queries import address_by_key
from neighbourhood.residents.models import Resident
from verification import codes
from verification.models import AddressClaim, ClaimStatus, LetterCode

Row = TypeVar("Row", AddressClaim, LetterCode)

MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed address may mean: one door for sure, or some to choose from."""

    exact: Address | None
    choices: Sequence[Address]


def find_addresses(typed: str) -> Found:
    """Look for doors we know; a street without a number, or a door we do not know, is no answer."""
    places = choices(typed, MOST_CHOICES)
    doors = [(address_by_key(place.key), place.exact) for place in places if place.key]
    known = [(address, exact) for address, exact in doors if address is not None]
    exact = next((address for address, exact in known if exact), None)
    return Found(exact, [address for address, _ in known])


def awaiting_claim(resident: Resident, *, lock: bool = False) -> AddressClaim | None:
    """Return the claim that `resident` has not proved yet."""
    statement = select(AddressClaim).where(
        AddressClaim.resident_id == resident.id, AddressClaim.status == ClaimStatus.AWAITING
    )
    return db.session.scalar(_locked(statement) if lock else statement)


def last_claim(resident: Resident) -> AddressClaim | None:
    """Return the latest claim of `resident`, whatever became of it."""
    mine = select(AddressClaim).where(AddressClaim.resident_id == resident.id)
    return db.session.scalar(mine.order_by(AddressClaim.id.desc()).limit(1))


def live_letter(claim: AddressClaim, *, lock: bool = False) -> LetterCode | None:
    """Return the letter whose code counts."""
    statement = select(LetterCode).where(
        LetterCode.claim_id == claim.id, LetterCode.ended_at.is_(None)
    )
    return db.session.scalar(_locked(statement) if lock else statement)


def code_in(letter: LetterCode) -> str:
    """Return the code printed in `letter`: whoever calls this is printing it or checking it."""
    return codes.derive(settings.current().secret_key, *bound_to(letter.claim), letter.nonce)


def bound_to(claim: AddressClaim) -> tuple[int, int]:
    """Return what a code is worth something for: this account at this address."""
    return claim.resident_id, claim.address_id


def letters_of(resident: Resident, since: datetime) -> Sequence[LetterCode]:
    """Return the letters that count for `resident`, oldest first."""
    statement = _letters_that_count(since).where(AddressClaim.resident_id == resident.id)
    return db.session.scalars(statement.order_by(LetterCode.created_at)).all()


def letters_to(address: Address, since: datetime) -> int:
    """Count the letters to an address, whoever asked for them and whatever became of them."""
    statement = _letters_that_count(since).where(AddressClaim.address_id == address.id)
    return db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def _letters_that_count(since: datetime) -> Select[LetterCode]:
    # A letter given up before it was printed, and never tried, has cost nobody anything.
    counts = or_(
        LetterCode.ended_at.is_(None), LetterCode.printed_at.is_not(None), LetterCode.tries > 0
    )
    return select(LetterCode).join(LetterCode.claim).where(LetterCode.created_at > since, counts)


def waiting_letters(
    municipality_ids: Collection[int], *, lock: bool = False
) -> Sequence[LetterCode]:
    """Return the letters that these town halls have not posted yet, oldest first."""
    statement = (
        select(LetterCode)
        .join(LetterCode.claim)
        .join(AddressClaim.address)
        .join(AddressClaim.resident)
        .join(Address.quartier)
        .options(
            contains_eager(LetterCode.claim).options(
                contains_eager(AddressClaim.address)
                .contains_eager(Address.quartier)
                .joinedload(Quartier.municipality),
                contains_eager(AddressClaim.resident),
            )
        )
        .where(
            Quartier.municipality_id.in_(municipality_ids),
            LetterCode.ended_at.is_(None),
            LetterCode.posted_at.is_(None),
            LetterCode.expires_at > now(),
            Resident.closed_at.is_(None),
        )
        .order_by(LetterCode.created_at, LetterCode.id)
    )
    if lock:
        statement = statement.with_for_update(of=LetterCode)
    return db.session.scalars(statement).all()


def disputed_claims(municipality_ids: Collection[int]) -> Sequence[AddressClaim]:
    """Return the claims that somebody at the address says they know nothing of."""
    statement = (
        select(AddressClaim)
        .join(AddressClaim.address)
        .join(Address.quartier)
        .options(contains_eager(AddressClaim.address), joinedload(AddressClaim.resident))
        .where(
            Quartier.municipality_id.in_(municipality_ids),
            AddressClaim.disputed_at.is_not(None),
            AddressClaim.status.in_((ClaimStatus.AWAITING, ClaimStatus.CONFIRMED)),
        )
        .order_by(AddressClaim.disputed_at)
    )
    return db.session.scalars(statement).all()


def disputed_claim(claim_id: int) -> AddressClaim:
    """Return a claim that somebody disputes; `Missing` when there is none."""
    wanted = select(AddressClaim).where(
        AddressClaim.id == claim_id, AddressClaim.disputed_at.is_not(None)
    )
    claim = db.session.scalar(_locked(wanted))
    if claim is None:
        raise Missing
    return claim


def claim_by_reference(reference: str) -> AddressClaim | None:
    """Return the claim whose letter bears `reference`."""
    return db.session.scalar(
        _locked(select(AddressClaim).where(AddressClaim.reference == reference))
    )


def outdated_claims() -> Sequence[AddressClaim]:
    """Return the claims whose letter has a code that is too old."""
    statement = (
        select(AddressClaim)
        .join(LetterCode, LetterCode.claim_id == AddressClaim.id)
        .where(
            AddressClaim.status == ClaimStatus.AWAITING,
            LetterCode.ended_at.is_(None),
            LetterCode.expires_at <= now(),
        )
    )
    return db.session.scalars(statement.with_for_update(of=AddressClaim)).all()


def _locked(statement: Select[Row]) -> Select[Row]:
    # What another transaction decided while we waited is what counts, not what we read before.
    return statement.with_for_update().execution_options(populate_existing=True)
