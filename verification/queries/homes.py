"""Reading where residents live and lived."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.homes import Residency


def present_home(resident: Resident) -> Residency | None:
    """Return the present home of `resident`."""
    statement = select(Residency).where(
        Residency.resident_id == resident.id, Residency.until.is_(None)
    )
    return db.session.scalar(statement)


def former_homes(resident: Resident) -> Sequence[Residency]:
    """Return where `resident` lived before, latest first."""
    statement = (
        select(Residency)
        .options(selectinload(Residency.address))
        .where(Residency.resident_id == resident.id, Residency.until.is_not(None))
        .order_by(Residency.until.desc())
    )
    return db.session.scalars(statement).all()


def proof_of_home(resident: Resident) -> AddressClaim | None:
    """Return the latest claim that proved the address where `resident` lives."""
    statement = select(AddressClaim).where(
        AddressClaim.resident_id == resident.id,
        AddressClaim.address_id == resident.address_id,
        AddressClaim.status == ClaimStatus.CONFIRMED,
    )
    return db.session.scalar(statement.order_by(AddressClaim.id.desc()).limit(1))


def to_be_asked(before: datetime) -> Sequence[Residency]:
    """Return the present homes to be confirmed before then, of people not asked yet."""
    statement = (
        select(Residency)
        .join(Residency.resident)
        .where(
            Residency.until.is_(None),
            Residency.asked_at.is_(None),
            Resident.residency_expires_at < before,
            Resident.closed_at.is_(None),
        )
        .order_by(Residency.id)
    )
    return db.session.scalars(holding.held(statement, Residency)).all()
