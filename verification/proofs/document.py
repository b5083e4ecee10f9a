"""A bill or a lease, looked at by staff and thrown away at the decision."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from flask_babel import LazyString, gettext, to_user_timezone
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired
from sqlalchemy import Select, select
from wtforms import Field

from neighbourhood.foundation.outside.jobs import enqueue_after_commit, job
from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.forms import (
    DateField,
    FileField,
    Form,
    ValidationError,
    choice,
    required,
)
from neighbourhood.foundation.web.uploads import (
    MOST_BYTES,
    PhotoRefused,
    PhotoTooLarge,
    off_the_loop,
    photo_to_webp,
)
from neighbourhood.notifications.kinds import declare as announce
from verification.models.claims import AddressClaim, Refusal
from verification.models.desk import Document
from verification.policies.refusals import BrokenDocument
from verification.proving.protocol import Desk, Proof
from verification.proving.registry import declare
from verification.queries import desk

YEAR = timedelta(days=366)
UNATTENDED = timedelta(days=30)

FORGOTTEN = announce(
    "proof_document_forgotten",
    _l(
        "La mairie n’a pas pu lire votre document à temps : il est effacé. "
        "Vous pouvez en envoyer un autre, ou choisir une autre preuve."
    ),
    by_mail=True,
)
REFUSED = announce(
    "proof_document_refused",
    _l("Votre document n’a pas suffi à prouver votre adresse. Voyez pourquoi, et que faire."),
    by_mail=True,
)
REFUSAL_WORDS = MappingProxyType(
    {
        Refusal.UNREADABLE: _l("On ne peut pas le lire"),
        Refusal.TOO_OLD: _l("Il a plus de 12 mois"),
        Refusal.OTHER_NAME: _l("Il est à un autre nom"),
        Refusal.OTHER_ADDRESS: _l("Il porte une autre adresse"),
        Refusal.NO_PROOF: _l("Ce genre de document ne prouve pas une adresse"),
    }
)


def today() -> date:
    """Return the day it is in town."""
    day: date = to_user_timezone(now()).date()
    return day


class DocumentForm(Form):
    """A document that bears the name and the address."""

    document = FileField(
        _l("Votre document"),
        [FileRequired(_l("Choisissez une photo ou un fichier PDF."))],
        description=_l("Une photo nette, ou un PDF, de 12 Mo au plus."),
    )
    dated_on = DateField(
        _l("La date écrite sur le document"),
        [required(_l("Recopiez la date qui est sur le document."))],
        description=_l("Il doit avoir moins de 12 mois."),
    )

    def validate_dated_on(self, field: Field) -> None:
        """Refuse what is older than twelve months, and what is still to come."""
        if field.data is None:
            raise ValidationError(gettext("Écrivez une date, comme celle du document."))
        if field.data > today():
            raise ValidationError(gettext("Cette date n’est pas encore passée. Relisez-la."))
        if field.data < today() - YEAR:
            raise ValidationError(
                gettext("Ce document a plus de 12 mois. Choisissez-en un plus récent.")
            )


class RefusalForm(Form):
    """Why a document proves nothing."""

    refusal = choice(_l("Pourquoi le refuser ?"), REFUSAL_WORDS.items())


class DocumentProof(Proof):
    """A document of at most twelve months bears the name and the address."""

    code = "document"
    rank = 50
    icon = "file-text"
    title = _l("Avec un document")
    about = _l("Une facture ou un bail de moins de 12 mois, lu par la mairie puis effacé.")
    how = _l("avec un document")
    lost = _l("Votre document ne comptera plus : il faudra recommencer sous ce nom.")
    in_short = _l("un document")
    desk = Desk(word=_l("Documents"), endpoint="verification.documents")
    expired = FORGOTTEN
    refused = REFUSED
    next_page = "verification.send_document"

    def withdraw(self, claim: AddressClaim) -> None:
        """Throw the document away, and every trace of it."""
        document = desk.document_of(claim, lock=True)
        if document is not None:
            enqueue_after_commit(forget, document.storage_key)
            db.session.delete(document)

    def too_old(self) -> Select[int]:
        """Select the claims whose document nobody looked at in a month."""
        return select(Document.claim_id).where(Document.created_at < now() - UNATTENDED)

    def state(self, claim: AddressClaim) -> Mapping[str, object]:
        """Tell whether the document has arrived."""
        return {"document": desk.document_of(claim)}

    def after_expiry(self, claim: AddressClaim) -> LazyString:
        """Say that it was thrown away unread."""
        del claim
        return _l(
            "La mairie n’a pas pu lire votre document à temps : il est effacé. "
            "Choisissez votre adresse pour recommencer."
        )

    def after_refusal(self, claim: AddressClaim) -> str | None:
        """Say why it was not enough."""
        if claim.refusal is None:
            return None
        said: str = gettext(
            "Votre document n’a pas suffi : « %(reason)s ». Il est effacé. "
            "Envoyez-en un autre, ou choisissez une autre preuve.",
            reason=REFUSAL_WORDS[claim.refusal],
        )
        return said

    def at_the_desk(self, municipality_ids: Collection[int]) -> Mapping[str, object]:
        """Show the documents that wait for a decision."""
        return {"waiting": desk.documents(municipality_ids)}


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


DOCUMENT = declare(DocumentProof())
