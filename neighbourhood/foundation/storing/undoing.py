"""Ways back: for ten minutes after something was ended, how it stood before is kept.

Whoever ends a thing in one tap keeps a way back, in the same transaction:

    keep(actor.id, "notice", notice.id, status=notice.status, outcome=notice.outcome)

Whoever goes back takes it, and sets again what it says. A slice does both in its actions; it
refuses, in words, when somebody acted on the thing meanwhile.
"""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, db

LASTS = timedelta(minutes=10)


class TooLateToGoBack(DomainError):
    """Ten minutes are over, or the way back was taken already."""

    sentence = _l(
        "On ne peut plus revenir en arrière : dix minutes sont passées, ou c’est déjà fait. "
        "Rien n’a changé."
    )


class SinceThen(DomainError):
    """Somebody acted on the thing after it was ended."""

    sentence = _l(
        "On ne peut plus revenir en arrière : quelqu’un a agi entre-temps. Rien n’a changé."
    )


class WayBack(Base):
    """How one thing stood before a resident, or somebody in their place, ended it."""

    __tablename__ = "way_back"
    __table_args__ = (UniqueConstraint("about", "about_id"),)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    about: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int] = mapped_column(BigInteger)
    before: Mapped[dict[str, Any]]
    created_at: Mapped[CreatedAt]

    @property
    def until(self) -> datetime:
        """Until when one may go back."""
        return self.created_at + LASTS


def keep(resident_id: int, about: str, about_id: int, **before: Any) -> None:
    """Keep how a thing stands, just before `resident_id` ends it; only the last end counts."""
    forget(about, about_id)
    row = WayBack(resident_id=resident_id, about=about, about_id=about_id, before=before)
    row.created_at = now()
    db.session.add(row)


def standing(resident_id: int, about: str, about_id: int) -> WayBack | None:
    """Return the way back that a resident may still take, None when there is none."""
    mine = WayBack.resident_id == resident_id, WayBack.created_at > now() - LASTS
    return db.session.scalar(select(WayBack).where(*_of(about, about_id), *mine))


def take(resident_id: int, about: str, about_id: int) -> dict[str, Any]:
    """Take the way back, once, and return how the thing stood; the caller holds the thing."""
    mine = WayBack.resident_id == resident_id, WayBack.created_at > now() - LASTS
    taken = delete(WayBack).where(*_of(about, about_id), *mine).returning(WayBack.before)
    before: dict[str, Any] | None = db.session.scalar(taken)
    if before is None:
        raise TooLateToGoBack
    return before


def forget(about: str, about_id: int) -> None:
    """Forget the way back: somebody acts on the thing as it stands now."""
    db.session.execute(delete(WayBack).where(*_of(about, about_id)))


def forget_old(before: datetime) -> None:
    """Drop the ways back offered until then: nobody can take them any more."""
    db.session.execute(delete(WayBack).where(WayBack.created_at <= before))


def _of(about: str, about_id: int) -> tuple[Any, ...]:
    return WayBack.about == about, WayBack.about_id == about_id
