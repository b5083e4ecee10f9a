"""Letters on their way, and the codes of households."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.places.models import Address
from verification.models.claims import AddressClaim

TRIES = 5
HOUSEHOLD_ACCOUNTS = 6


class LetterCode(Base):
    """A letter on its way and the code in it, of which only a digest is kept."""

    __tablename__ = "letter_code"
    __table_args__ = (
        CheckConstraint(f"tries BETWEEN 0 AND {TRIES}", "few_tries"),
        CheckConstraint("expires_at > created_at", "lives_a_while"),
        CheckConstraint("posted_at IS NULL OR printed_at IS NOT NULL", "printed_before_posted"),
        CheckConstraint("returned_at IS NULL OR posted_at IS NOT NULL", "posted_before_returned"),
        only_one("uq_letter_code_live", "claim_id", where="ended_at IS NULL"),
    )

    id: Mapped[PrimaryKey]
    claim_id: Mapped[int] = mapped_column(ForeignKey("address_claim.id"), index=True)
    nonce: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    posted_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    claim: Mapped[AddressClaim] = relationship()

    @property
    def is_spent(self) -> bool:
        """Whether all tries are used."""
        return self.tries >= TRIES

    @property
    def is_expired(self) -> bool:
        """Whether the code is too old."""
        return self.expires_at <= now()


class HouseholdCode(Base):
    """A code printed for whoever lives at an address; `uses` counts the accounts it proved."""

    __tablename__ = "household_code"
    __table_args__ = (
        CheckConstraint(f"uses BETWEEN 0 AND {HOUSEHOLD_ACCOUNTS}", "few_accounts"),
        CheckConstraint("expires_at > created_at", "lives_a_while"),
        only_one("uq_household_code_live", "address_id", where="ended_at IS NULL"),
    )

    id: Mapped[PrimaryKey]
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    uses: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    address: Mapped[Address] = relationship()

    @property
    def is_over(self) -> bool:
        """Whether the code is too old, or has proved as many accounts as it may."""
        return self.expires_at <= now() or self.uses >= HOUSEHOLD_ACCOUNTS
