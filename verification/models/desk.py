"""Proofs that staff look at: a code read aloud at the desk, a document."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim


class DeskCode(Base):
    """A code that staff read aloud to someone who lives at `address`; it serves once."""

    __tablename__ = "desk_code"
    __table_args__ = (CheckConstraint("expires_at > created_at", "lives_a_while"),)

    id: Mapped[PrimaryKey]
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), index=True)
    verifier_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    nonce: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    address: Mapped[Address] = relationship()
    verifier: Mapped[Resident] = relationship()

    @property
    def is_live(self) -> bool:
        """Whether the code can still be typed."""
        return self.ended_at is None and self.expires_at > now()


class Document(Base):
    """A document that waits for a decision; the row and the file go with the decision."""

    __tablename__ = "proof_document"

    id: Mapped[PrimaryKey]
    claim_id: Mapped[int] = mapped_column(ForeignKey("address_claim.id"), unique=True)
    storage_key: Mapped[str] = mapped_column(String(100), unique=True)
    content_type: Mapped[str] = mapped_column(String(40))
    dated_on: Mapped[date]
    created_at: Mapped[CreatedAt]

    claim: Mapped[AddressClaim] = relationship()
