"""Showing who one is at any desk, to act for somebody from elsewhere."""

from sqlalchemy import delete

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates import policies
from neighbourhood.mandates.models import IdentityCheck
from neighbourhood.mandates.queries import codes, identities
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def ask_to_be_seen(actor: Actor) -> IdentityCheck:
    """Take a number for the desk; a second time it is the same."""
    require(actor.is_oneself and policies.may_prepare_paper(actor.resident))
    found = identities.check_of(actor.resident)
    if found is None:
        found = IdentityCheck(resident_id=actor.id, reference=codes.fresh_reference())
        db.session.add(found)
        db.session.flush()
    return found


def note_seen(actor: Actor, check: IdentityCheck) -> None:
    """Note that `actor`, at a desk, compared a person and their papers with the account.

    Who may say so is for the slice that has desks.
    """
    check = hold(IdentityCheck, check.id)
    require(check.resident_id != actor.id)
    check.name, check.seen_by_id, check.seen_at = check.resident.full_name, actor.id, now()
    db.session.flush()


def forget(resident: Resident) -> None:
    """Keep nothing of it once the account is closed."""
    db.session.execute(delete(IdentityCheck).where(IdentityCheck.resident_id == resident.id))
