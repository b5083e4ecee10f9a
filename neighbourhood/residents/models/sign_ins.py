"""Devices that are signed in, and mailboxes that change."""

from datetime import datetime, timedelta

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, ShortText
from neighbourhood.residents.models.residents import Resident

SIGNED_IN_FOR = timedelta(days=30)
# However much a browser is used, its owner says once a year who they are.
AT_MOST_FOR = timedelta(days=365)


REGRET_FOR = timedelta(days=7)


class SignIn(Base):
    """A browser where a resident is signed in; the cookie holds the token, we its fingerprint."""

    __tablename__ = "sign_in"

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    agent: Mapped[ShortText]
    created_at: Mapped[CreatedAt]
    # Within ten minutes: not every page is worth a write.
    last_seen_at: Mapped[CreatedAt]
    ended_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship()


class MailboxChange(Base):
    """A wish to receive mail elsewhere; the old mailbox may undo it for a week."""

    __tablename__ = "mailbox_change"
    __table_args__ = (CheckConstraint("old_email <> new_email", "elsewhere"),)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    old_email: Mapped[str] = mapped_column(String(254), index=True)
    new_email: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[CreatedAt]
    confirmed_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship()
