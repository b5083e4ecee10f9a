"""Reading the codes of mandates: that of consent, and that which stops."""

import hmac
import secrets
from datetime import datetime

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.models import REFERENCE_LENGTH, Mandate, MandateStatus
from neighbourhood.mandates.queries.mandates import by_reference, with_people

_CONSENT, _STOP = "mandate consent", "mandate stop"


def by_code(code: str, since: datetime) -> Mandate | None:
    """Return the mandate that waits for an agent with this code, made since then."""
    kept = codes.digest(settings.current().secret_key, code, _CONSENT)
    statement = with_people().where(
        Mandate.code_hash == kept,
        Mandate.status == MandateStatus.PREPARED,
        Mandate.created_at > since,
    )
    found: Mandate | None = db.session.scalar(statement)
    return found


def code_of(nonce: str) -> str:
    """Return the code by which an agent takes up a mandate; the principal gives it in person."""
    return codes.derive(settings.current().secret_key, _CONSENT, nonce)


def hash_of(code: str) -> str:
    """Return what is kept of a code of consent."""
    return codes.digest(settings.current().secret_key, code, _CONSENT)


def stop_code_of(mandate: Mandate) -> str:
    """Return the code printed on paper by which the principal ends a mandate without an account."""
    return codes.derive(settings.current().secret_key, _STOP, mandate.nonce)


def fresh_reference() -> str:
    """Return a number for a form: nothing can be read from it."""
    return "".join(secrets.choice(codes.ALPHABET) for _ in range(REFERENCE_LENGTH))


def by_stop_code(reference: str, code: str) -> Mandate | None:
    """Return the mandate of a paper; a wrong reference and a wrong code are told by nothing."""
    found = by_reference(reference)
    right = hmac.compare_digest(stop_code_of(found or Mandate(nonce="")), code)
    return found if right else None
