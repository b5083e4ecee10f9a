"""Closing an account: at once for everyone else, for good after two weeks."""

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights
from neighbourhood.residents.actions.erasing import erase
from neighbourhood.residents.actions.sign_ins import end_sign_ins
from neighbourhood.residents.events import resident_back, resident_closed
from neighbourhood.residents.kinds import CLOSED_FOR
from neighbourhood.residents.models.closings import BACK_WITHIN, Closing, ClosingStatus
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import ClosedAlready, TooLateToComeBack
from neighbourhood.residents.queries import closings


def close(actor: Actor) -> Closing:
    """Close one’s own account; never that of somebody else by a mandate."""
    require(actor.is_oneself)
    return _close(actor.id)


def close_for(actor: Actor, resident: Resident, *, reason: str) -> Closing:
    """Close the account of somebody who asked for it on paper; `reason` says how they asked."""
    closing = _close(resident.id, asked_by=actor, reason=reason)
    sights.note(actor.by_id, resident.id, CLOSED_FOR, reason)
    return closing


def _close(resident_id: int, *, asked_by: Actor | None = None, reason: str = "") -> Closing:
    closings.hold_administrators()
    resident = hold(Resident, resident_id)
    require(resident.is_active, ClosedAlready)
    for refusal in closings.refusals(resident):
        raise refusal
    closing = Closing(
        resident_id=resident_id,
        asked_by_id=asked_by.by_id if asked_by else None,
        reason=reason,
        created_at=now(),
    )
    closing.due_at = closing.created_at + BACK_WITHIN
    resident.closed_at = closing.created_at
    db.session.add(closing)
    end_sign_ins(resident)
    db.session.flush()
    resident_closed.send(resident)
    return closing


def come_back(resident: Resident) -> Resident:
    """Open an account again that was closed, until the day that was said."""
    resident = hold(Resident, resident.id)
    found = closings.under_way(resident.id)
    require(found is None or not found.is_over, TooLateToComeBack)
    _end(resident, ClosingStatus.BACK)
    resident.closed_at = None
    db.session.flush()
    resident_back.send(resident)
    return resident


def erase_for_good(closing_id: int) -> None:
    """Erase the account of a closing whose two weeks are over, unless it came back meanwhile.

    Whoever comes back holds the same row: one of the two is first. The owner has a last mail.
    """
    resident = hold(Resident, db.session.get_one(Closing, closing_id).resident_id)
    closing = closings.under_way(resident.id)
    if closing is None or closing.id != closing_id or not closing.is_over:
        return
    _end(resident, ClosingStatus.ERASED)
    erase(resident.id, tells=True)


def _end(resident: Resident, status: ClosingStatus) -> None:
    closing = closings.under_way(resident.id)
    if closing is None:
        raise TooLateToComeBack
    closing.become(status)
    closing.ended_at = now()
    if status is ClosingStatus.ERASED:
        closing.reason = ""
    db.session.flush()
