"""Rows held for a transaction, as they are now: others who want them wait."""

from typing import TypeVar

from sqlalchemy import Select, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import Application, Partner, StaffInvitation

T = TypeVar("T", Application, Partner, StaffInvitation)


def locked_application(application_id: int) -> Application:
    """Return a request as it is now, held for this transaction: others who want it wait."""
    return _locked(select(Application).where(Application.id == application_id))


def locked_partner(partner_id: int) -> Partner:
    """Return a partner as it is now; whoever changes its staff or standing waits for the others."""
    return _locked(select(Partner).where(Partner.id == partner_id))


def locked_invitation(invitation_id: int) -> StaffInvitation:
    """Return an invitation as it is now, held for this transaction."""
    return _locked(select(StaffInvitation).where(StaffInvitation.id == invitation_id))


def _locked(statement: Select[T]) -> T:
    fresh = _held(statement).execution_options(populate_existing=True)
    found: T | None = db.session.scalar(fresh)
    if found is None:
        raise Missing
    return found


def _held(statement: Select[T]) -> Select[T]:
    # SQLite has one writer at a time, so there the transaction itself is the lock.
    return statement.with_for_update()
