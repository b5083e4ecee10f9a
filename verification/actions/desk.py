"""What staff do with someone who stands before them, or who sent a document."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from verification.actions.endings import confirm, refuse
from verification.actions.holding import alone, hold_claim
from verification.models.claims import AddressClaim, Refusal
from verification.models.desk import DeskCode, Document
from verification.policies.refusals import NothingToConfirm, NotTakenHere, ReplacedMeanwhile
from verification.policies.rules import may_decide, methods_for, serves, still_to_decide
from verification.proofs.desk import DESK, bound_to
from verification.proofs.document import DOCUMENT
from verification.proving.registry import proof_of
from verification.queries import desk

READ_ALOUD_VALID = timedelta(minutes=15)


def read_aloud(actor: Actor, address: Address) -> DeskCode:
    """Make a code for someone at the desk who showed that they live at `address`."""
    require(serves(actor.resident, address), Missing)
    require(DESK.code in methods_for(address), NotTakenHere)
    moment = now()
    code = DeskCode(
        address_id=address.id,
        verifier_id=actor.id,
        nonce=secrets.token_hex(16),
        created_at=moment,
        expires_at=moment + READ_ALOUD_VALID,
    )
    key = settings.current().secret_key
    code.code_hash = codes.digest(key, desk.desk_code_in(code), *bound_to(address.id))
    db.session.add(code)
    db.session.flush()
    return code


def confirm_in_person(actor: Actor, claim: AddressClaim) -> None:
    """Confirm the claim of someone at the desk, whichever proof they had chosen."""
    require(may_decide(actor.resident, claim), Missing)
    require(DESK.code in methods_for(claim.address), NotTakenHere)
    still_to_decide(actor.resident, hold_claim(claim))
    _leave_former_proof(claim)
    claim.disputed_at = None
    confirm(claim, verifier=actor.resident)


def _leave_former_proof(claim: AddressClaim) -> None:
    proof_of(claim).withdraw(claim)
    claim.method = DESK.code


def send_document(actor: Actor, *, storage_key: str, content_type: str, dated_on: date) -> Document:
    """Hand in a document; one sent before is thrown away."""
    claim = DOCUMENT.awaited_of(alone(actor), lock=True)
    if claim is None:
        raise NothingToConfirm
    DOCUMENT.withdraw(claim)
    db.session.flush()
    document = Document(
        claim=claim, storage_key=storage_key, content_type=content_type, dated_on=dated_on
    )
    db.session.add(document)
    db.session.flush()
    return document


def accept_document(actor: Actor, document: Document) -> None:
    """Take a document as proof: it is deleted, the record keeps how, when and by whom."""
    claim = _claim_to_decide(actor, document)
    confirm(claim, verifier=actor.resident)


def refuse_document(actor: Actor, document: Document, *, refusal: Refusal) -> None:
    """Refuse a document and say why: it is deleted too."""
    claim = _claim_to_decide(actor, document)
    refuse(claim, verifier=actor.resident, refusal=refusal)


def _claim_to_decide(actor: Actor, document: Document) -> AddressClaim:
    require(may_decide(actor.resident, document.claim), Missing)
    claim = still_to_decide(actor.resident, hold_claim(document.claim))
    now_there = desk.document_of(claim, lock=True)
    # Replaced while it was being read: what one saw is not what one decides on.
    require(now_there is not None and now_there.id == document.id, ReplacedMeanwhile)
    return claim


def decide(actor: Actor, claim: AddressClaim, *, answers: Mapping[str, Any]) -> None:
    """Confirm or refuse what waits at the desk, as its proof makes of what staff say of it."""
    require(may_decide(actor.resident, claim), Missing)
    claim = still_to_decide(actor.resident, hold_claim(claim))
    refusal = proof_of(claim).decide(claim, answers)
    if refusal is None:
        confirm(claim, verifier=actor.resident)
    else:
        refuse(claim, verifier=actor.resident, refusal=refusal)
