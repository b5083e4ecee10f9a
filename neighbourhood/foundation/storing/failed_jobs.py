"""Slow work that failed after all its tries: kept until somebody runs it again or gives it up.

What it was given may be a mailbox or the words of a mail: it is sealed, and no page shows it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.personal import impersonal
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, ShortText, db
from neighbourhood.foundation.storing.sealed import Sealed

KEPT_FOR = timedelta(days=30)
MOST_SHOWN = 100


class FailedJob(Base):
    """One piece of work: its name, what it was given, and where in the program it failed."""

    __tablename__ = "failed_job"

    id: Mapped[PrimaryKey]
    name: Mapped[ShortText]
    arguments: Mapped[str | None] = mapped_column(
        "sealed_arguments",
        Sealed("failed_job.sealed_arguments", formerly="failed job"),
        nullable=False,
    )
    error: Mapped[str] = mapped_column(String(100))
    place: Mapped[ShortText]
    failed_at: Mapped[CreatedAt] = mapped_column(index=True)


impersonal(_l("ce qu’une tâche a reçu est scellé, et oublié dans le mois"), "failed_job")


def keep(name: str, arguments: str, *, error: str, place: str) -> None:
    """Keep a piece of work that failed for good."""
    row = FailedJob(name=name[:200], arguments=arguments, error=error[:100], place=place[:200])
    db.session.add(row)


def arguments_of(failed: FailedJob) -> str | None:
    """Return what it was given; None when it was sealed under another key."""
    return failed.arguments or None


def failed_jobs() -> Sequence[FailedJob]:
    """Return what failed, the latest first."""
    statement = select(FailedJob).order_by(FailedJob.id.desc()).limit(MOST_SHOWN)
    return db.session.scalars(statement).all()


def count() -> int:
    """Count what failed."""
    return db.session.scalar(select(func.count()).select_from(FailedJob)) or 0


def drop(failed: FailedJob) -> None:
    """Give a piece of work up."""
    db.session.delete(failed)


def forget(before: datetime) -> None:
    """Drop what failed before then: nobody waits for it any more."""
    db.session.execute(delete(FailedJob).where(FailedJob.failed_at < before))


def forget_theirs(is_theirs: Callable[[str], bool]) -> None:
    """Drop what was given words that `is_theirs` knows: nobody runs it again."""
    for failed in db.session.scalars(select(FailedJob)).all():
        if is_theirs(arguments_of(failed) or ""):
            drop(failed)
