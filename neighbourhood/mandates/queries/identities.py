"""Reading who was shown to be who."""

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.models import IdentityCheck
from neighbourhood.residents import names
from neighbourhood.residents.models.residents import Resident


def check_of(resident: Resident) -> IdentityCheck | None:
    """Return what a desk has seen, or waits to see, of `resident`."""
    wanted = select(IdentityCheck).where(IdentityCheck.resident_id == resident.id)
    return db.session.scalar(wanted)


def is_seen(resident: Resident) -> bool:
    """Tell whether a desk has seen that `resident` bears their name."""
    check = check_of(resident)
    if check is None or check.name is None:
        return False
    return names.is_correction(check.name, resident.full_name)


def is_somebody(resident: Resident) -> bool:
    """Tell whether an account is known to be that of a person: an address or a name was proved."""
    return resident.may_read or is_seen(resident)


def waiting_check(reference: str) -> IdentityCheck | None:
    """Return the check that somebody at a desk asks for, while their account is open."""
    wanted = (
        select(IdentityCheck)
        .join(IdentityCheck.resident)
        .where(IdentityCheck.reference == reference, Resident.closed_at.is_(None))
    )
    found = db.session.scalar(wanted)
    return None if found is None or is_seen(found.resident) else found
