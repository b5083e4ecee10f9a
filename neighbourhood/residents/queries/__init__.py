"""Finding residents, and the names they go by."""

from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, bindparam, func, select
from sqlalchemy.orm import defer, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.tokens import fingerprint
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models import (
    REGRET_FOR,
    SIGNED_IN_FOR,
    Authenticator,
    MailboxChange,
    Passkey,
    RecoveryCode,
    Resident,
    SignIn,
)
from neighbourhood.residents.policies import may_see_full_name, may_see_profile


def by_email(email: str) -> Resident | None:
    """Return the account of `email`, whatever its case."""
    return db.session.scalar(select(Resident).where(Resident.email == email.lower()))


# Asked on every page: built once.
_SIGNED_IN = (
    select(Resident, Quartier, SignIn.id, SignIn.last_seen_at)
    .join(SignIn, SignIn.resident_id == Resident.id)
    .outerjoin(Quartier, Quartier.id == Resident.quartier_id)
    # The outline is kilobytes that most pages have no use for: read when it is looked at.
    .options(defer(Quartier.boundary))
    .where(
        SignIn.fingerprint == bindparam("fingerprint"),
        SignIn.ended_at.is_(None),
        SignIn.last_seen_at > bindparam("since"),
        Resident.closed_at.is_(None),
    )
)


def is_taken(email: str, *, but: Resident | None = None) -> bool:
    """Tell whether `email` is the mailbox of someone else, or was and may be theirs again."""
    holder = by_email(email)
    if holder is not None and (but is None or holder.id != but.id):
        return True
    left = select(MailboxChange.id).where(
        MailboxChange.old_email == email.lower(),
        MailboxChange.confirmed_at > now() - REGRET_FOR,
        MailboxChange.undone_at.is_(None),
    )
    if but is not None:
        left = left.where(MailboxChange.resident_id != but.id)
    return db.session.scalar(left.limit(1)) is not None


def by_sign_in(token: str) -> tuple[Resident, int, datetime] | None:
    """Return who is signed in with `token`, the sign-in and when it was last seen, at once."""
    since = now() - SIGNED_IN_FOR
    found = db.session.execute(
        _SIGNED_IN, {"fingerprint": fingerprint(token), "since": since}
    ).one_or_none()
    if found is None:
        return None
    resident, quartier, sign_in_id, last_seen = found
    set_committed_value(resident, "quartier", quartier)
    return resident, sign_in_id, last_seen


def _still_open() -> ColumnElement[bool]:
    return and_(SignIn.ended_at.is_(None), SignIn.last_seen_at > now() - SIGNED_IN_FOR)


def sign_in_of(token: str) -> SignIn | None:
    """Return the sign-in that `token` opened."""
    return db.session.scalar(select(SignIn).where(SignIn.fingerprint == fingerprint(token)))


def sign_ins(resident: Resident) -> list[SignIn]:
    """Return where `resident` is signed in, the latest seen first."""
    statement = (
        select(SignIn)
        .where(SignIn.resident_id == resident.id, _still_open())
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
    )
    return list(db.session.scalars(statement))


def own_sign_in(resident: Resident, sign_in_id: int) -> SignIn:
    """Return a sign-in of `resident`; anyone else’s is `Missing`."""
    found = db.session.get(SignIn, sign_in_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    return found


def locked(resident_id: int) -> Resident | None:
    """Return an open account for whoever changes how it is entered: one at a time."""
    statement = (
        select(Resident)
        .where(Resident.id == resident_id, Resident.closed_at.is_(None))
        .with_for_update()
    )
    return db.session.scalar(statement)


def steady(resident: Resident) -> Resident:
    """Read a resident again; nobody takes their home back before this transaction ends."""
    statement = (
        select(Resident)
        .where(Resident.id == resident.id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(statement).one()


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
        .where(Passkey.credential_id == credential_id, Resident.closed_at.is_(None))
    )


def recovery_codes_left(resident: Resident) -> int:
    """Count the codes on paper that still serve."""
    counted = select(func.count()).where(
        RecoveryCode.resident_id == resident.id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(counted) or 0


def profile(viewer: Resident, resident_id: int) -> Resident:
    """Return the resident `viewer` may look at; `Missing` for anyone else."""
    statement = (
        select(Resident).options(joinedload(Resident.quartier)).where(Resident.id == resident_id)
    )
    resident: Resident | None = db.session.scalar(statement)
    if resident is None or not may_see_profile(viewer, resident):
        raise Missing
    return resident


def name_for(resident: Resident, viewer: Resident | None) -> str:
    """Return the name of `resident` as `viewer` may read it."""
    return resident.full_name if may_see_full_name(viewer, resident) else resident.public_name


def neighbours_count(resident_id: int) -> ScalarSelect[int]:
    """Count the verified neighbours in the quartier of a resident, that resident included."""
    mine = select(Resident.quartier_id).where(Resident.id == resident_id).scalar_subquery()
    return (
        select(func.count())
        .where(
            Resident.quartier_id == mine,
            Resident.verified_at.is_not(None),
            Resident.closed_at.is_(None),
        )
        .scalar_subquery()
    )


def verified_in(quartier_id: int) -> int:
    """Count the verified residents of a quartier."""
    counted = select(func.count()).where(
        Resident.quartier_id == quartier_id,
        Resident.verified_at.is_not(None),
        Resident.closed_at.is_(None),
    )
    return db.session.scalar(counted) or 0
