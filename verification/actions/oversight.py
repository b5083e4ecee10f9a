"""What is done about a proof that was taken for a good one."""

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.actions import unsettle
from neighbourhood.residents.models import Resident
from verification import kinds, queries
from verification.actions.holding import hold
from verification.events import proof_withdrawn
from verification.models import (
    AddressClaim,
    CircleAlert,
    ClaimStatus,
    Residency,
    Withdrawal,
    WithdrawalReason,
)
from verification.policies import HOME, NothingToWithdraw, may_be_withdrawn, may_oversee


def withdraw_proof(
    actor: Resident, claim: AddressClaim, *, reason: WithdrawalReason, words: str = ""
) -> Withdrawal:
    """Take a proof back: whoever lived there by it is a newcomer again, and reads why."""
    require(may_oversee(actor, claim), Missing)
    claim = hold(claim)
    home = queries.present_home(claim.resident)
    if home is None or not may_be_withdrawn(claim):
        raise NothingToWithdraw
    _end(home)
    withdrawal = Withdrawal(
        home=home,
        claim=claim,
        resident_id=claim.resident_id,
        actor_id=actor.id,
        reason=reason,
        words=words,
    )
    db.session.add(withdrawal)
    unsettle(claim.resident)
    notify(claim.resident_id, kinds.PROOF_WITHDRAWN, path=HOME)
    proof_withdrawn.send(withdrawal)
    return withdrawal


def _end(home: Residency) -> None:
    home.until = now()
    for claim in queries.proofs_of(home):
        claim.become(ClaimStatus.WITHDRAWN)
        alert = queries.alert_about(claim)
        if alert is not None:
            _note(alert)


def note_alert(actor: Resident, alert_id: int) -> None:
    """Note that the desk has looked at a ring or a chain; a second time changes nothing."""
    alert = db.session.get(CircleAlert, alert_id)
    if alert is None:
        raise Missing
    require(may_oversee(actor, alert.claim), Missing)
    _note(alert)


def _note(alert: CircleAlert) -> None:
    alert.seen_at = alert.seen_at or now()
