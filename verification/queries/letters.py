"""Reading letters and the codes of households."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from neighbourhood.foundation import settings
from neighbourhood.foundation.outside.letters import LATELY, MOST_LISTED
from neighbourhood.foundation.storing import codes, holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import homes
from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim
from verification.models.letters import HouseholdCode, LetterCode
from verification.queries.claims import bound_to

_ITS_LETTER = LetterCode.claim_id == AddressClaim.id


def live_letter(claim: AddressClaim, *, lock: bool = False) -> LetterCode | None:
    """Return the letter whose code counts."""
    statement = select(LetterCode).where(
        LetterCode.claim_id == claim.id, LetterCode.ended_at.is_(None)
    )
    return db.session.scalar(holding.held(statement) if lock else statement)


def code_in(letter: LetterCode) -> str:
    """Return the code printed in `letter`: whoever calls this is printing it or checking it."""
    return codes.derive(settings.current().secret_key, *bound_to(letter.claim), letter.nonce)


def letter_of(letter_id: int) -> LetterCode | None:
    """Return a letter, whatever became of it."""
    return db.session.get(LetterCode, letter_id)


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
        _at_desks(municipality_ids)
        .where(LetterCode.posted_at.is_(None))
        .order_by(LetterCode.created_at, LetterCode.id)
    )
    return db.session.scalars(holding.held(statement, LetterCode) if lock else statement).all()


def posted_letters(
    municipality_ids: Collection[int], *, lock: bool = False
) -> Sequence[LetterCode]:
    """Return the letters that these town halls posted lately and that still count, latest first."""
    statement = (
        _at_desks(municipality_ids)
        .where(LetterCode.posted_at > now() - LATELY)
        .order_by(LetterCode.posted_at.desc(), LetterCode.id.desc())
        .limit(MOST_LISTED)
    )
    return db.session.scalars(holding.held(statement, LetterCode) if lock else statement).all()


def _at_desks(municipality_ids: Collection[int]) -> Select[LetterCode]:
    waiting = LetterCode.ended_at.is_(None), LetterCode.expires_at > now()
    asked = select(AddressClaim.address_id).distinct().join(LetterCode, _ITS_LETTER)
    there = homes.in_towns(db.session.scalars(asked.where(*waiting)), municipality_ids)
    return (
        select(LetterCode)
        .join(LetterCode.claim)
        .join(AddressClaim.resident)
        .options(
            contains_eager(LetterCode.claim).options(
                selectinload(AddressClaim.address)
                .joinedload(Address.quartier)
                .joinedload(Quartier.municipality),
                contains_eager(AddressClaim.resident),
            )
        )
        .where(
            homes.is_one_of(AddressClaim.address_id, there), *waiting, Resident.closed_at.is_(None)
        )
    )


def household_code(address_id: int, *, lock: bool = False) -> HouseholdCode | None:
    """Return the code last printed for an address, unless it was revoked."""
    statement = select(HouseholdCode).where(
        HouseholdCode.address_id == address_id, HouseholdCode.ended_at.is_(None)
    )
    return db.session.scalar(holding.held(statement) if lock else statement)


def household_codes_in(quartier_id: int) -> Sequence[HouseholdCode]:
    """Return the codes in use in a quartier, to be revoked."""
    statement = (
        select(HouseholdCode)
        .join(HouseholdCode.address)
        .where(Address.quartier_id == quartier_id, HouseholdCode.ended_at.is_(None))
    )
    return db.session.scalars(holding.held(statement, HouseholdCode)).all()


def addresses_in(quartier_id: int) -> Sequence[Address]:
    """Return the doors of a quartier in the order of a round."""
    statement = select(Address).where(Address.quartier_id == quartier_id)
    return db.session.scalars(
        statement.order_by(Address.street, Address.number, Address.suffix, Address.id)
    ).all()
