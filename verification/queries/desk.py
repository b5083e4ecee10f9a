"""Reading what staff look at: codes read aloud, documents, what was decided."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing import codes, holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import homes
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.desk import DeskCode, Document
from verification.queries.claims import in_towns, with_people


def live_desk_codes(address_id: int, *, lock: bool = False) -> Sequence[DeskCode]:
    """Return the codes read aloud lately for an address."""
    statement = select(DeskCode).where(
        DeskCode.address_id == address_id,
        DeskCode.ended_at.is_(None),
        DeskCode.expires_at > now(),
    )
    return db.session.scalars(holding.held(statement) if lock else statement).all()


def own_desk_code(verifier: Resident, code_id: int) -> DeskCode:
    """Return a code that `verifier` may still read aloud; `Missing` otherwise."""
    found = db.session.get(DeskCode, code_id)
    if found is None or found.verifier_id != verifier.id or not found.is_live:
        raise Missing
    return found


def desk_code_in(code: DeskCode) -> str:
    """Return the figures to read aloud."""
    key = settings.current().secret_key
    return codes.derive_figures(key, "desk", code.address_id, code.nonce)


def by_reference(municipality_ids: Collection[int], reference: str) -> AddressClaim | None:
    """Return the claim in these towns of the number that a resident says, whatever became of it."""
    return db.session.scalar(in_towns(municipality_ids, AddressClaim.reference == reference))


def document_of(claim: AddressClaim, *, lock: bool = False) -> Document | None:
    """Return the document that waits for a decision."""
    statement = select(Document).where(Document.claim_id == claim.id)
    return db.session.scalar(holding.held(statement) if lock else statement)


def documents(municipality_ids: Collection[int]) -> Sequence[Document]:
    """Return the documents that wait in these towns, oldest first."""
    statement = (
        select(Document)
        .join(Document.claim)
        .options(
            contains_eager(Document.claim).options(
                selectinload(AddressClaim.address), joinedload(AddressClaim.resident)
            )
        )
        .order_by(Document.id)
    )
    waiting = db.session.scalars(statement).all()
    there = homes.in_towns((each.claim.address_id for each in waiting), municipality_ids)
    return [each for each in waiting if each.claim.address_id in there]


def get_document(document_id: int) -> Document:
    """Return a document; `Missing` when it was decided upon, or replaced, or never was."""
    found = db.session.get(Document, document_id)
    if found is None:
        raise Missing
    return found


def verified_lately(
    municipality_ids: Collection[int], method: str, since: datetime
) -> Sequence[AddressClaim]:
    """Return who was confirmed in these towns by one proof since then, latest first."""
    lately = (
        AddressClaim.method == method,
        AddressClaim.status == ClaimStatus.CONFIRMED,
        AddressClaim.decided_at > since,
    )
    newest = in_towns(municipality_ids, *lately).order_by(AddressClaim.decided_at.desc())
    return with_people(newest)
