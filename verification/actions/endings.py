"""How a claim comes to its end."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.residents.actions import sights
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident
from verification import kinds
from verification.events import claim_confirmed
from verification.models.claims import AddressClaim, ClaimStatus, Refusal
from verification.policies.rules import HOME
from verification.proving.registry import proof_of


def end(claim: AddressClaim, status: ClaimStatus) -> None:
    """End a claim; whatever was to prove it is withdrawn."""
    claim.become(status)
    proof_of(claim).withdraw(claim)
    db.session.flush()


def confirm(claim: AddressClaim, *, verifier: Resident | None = None) -> None:
    """Make a neighbour of whoever claims; `verifier` is the member of staff who saw the proof."""
    if verifier is not None:
        claim.verifier = verifier
    end(claim, ClaimStatus.CONFIRMED)
    if verifier is not None:
        sights.note(verifier.id, claim.resident_id, kinds.DECIDED)
    settle_in(claim.resident, claim.address)
    notify(claim.resident_id, kinds.WELCOME, path="/")
    claim_confirmed.send(claim)


def refuse(claim: AddressClaim, *, verifier: Resident, refusal: Refusal) -> None:
    """Refuse what was sent, and say why."""
    claim.verifier, claim.refusal = verifier, refusal
    end(claim, ClaimStatus.REFUSED)
    sights.note(verifier.id, claim.resident_id, kinds.DECIDED)
    _tell(claim, proof_of(claim).refused)


def expire(claim: AddressClaim) -> None:
    """End a claim that waited too long, and say so."""
    end(claim, ClaimStatus.EXPIRED)
    _tell(claim, proof_of(claim).expired)


def _tell(claim: AddressClaim, kind: Kind | None) -> None:
    if kind is not None:
        notify(claim.resident_id, kind, path=HOME)
