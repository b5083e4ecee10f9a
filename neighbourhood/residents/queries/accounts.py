"""Finding accounts and who is signed in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.foundation.words.mailboxes import tidy
from neighbourhood.residents.models.names import FormerName
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import (
    AT_MOST_FOR,
    REGRET_FOR,
    SIGNED_IN_FOR,
    MailboxChange,
    SignIn,
)
from neighbourhood.residents.queries.standing import free_hands


def by_email(email: str) -> Resident | None:
    """Return the account of `email`, however it is typed."""
    return db.session.scalar(select(Resident).where(Resident.email == tidy(email)))


Moment = datetime | BindParameter[datetime]


def is_open(since: Moment, begun: Moment) -> ColumnElement[bool]:
    """Select the sign-ins that nobody ended, seen and begun after these: see `still_open`."""
    return and_(SignIn.ended_at.is_(None), SignIn.last_seen_at > since, SignIn.created_at > begun)


def still_open() -> dict[str, datetime]:
    """Return when a browser was last seen, and first signed in, to be signed in no more."""
    return {"since": now() - SIGNED_IN_FOR, "begun": now() - AT_MOST_FOR}


def name_at(resident: Resident, moment: datetime) -> str:
    """Return the name that `resident` bore at `moment`."""
    changed = FormerName.resident_id == resident.id, FormerName.created_at > moment
    first = select(FormerName.name).where(*changed).order_by(FormerName.id).limit(1)
    return db.session.scalar(first) or resident.full_name


def count_sign_ins(resident: Resident) -> int:
    """Count how often `resident` has signed in."""
    counted = select(func.count()).select_from(SignIn).where(SignIn.resident_id == resident.id)
    return db.session.scalar(counted) or 0


def former_names(resident: Resident) -> Sequence[FormerName]:
    """Return the names that `resident` bore before, the latest first, for staff."""
    statement = select(FormerName).where(FormerName.resident_id == resident.id)
    return db.session.scalars(statement.order_by(FormerName.id.desc())).all()


def count_administrators(*, but: Resident | None = None) -> int:
    """Count those who are there to look after the whole site, `but` one."""
    others = Resident.is_administrator, Resident.id != (but.id if but else 0)
    counted = select(func.count()).where(*others, free_hands())
    return db.session.scalar(counted) or 0


def is_taken(email: str, *, but: Resident | None = None) -> bool:
    """Tell whether `email` is the mailbox of someone else, or was and may be theirs again."""
    holder = by_email(email)
    if holder is not None and (but is None or holder.id != but.id):
        return True
    left = select(MailboxChange.id).where(
        MailboxChange.old_email == tidy(email),
        MailboxChange.confirmed_at > now() - REGRET_FOR,
        MailboxChange.undone_at.is_(None),
    )
    if but is not None:
        left = left.where(MailboxChange.resident_id != but.id)
    return db.session.scalar(left.limit(1)) is not None


def sign_in_of(token: str) -> SignIn | None:
    """Return the sign-in that `token` opened."""
    return db.session.scalar(select(SignIn).where(SignIn.fingerprint == fingerprint(token)))


def sign_ins(resident: Resident) -> list[SignIn]:
    """Return where `resident` is signed in, the latest seen first."""
    statement = (
        select(SignIn)
        .where(SignIn.resident_id == resident.id, is_open(**still_open()))
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
