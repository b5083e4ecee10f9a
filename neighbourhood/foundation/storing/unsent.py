"""What somebody typed into a form that could not be taken, kept for a day until it can.

Sealed under the key of the site and the secret of the browser that sent it: without the cookie of
that very browser nobody reads it, whoever holds the database.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, LongText, PrimaryKey, db
from neighbourhood.foundation.storing.sealing import seal, unseal
from neighbourhood.foundation.storing.tokens import fingerprint

# What is older is not shown, and dropped within the hour: nothing lives a whole day.
KEPT_FOR = timedelta(hours=22)
# A visitor has no account that would keep others from seeing them.
OF_NOBODY_FOR = timedelta(hours=1)
MOST_FORMS = 8
# Of all visitors who never signed in, together.
MOST_OF_NOBODY = 5_000
LONGEST_PATH = 500

Fields = Mapping[str, Sequence[str]]


class Unsent(Base):
    """The fields of one form; `page` is where it stands, `path` where it is sent to.

    `resident_id` is whose words they are, once known: nobody else is shown them.
    """

    __tablename__ = "unsent"
    __table_args__ = (UniqueConstraint("browser", "path"),)

    id: Mapped[PrimaryKey]
    browser: Mapped[str] = mapped_column(String(64))
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    page: Mapped[str] = mapped_column(String(LONGEST_PATH))
    path: Mapped[str] = mapped_column(String(LONGEST_PATH))
    sealed: Mapped[LongText]
    created_at: Mapped[CreatedAt]


@dataclass(frozen=True, slots=True)
class Words:
    """What was read again."""

    resident_id: int | None
    path: str
    fields: Fields
    # In whose name they were written: another than the writer, when they acted for somebody.
    principal_id: int | None


def keep(
    browser: str,
    resident_id: int | None,
    page: str,
    path: str,
    fields: Fields,
    principal_id: int | None = None,
) -> bool:
    """Keep the fields of a form instead of those of before; False when there is no room."""
    mark = fingerprint(browser)
    db.session.execute(delete(Unsent).where(Unsent.browser == mark, Unsent.path == path))
    if resident_id is None and not _is_room_for_nobody():
        return False
    sealed = seal(_purpose(browser), json.dumps([principal_id, fields]))
    row = Unsent(browser=mark, resident_id=resident_id, page=page, path=path, sealed=sealed)
    db.session.add(row)
    db.session.flush()
    _drop_oldest(mark)
    return True


def on_page(browser: str, page: str) -> list[Words]:
    """Return what this browser sent in vain from `page`, or to it, the newest last."""
    found = db.session.execute(
        select(Unsent.resident_id, Unsent.path, Unsent.sealed)
        .where(
            Unsent.browser == fingerprint(browser),
            or_(Unsent.page == page, Unsent.path == page),
            Unsent.created_at > now() - KEPT_FOR,
            or_(Unsent.resident_id.is_not(None), Unsent.created_at > now() - OF_NOBODY_FOR),
        )
        .order_by(Unsent.id)
    )
    opened = ((owner, path, unseal(_purpose(browser), sealed)) for owner, path, sealed in found)
    read = ((owner, path, json.loads(said)) for owner, path, said in opened if said)
    return [Words(owner, path, fields, principal) for owner, path, (principal, fields) in read]


def forget(browser: str, path: str) -> None:
    """Drop what this browser sent to `path`."""
    mine = Unsent.browser == fingerprint(browser), Unsent.path == path
    db.session.execute(delete(Unsent).where(*mine))


def forget_of(browser: str, resident_id: int | None) -> None:
    """Drop what a resident sent from this browser, and what nobody did."""
    whose = or_(Unsent.resident_id == resident_id, Unsent.resident_id.is_(None))
    db.session.execute(delete(Unsent).where(Unsent.browser == fingerprint(browser), whose))


def has(browser: str, path: str) -> bool:
    """Tell whether something is kept that was sent to `path`."""
    mine = Unsent.browser == fingerprint(browser), Unsent.path == path
    return db.session.scalar(select(Unsent.id).where(*mine)) is not None


def forget_old(before: datetime) -> None:
    """Drop what was kept until then, and nobody came back for."""
    db.session.execute(delete(Unsent).where(Unsent.created_at <= before))


def _purpose(browser: str) -> str:
    return f"unsent {browser}"


def _is_room_for_nobody() -> bool:
    counted = select(func.count()).where(Unsent.resident_id.is_(None)).select_from(Unsent)
    return (db.session.scalar(counted) or 0) < MOST_OF_NOBODY


def _drop_oldest(mark: str) -> None:
    newest = (
        select(Unsent.id).where(Unsent.browser == mark).order_by(Unsent.id.desc()).limit(MOST_FORMS)
    )
    kept = list(db.session.scalars(newest))
    db.session.execute(delete(Unsent).where(Unsent.browser == mark, Unsent.id.not_in(kept)))
