"""Reading proofs that may be wrong, and those that were taken back."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.homes import Residency, Withdrawal
from verification.models.vouching import CircleAlert
from verification.queries.claims import in_towns

PROVED = (ClaimStatus.CONFIRMED, ClaimStatus.WITHDRAWN)


def proof(claim_id: int) -> AddressClaim:
    """Return a claim that proved a home, whatever came after; `Missing` for any other."""
    claim = db.session.scalar(
        select(AddressClaim)
        .options(selectinload(AddressClaim.address), joinedload(AddressClaim.resident))
        .where(AddressClaim.id == claim_id, AddressClaim.status.in_(PROVED))
    )
    if claim is None:
        raise Missing
    return claim


def proof_by_reference(municipality_ids: Collection[int], reference: str) -> AddressClaim | None:
    """Return the proof in these towns whose number a resident says at the desk."""
    proved = AddressClaim.reference == reference, AddressClaim.status.in_(PROVED)
    return db.session.scalar(in_towns(municipality_ids, *proved))


def alert_about(claim: AddressClaim) -> CircleAlert | None:
    """Return what seemed wrong with those who vouched, looked at or not."""
    return db.session.scalar(select(CircleAlert).where(CircleAlert.claim_id == claim.id))


def alert(alert_id: int) -> CircleAlert | None:
    """Return one alert about those who vouched."""
    return db.session.get(CircleAlert, alert_id)


def to_look_at(municipality_ids: Collection[int]) -> int:
    """Count the proofs of these towns that wait for somebody to look at them."""
    unseen = select(CircleAlert.claim_id).where(CircleAlert.seen_at.is_(None))
    disputed = (AddressClaim.status == ClaimStatus.CONFIRMED) & AddressClaim.disputed_at.is_not(
        None
    )
    waiting = in_towns(municipality_ids, disputed | AddressClaim.id.in_(unseen))
    return db.session.scalar(waiting.with_only_columns(func.count())) or 0


def proofs_of(home: Residency) -> Sequence[AddressClaim]:
    """Return the claims that proved a home: the first, and those made again after a year."""
    statement = select(AddressClaim).where(
        AddressClaim.resident_id == home.resident_id,
        AddressClaim.address_id == home.address_id,
        AddressClaim.status == ClaimStatus.CONFIRMED,
    )
    return db.session.scalars(statement.order_by(AddressClaim.id)).all()


def last_withdrawal(resident: Resident) -> Withdrawal | None:
    """Return how the proof of a home of `resident` was last taken back."""
    mine = select(Withdrawal).where(Withdrawal.resident_id == resident.id)
    return db.session.scalar(mine.order_by(Withdrawal.id.desc()).limit(1))


def withdrawal_of(claim: AddressClaim) -> Withdrawal | None:
    """Return how the home that `claim` proved was last taken back."""
    statement = (
        select(Withdrawal)
        .join(Withdrawal.home)
        .options(joinedload(Withdrawal.actor))
        .where(
            Withdrawal.resident_id == claim.resident_id,
            Residency.address_id == claim.address_id,
        )
    )
    return db.session.scalar(statement.order_by(Withdrawal.id.desc()).limit(1))
