"""Neighbours who vouch for a newcomer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.places.homes import Home
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim

VOUCHES_NEEDED = 2


class VouchInvite(Base):
    """The code that a newcomer gives to two neighbours, in person."""

    __tablename__ = "vouch_invite"
    __table_args__ = (
        CheckConstraint("expires_at > created_at", "lives_a_while"),
        only_one("uq_vouch_invite_live", "claim_id", where="ended_at IS NULL"),
    )

    id: Mapped[PrimaryKey]
    claim_id: Mapped[int] = mapped_column(ForeignKey("address_claim.id"), index=True)
    nonce: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    claim: Mapped[AddressClaim] = relationship()

    @property
    def is_live(self) -> bool:
        """Whether a neighbour may still vouch with it."""
        return self.ended_at is None and self.expires_at > now()


class Vouch(Base):
    """A neighbour says: I know this person, they live there.

    `address_id` is where the neighbour lived at that moment: two vouches come from two households.
    """

    __tablename__ = "vouch"
    __table_args__ = (
        UniqueConstraint("claim_id", "voucher_id"),
        UniqueConstraint("claim_id", "address_id"),
    )

    id: Mapped[PrimaryKey]
    claim_id: Mapped[int] = mapped_column(ForeignKey("address_claim.id"))
    voucher_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    address_id: Mapped[int] = mapped_column(Home)
    created_at: Mapped[CreatedAt]

    claim: Mapped[AddressClaim] = relationship()
    voucher: Mapped[Resident] = relationship()


class CircleKind(StrEnum):
    """What may be wrong with those who vouched: each for the other, or one after the other."""

    RING = "ring"
    CHAIN = "chain"


class CircleAlert(Base):
    """A proof by neighbours that the desk should look at; `seen_at` once it did."""

    __tablename__ = "circle_alert"

    id: Mapped[PrimaryKey]
    claim_id: Mapped[int] = mapped_column(ForeignKey("address_claim.id"), unique=True)
    kind: Mapped[CircleKind]
    created_at: Mapped[CreatedAt]
    seen_at: Mapped[datetime | None]

    claim: Mapped[AddressClaim] = relationship()
