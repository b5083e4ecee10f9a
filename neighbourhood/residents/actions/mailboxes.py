"""Receiving mail elsewhere, and changing one’s mind about it."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.second_factors import reckon_second_factor
from neighbourhood.residents.actions.sign_ins import end_sign_ins
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Authenticator, Passkey
from neighbourhood.residents.models.sign_ins import MailboxChange
from neighbourhood.residents.queries import accounts

# Whoever took an account over may have enrolled a device first: those this new go too.
_SUSPECT = timedelta(days=7)


def ask_new_mailbox(actor: Actor, *, email: str) -> MailboxChange:
    """Note the wish; nothing changes before the new mailbox has answered."""
    change = MailboxChange(resident_id=actor.id, old_email=actor.resident.email, new_email=email)
    db.session.add(change)
    db.session.flush()
    return change


def confirm_mailbox(change: MailboxChange) -> bool:
    """Move the account to the new mailbox; False when somebody else has it by now."""
    resident = change.resident
    if accounts.is_taken(change.new_email, but=resident):
        return False
    try:
        with db.session.begin_nested():
            resident.email = change.new_email
    except IntegrityError:
        db.session.refresh(resident)
        return False
    change.confirmed_at = resident.email_confirmed_at = now()
    resident.mail_returns_since = None
    return True


def undo_mailbox(change: MailboxChange, *, password_hash: str) -> None:
    """Give the account back to its old mailbox, and shut out whoever took it.

    The password is replaced by one that nobody knows; sessions, later changes and freshly
    enrolled devices go with it.
    """
    resident = change.resident
    resident.email, resident.mail_returns_since = change.old_email, None
    resident.password_hash = password_hash
    _undo_since(change)
    _drop_new_devices(resident, change)
    end_sign_ins(resident)


def _undo_since(change: MailboxChange) -> None:
    later = (
        update(MailboxChange)
        .where(
            MailboxChange.resident_id == change.resident_id,
            MailboxChange.id >= change.id,
            MailboxChange.undone_at.is_(None),
        )
        .values(undone_at=now())
    )
    db.session.execute(later)


def _drop_new_devices(resident: Resident, change: MailboxChange) -> None:
    since = change.asked_at - _SUSPECT
    for model in (Passkey, Authenticator):
        new = select(model.id).where(model.resident_id == resident.id, model.created_at > since)
        db.session.execute(delete(model).where(model.id.in_(new)))
    reckon_second_factor(resident)


def forget_changes(before: datetime) -> None:
    """Drop the changes made before then: they can neither be confirmed nor undone any more."""
    moved = func.coalesce(MailboxChange.confirmed_at, MailboxChange.asked_at)
    db.session.execute(delete(MailboxChange).where(moved < before))
