"""Reading second factors."""

from collections.abc import Sequence

from sqlalchemy import func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Authenticator, Passkey, RecoveryCode
from neighbourhood.residents.queries.closings import enterable


def authenticator(resident: Resident) -> Authenticator | None:
    """Return the application that shows codes for `resident`."""
    return db.session.scalar(select(Authenticator).where(Authenticator.resident_id == resident.id))


def passkeys(resident: Resident) -> list[Passkey]:
    """Return the passkeys of `resident`, the oldest first."""
    return list(
        db.session.scalars(
            select(Passkey).where(Passkey.resident_id == resident.id).order_by(Passkey.id)
        )
    )


def own_passkey(resident: Resident, passkey_id: int) -> Passkey:
    """Return a passkey of `resident`; anyone else’s is `Missing`."""
    found = db.session.get(Passkey, passkey_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    return found


def passkey_by_credential(credential_id: bytes) -> Passkey | None:
    """Return the passkey that a device names."""
    return db.session.scalar(
        select(Passkey)
        .join(Passkey.resident)
        .where(Passkey.credential_id == credential_id, enterable())
    )


def recovery_codes_left(resident: Resident) -> int:
    """Count the codes on paper that still serve."""
    counted = select(func.count()).where(
        RecoveryCode.resident_id == resident.id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(counted) or 0


def with_plain_codes() -> Sequence[int]:
    """Return the accounts with codes that an earlier release kept as bare fingerprints."""
    plain = RecoveryCode.fingerprint.not_like("%.%")
    whose = select(RecoveryCode.resident_id).where(plain).distinct()
    return db.session.scalars(whose.order_by(RecoveryCode.resident_id)).all()
