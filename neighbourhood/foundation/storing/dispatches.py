"""What became of each mail: of which kind, when, to whom in part; never its words.

The row is written by the work that sends, not by whoever asks for it: a page waits for nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, db
from neighbourhood.foundation.storing.moves import Moves, Moving
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of

KEPT_FOR = timedelta(days=90)


class DispatchStatus(StrEnum):
    """Where a mail stands; one that waits failed at least once, and is tried again."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Dispatch(Moving, Base):
    """One mail to one mailbox, of which a letter and the domain are kept."""

    __tablename__ = "dispatch"
    __table_args__ = (
        CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", "sent_when"),
        CheckConstraint("status = 'sent' OR length(error) > 0", "failed_why"),
    )
    MOVES = Moves(
        {
            DispatchStatus.WAITING: {DispatchStatus.SENT, DispatchStatus.FAILED},
            DispatchStatus.FAILED: {DispatchStatus.SENT},
            DispatchStatus.SENT: (),
        }
    )

    id: Mapped[PrimaryKey]
    # Tells the tries of one mail from those of another.
    mark: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(80))
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    mailbox: Mapped[str] = mapped_column(String(260))
    status: Mapped[DispatchStatus] = mapped_column(default=DispatchStatus.SENT)
    # The kind of failure; its words may quote what was written.
    error: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[CreatedAt] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What is known of a mail before it leaves: which one it is, its kind, whose account."""

    mark: str
    kind: str
    resident_id: int | None
    mailbox: str


def note_sent(sending: Sending) -> None:
    """Note that a mail left; a second time changes nothing."""
    row = _row_of(sending)
    if row.status is not DispatchStatus.SENT:
        row.become(DispatchStatus.SENT)
    row.sent_at, row.error = row.sent_at or now(), ""
    db.session.add(row)


def note_failed(sending: Sending, error: str) -> None:
    """Note that a try failed: another one follows, unless it was given up before."""
    row = _row_of(sending, DispatchStatus.WAITING)
    if row.status is not DispatchStatus.SENT:
        row.error = error[:100]
    db.session.add(row)


def note_given_up(mark: str) -> None:
    """Note that no other try follows by itself."""
    row = _by_mark(mark)
    if row is not None and row.status is DispatchStatus.WAITING:
        row.become(DispatchStatus.FAILED)


def _row_of(sending: Sending, begun: DispatchStatus = DispatchStatus.SENT) -> Dispatch:
    return _by_mark(sending.mark) or Dispatch(
        mark=sending.mark,
        kind=sending.kind,
        resident_id=sending.resident_id,
        mailbox=sending.mailbox,
        status=begun,
        created_at=now(),
    )


def _by_mark(mark: str) -> Dispatch | None:
    return db.session.scalar(select(Dispatch).where(Dispatch.mark == mark))


def dispatches(status: DispatchStatus | None, after: Cursor | None) -> Page[Dispatch]:
    """Return the mails that stand like this, all when None, the latest first."""
    asked = select(Dispatch)
    if status is not None:
        asked = asked.where(Dispatch.status == status)
    return page_of(asked, (Dispatch.created_at, Dispatch.id), after)


def lately_to(resident_id: int, most: int) -> Sequence[Dispatch]:
    """Return the last mails to an account."""
    mine = select(Dispatch).where(Dispatch.resident_id == resident_id)
    return db.session.scalars(mine.order_by(Dispatch.id.desc()).limit(most)).all()


def count_failed() -> int:
    """Count the mails that no other try will send by itself."""
    failed = Dispatch.status == DispatchStatus.FAILED
    return db.session.scalar(select(func.count()).select_from(Dispatch).where(failed)) or 0


def forget(before: datetime) -> None:
    """Drop what became of mails before a moment."""
    db.session.execute(delete(Dispatch).where(Dispatch.created_at < before))
