"""Claims to live somewhere, and the letters that prove them."""

from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.errors import DomainError
from neighbourhood.places.models import Address
from neighbourhood.residents.models import Resident

TRIES = 5
REFERENCE_LENGTH = 8


class Method(StrEnum):
    """How an address is proved."""

    LETTER = "letter"


class ClaimStatus(StrEnum):
    AWAITING = "awaiting"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


TRANSITIONS = MappingProxyType(
    {
        ClaimStatus.AWAITING: frozenset(ClaimStatus) - {ClaimStatus.AWAITING},
        ClaimStatus.CONFIRMED: frozenset(),
        ClaimStatus.CANCELLED: frozenset(),
        ClaimStatus.EXPIRED: frozenset(),
    }
)


class ClaimDecided(DomainError):
    """The claim has already come to its end."""

    code = "claim_decided"
    sentence = _l("Cette demande est déjà terminée. Regardez où en est votre adresse.")


class AddressClaim(Base):
    """Someone says they live somewhere; `method` is how they prove it.

    `reference` is printed on the letter, for whoever receives it without having asked.
    """

    __tablename__ = "address_claim"
    __table_args__ = (
        CheckConstraint("(status = 'awaiting') = (decided_at IS NULL)", "decided_once"),
        Index(
            "uq_address_claim_awaiting",
            "resident_id",
            unique=True,
            sqlite_where=text("status = 'awaiting'"),
            postgresql_where=text("status = 'awaiting'"),
        ),
    )

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), index=True)
    method: Mapped[Method]
    status: Mapped[ClaimStatus] = mapped_column(default=ClaimStatus.AWAITING)
    reference: Mapped[str] = mapped_column(String(REFERENCE_LENGTH), unique=True)
    created_at: Mapped[CreatedAt]
    decided_at: Mapped[datetime | None]
    disputed_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship()
    address: Mapped[Address] = relationship()

    def become(self, status: ClaimStatus) -> None:
        """Come to an end, if the table of transitions allows it."""
        if status not in TRANSITIONS[self.status]:
            raise ClaimDecided
        self.status = status
        self.decided_at = now()


class LetterCode(Base):
    """A letter on its way and the code in it, of which only a digest is kept."""

    __tablename__ = "letter_code"
    __table_args__ = (
        CheckConstraint(f"tries BETWEEN 0 AND {TRIES}", "few_tries"),
        CheckConstraint("expires_at > created_at", "lives_a_while"),
        CheckConstraint("posted_at IS NULL OR printed_at IS NOT NULL", "printed_before_posted"),
        Index(
            "uq_letter_code_live",
            "claim_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
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
