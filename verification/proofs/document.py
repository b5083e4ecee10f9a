"""A bill or a lease, looked at by staff and thrown away at the decision."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.outside.jobs import enqueue_after_commit, job
from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.uploads import (
    MOST_BYTES,
    PhotoRefused,
    PhotoTooLarge,
    off_the_loop,
    photo_to_webp,
)
from verification.models.claims import AddressClaim, Method
from verification.policies.refusals import BrokenDocument
from verification.proofs.protocol import NothingToPrepare, NothingToType
from verification.queries import desk


class DocumentProof(NothingToPrepare, NothingToType):
    """A document of at most twelve months bears the name and the address."""

    method = Method.DOCUMENT
    icon = "file-text"
    title = _l("Avec un document")
    about = _l("Une facture ou un bail de moins de 12 mois, lu par la mairie puis effacé.")

    def withdraw(self, claim: AddressClaim) -> None:
        """Throw the document away, and every trace of it."""
        document = desk.document_of(claim, lock=True)
        if document is not None:
            enqueue_after_commit(forget, document.storage_key)
            db.session.delete(document)


@job
def forget(key: str) -> None:
    """Delete a file; tried again until it is gone."""
    storage().delete(key)


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it is kept until the decision."""

    data: bytes
    content_type: str
    ending: str


def to_keep(data: bytes) -> Kept:
    """Return a PDF as it came, a photo re-encoded and without its metadata; refuse the rest."""
    if data.startswith(b"%PDF-"):
        if len(data) > MOST_BYTES or b"%%EOF" not in data[-2048:]:
            raise BrokenDocument
        return Kept(data, "application/pdf", "pdf")
    try:
        return Kept(off_the_loop(photo_to_webp, data), "image/webp", "webp")
    except PhotoTooLarge:
        raise
    except PhotoRefused:
        raise BrokenDocument from None
