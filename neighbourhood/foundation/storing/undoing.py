"""Ways back: for ten minutes after something was ended, how it stood before is kept.

Whoever ends a thing in one tap keeps a way back, in the same transaction:

    keep(actor.id, "notice", notice.id, status=notice.status, outcome=notice.outcome)

Whoever goes back takes it, and sets again what it says: `before.read(NoticeStatus, "status")`. A
slice does both in its actions; it refuses, in words, when somebody acted on the thing meanwhile.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, db
from neighbourhood.foundation.storing.sealed import SealedJson

Kept = TypeVar("Kept")
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


class Before(dict[str, Any]):
    """How a thing stood; what an older release kept in another shape is a way back no more."""

    def __missing__(self, name: str) -> Any:
        raise TooLateToGoBack

    def read(self, kind: Callable[[Any], Kept], name: str) -> Kept:
        """Return what was kept under a name, as `kind` makes it."""
        try:
            return kind(self[name])
        except (TypeError, ValueError):
            raise TooLateToGoBack from None


class WayBack(Base):
    """How one thing stood before a resident, or somebody in their place, ended it."""

    __tablename__ = "way_back"
    __table_args__ = (UniqueConstraint("about", "about_id"),)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    about: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int] = mapped_column(BigInteger)
    before: Mapped[dict[str, Any]] = mapped_column(SealedJson("way_back.before"))
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


def take(resident_id: int, about: str, about_id: int) -> Before:
    """Take the way back, once, and return how the thing stood; the caller holds the thing."""
    mine = WayBack.resident_id == resident_id, WayBack.created_at > now() - LASTS
    taken = delete(WayBack).where(*_of(about, about_id), *mine).returning(WayBack.before)
    before: object = db.session.scalar(taken)
    if not isinstance(before, dict):
        raise TooLateToGoBack
    return Before(before)


def forget(about: str, about_id: int) -> None:
    """Forget the way back: somebody acts on the thing as it stands now."""
    db.session.execute(delete(WayBack).where(*_of(about, about_id)))


def forget_all(about: str, those: Sequence[int], *, but: int | None = None) -> None:
    """Forget the ways back of several things: of everybody, or of all `but` one resident."""
    of_them = delete(WayBack).where(WayBack.about == about, WayBack.about_id.in_(those))
    db.session.execute(of_them if but is None else of_them.where(WayBack.resident_id != but))


def forget_old(before: datetime) -> None:
    """Drop the ways back offered until then: nobody can take them any more."""
    db.session.execute(delete(WayBack).where(WayBack.created_at <= before))


def _of(about: str, about_id: int) -> tuple[Any, ...]:
    return WayBack.about == about, WayBack.about_id == about_id
