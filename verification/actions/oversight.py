"""What is done about a proof that was taken for a good one."""

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights
from neighbourhood.residents.actions.accounts import unsettle
from verification import kinds
from verification.actions.holding import hold_claim
from verification.events import proof_withdrawn
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.homes import Residency, Withdrawal, WithdrawalReason
from verification.models.vouching import CircleAlert
from verification.policies.refusals import NothingToWithdraw
from verification.policies.rules import HOME, may_be_withdrawn, may_oversee
from verification.queries import homes, oversight


def withdraw_proof(
    actor: Actor, claim: AddressClaim, *, reason: WithdrawalReason, words: str = ""
) -> Withdrawal:
    """Take a proof back: whoever lived there by it is a newcomer again, and reads why."""
    require(may_oversee(actor.resident, claim), Missing)
    claim = hold_claim(claim)
    home = homes.present_home(claim.resident)
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
    said = kinds.WITHDRAWN_FOR[reason].noted()
    sights.note(actor.by_id, claim.resident_id, kinds.WITHDRAWN, said)
    unsettle(claim.resident)
    notify(claim.resident_id, kinds.PROOF_WITHDRAWN, path=HOME)
    proof_withdrawn.send(withdrawal)
    return withdrawal


def _end(home: Residency) -> None:
    home.until = now()
    for claim in oversight.proofs_of(home):
        claim.become(ClaimStatus.WITHDRAWN)
        alert = oversight.alert_about(claim)
        if alert is not None:
            _note(alert)


def note_alert(actor: Actor, alert_id: int) -> None:
    """Note that the desk has looked at a ring or a chain; a second time changes nothing."""
    alert = db.session.get(CircleAlert, alert_id)
    if alert is None:
        raise Missing
    require(may_oversee(actor.resident, alert.claim), Missing)
    _note(alert)


def _note(alert: CircleAlert) -> None:
    alert.seen_at = alert.seen_at or now()
