"""Finding accounts that are closed and not yet erased."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.residents.kinds import AT_CLOSING
from neighbourhood.residents.models.closings import Closing, ClosingStatus
from neighbourhood.residents.models.residents import Resident


def under_way(resident_id: int) -> Closing | None:
    """Return the closing from which one may still come back."""
    return db.session.scalar(
        select(Closing).where(
            Closing.resident_id == resident_id, Closing.status == ClosingStatus.CLOSED
        )
    )


def may_enter(resident: Resident) -> bool:
    """Whether a right password leads somewhere: inside, or to the way back of a closed account."""
    return resident.is_active or under_way(resident.id) is not None


def enterable() -> ColumnElement[bool]:
    """Tell the same in SQL."""
    closed = select(Closing.id).where(
        Closing.resident_id == Resident.id, Closing.status == ClosingStatus.CLOSED
    )
    return or_(Resident.closed_at.is_(None), closed.exists())


def locked_to_enter(resident_id: int) -> Resident | None:
    """Return an account that is open, or may be again, for whoever changes how it is entered."""
    mine = select(Resident).where(Resident.id == resident_id, enterable())
    return db.session.scalar(held(mine, Resident))


def hold_administrators() -> Sequence[Resident]:
    """Hold the administrators whose accounts are open: two do not leave in one moment."""
    those = select(Resident).where(Resident.is_administrator, Resident.closed_at.is_(None))
    return db.session.scalars(held(those.order_by(Resident.id), Resident)).all()


def due(moment: datetime) -> Sequence[int]:
    """Return the closings whose two weeks are over at `moment`, the oldest first."""
    waiting = Closing.status == ClosingStatus.CLOSED, Closing.due_at <= moment
    return db.session.scalars(select(Closing.id).where(*waiting).order_by(Closing.id)).all()


def refusals(resident: Resident) -> list[DomainError]:
    """Return why the account of `resident` cannot be closed now, nothing when it can."""
    return [refusal for each in AT_CLOSING.values() for refusal in each.hinders(resident)]


def endings(resident: Resident) -> list[str]:
    """Say what ends for `resident` as soon as the account is closed, a sentence each."""
    return [str(sentence) for each in AT_CLOSING.values() for sentence in each.ends(resident)]


def counting_on(resident: Resident) -> list[str]:
    """Say who counts on `resident`, a sentence each, to whoever closes the account for them."""
    return [str(said) for each in AT_CLOSING.values() for said in each.counting(resident)]
