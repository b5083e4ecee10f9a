"""What staff do with someone who stands before them, or who sent a document."""

import secrets
from datetime import date, timedelta

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from verification.actions.endings import confirm, expire, refuse
from verification.actions.holding import alone, hold
from verification.models.claims import AddressClaim, ClaimDecided, Method, Refusal
from verification.models.desk import DeskCode, Document
from verification.policies.refusals import NothingToConfirm, NotTakenHere
from verification.policies.rules import may_be_cancelled, may_decide, methods_for, serves
from verification.proofs.desk import bound_to
from verification.proofs.known import proof_by
from verification.queries import claims, desk

READ_ALOUD_VALID = timedelta(minutes=15)
UNATTENDED = timedelta(days=30)


def read_aloud(actor: Actor, address: Address) -> DeskCode:
    """Make a code for someone at the desk who showed that they live at `address`."""
    require(serves(actor.resident, address), Missing)
    require(Method.DESK in methods_for(address), NotTakenHere)
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
    require(Method.DESK in methods_for(claim.address), NotTakenHere)
    hold(claim)
    require(may_be_cancelled(claim), ClaimDecided)
    _leave_former_proof(claim)
    claim.disputed_at = None
    confirm(claim, verifier=actor.resident)


def _leave_former_proof(claim: AddressClaim) -> None:
    proof_by(claim.method).withdraw(claim)
    claim.method = Method.DESK


def send_document(actor: Actor, *, storage_key: str, content_type: str, dated_on: date) -> Document:
    """Hand in a document; one sent before is thrown away."""
    claim = claims.awaiting_claim(alone(actor), lock=True)
    if claim is None or claim.method is not Method.DOCUMENT:
        raise NothingToConfirm
    proof_by(Method.DOCUMENT).withdraw(claim)
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
    claim = hold(document.claim)
    now_there = desk.document_of(claim, lock=True)
    # Replaced or decided upon while it was being read: what one saw is not what one decides on.
    require(now_there is not None and now_there.id == document.id, ClaimDecided)
    return claim


def forget_unattended() -> int:
    """Throw away the documents nobody looked at in a month; return how many."""
    old = desk.old_documents(now() - UNATTENDED)
    for document in old:
        expire(document.claim)
    return len(old)
