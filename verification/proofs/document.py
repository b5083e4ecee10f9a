"""A bill or a lease, looked at by staff and thrown away at the decision."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.database import db
from neighbourhood.foundation.jobs import enqueue_after_commit, job
from neighbourhood.foundation.storage import storage
from verification import queries
from verification.models import AddressClaim, Method
from verification.proofs.protocol import NothingToPrepare, NothingToType


class DocumentProof(NothingToPrepare, NothingToType):
    """A document of at most twelve months bears the name and the address."""

    method = Method.DOCUMENT
    icon = "file-text"
    title = _l("Avec un document")
    about = _l("Une facture ou un bail de moins de 12 mois, lu par la mairie puis effacé.")

    def withdraw(self, claim: AddressClaim) -> None:
        """Throw the document away, and every trace of it."""
        document = queries.document_of(claim, lock=True)
        if document is not None:
            enqueue_after_commit(forget, document.storage_key)
            db.session.delete(document)


@job
def forget(key: str) -> None:
    """Delete a file; tried again until it is gone."""
    storage().delete(key)
