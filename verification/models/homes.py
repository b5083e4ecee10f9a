"""Where residents lived, and since when."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.places.homes import Home
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim, ProofCode


class Residency(Base):
    """A proved home, the present one while `until` is not set.

    `method` is None for those whose home was given to them: by an administrator, by the demo.
    `asked_at` is when they were last asked whether they still live there.
    """

    __tablename__ = "residency"
    __table_args__ = (
        CheckConstraint("until >= since", "ends_after_it_began"),
        only_one("uq_residency_present", "resident_id", where="until IS NULL"),
    )

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    address_id: Mapped[int] = mapped_column(Home, index=True)
    method: Mapped[ProofCode | None]
    since: Mapped[CreatedAt]
    until: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship()
    address: Mapped[Address] = relationship(
        primaryjoin=lambda: Address.id == foreign(Residency.address_id)
    )


class WithdrawalReason(StrEnum):
    """Why a proof is taken back."""

    UNKNOWN_THERE = "unknown there"
    VOUCHERS_UNSURE = "vouchers unsure"
    FALSE_PROOF = "false proof"
    LEFT = "left"
    MISTAKE = "mistake"
    OTHER = "other"


WITHDRAWAL_WORDS_LIMIT = 400


class Withdrawal(Base):
    """A proof that was taken back, by whom and why; `home` keeps how and since when it was one.

    Whoever lived there reads the reason and the words.
    """

    __tablename__ = "proof_withdrawal"
    __table_args__ = (
        CheckConstraint("actor_id <> resident_id", "not_by_oneself"),
        CheckConstraint("reason <> 'other' OR length(words) > 0", "other_is_told"),
    )

    id: Mapped[PrimaryKey]
    home_id: Mapped[int] = mapped_column(ForeignKey("residency.id"), unique=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("address_claim.id"), index=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    reason: Mapped[WithdrawalReason]
    words: Mapped[str] = mapped_column(
        Sealed("proof_withdrawal.words", WITHDRAWAL_WORDS_LIMIT), default=""
    )
    created_at: Mapped[CreatedAt]

    home: Mapped[Residency] = relationship()
    claim: Mapped[AddressClaim] = relationship()
    actor: Mapped[Resident] = relationship(foreign_keys=actor_id)
