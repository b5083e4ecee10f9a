"""Donors without an account, and what a donor asked about their name."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.funding.models.gifts import Pledge

NAME_LIMIT = 80
ORGANISATION_LIMIT = 120


class Visitor(Base):
    """Somebody who gives with a mailbox and no account.

    The mailbox is sealed, and found by `mark`, a digest that only our key makes. `seen_at` is when
    they last gave, or began to.
    """

    __tablename__ = "visitor"

    id: Mapped[PrimaryKey]
    email: Mapped[str] = mapped_column(Sealed("visitor.email", 254))
    mark: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    language: Mapped[str] = mapped_column(String(8), default="fr")
    created_at: Mapped[CreatedAt]
    seen_at: Mapped[datetime] = mapped_column(default=now)


class VisitorLink(Base):
    """One link to the gifts of a visitor: of its token, only the digest is kept."""

    __tablename__ = "visitor_link"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    visitor_id: Mapped[int] = mapped_column(ForeignKey("visitor.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)

    visitor: Mapped[Visitor] = relationship()


class Showing(StrEnum):
    """Who may read the name of a donor; never beside what the gift was for."""

    SECRET = "secret"  # noqa: S105 - nobody reads it
    PRIVATE = "private"  # the service of the town
    PUBLIC = "public"  # everybody, on the list of those who support the town


class GiftWish(Base):
    """What a donor said about one gift; a gift without such a row is secret, and says nothing.

    `organisation` and `siret` are for the receipt, `in_name_of` for the receipt and a card.
    `public_name` is what a visitor is called; a resident is called as everybody reads it. `browser`
    is a digest by which a visitor who tries again is told from another, until the gift is paid.
    """

    __tablename__ = "gift_wish"
    __table_args__ = (CheckConstraint("NOT shows_amount OR showing = 'public'", "amount_by_name"),)

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    organisation: Mapped[str] = mapped_column(
        Sealed("gift_wish.organisation", ORGANISATION_LIMIT), default=""
    )
    siret: Mapped[str] = mapped_column(Sealed("gift_wish.siret", 14), default="")
    in_name_of: Mapped[str] = mapped_column(Sealed("gift_wish.in_name_of", NAME_LIMIT), default="")
    public_name: Mapped[str] = mapped_column(
        Sealed("gift_wish.public_name", NAME_LIMIT), default=""
    )
    showing: Mapped[Showing] = mapped_column(default=Showing.SECRET)
    shows_amount: Mapped[bool] = mapped_column(default=False)
    browser: Mapped[str] = mapped_column(String(64), default="", index=True)

    pledge: Mapped[Pledge] = relationship()
