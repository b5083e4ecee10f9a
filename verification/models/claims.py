"""Claims to live somewhere, and how they end."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.foundation.storing.moves import IllegalMove, Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.places.homes import Home
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident

REFERENCE_LENGTH = 8
# The proof by which staff may end any claim: they have seen the person and their papers.
IN_PERSON = "desk"

# The code of a declared proof: another one needs no migration.
ProofCode = Annotated[str, mapped_column(String(40))]


class ClaimStatus(StrEnum):
    AWAITING = "awaiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"  # it was proved, and the proof was taken back


class Refusal(StrEnum):
    """Why a document proves nothing; all that is kept of it."""

    UNREADABLE = "unreadable"
    TOO_OLD = "too old"
    OTHER_NAME = "other name"
    OTHER_ADDRESS = "other address"
    NO_PROOF = "no proof"


class ClaimDecided(IllegalMove):
    """The claim has already come to its end."""

    sentence = _l("Cette demande est déjà terminée. Regardez où en est votre adresse.")


class AddressClaim(Moving, Base):
    """Someone says they live somewhere; `method` is the code of the proof they chose.

    `reference` is what one says at the desk; it is printed on the letter too, for whoever receives
    it without having asked. `verifier` is the member of staff who saw the proof, if there was one.
    `around` is what an envelope says besides the address: building, floor.
    """

    __tablename__ = "address_claim"
    MOVES = Moves(
        {
            ClaimStatus.AWAITING: {
                ClaimStatus.CONFIRMED,
                ClaimStatus.REFUSED,
                ClaimStatus.CANCELLED,
                ClaimStatus.EXPIRED,
            },
            ClaimStatus.CONFIRMED: {ClaimStatus.WITHDRAWN},
            ClaimStatus.REFUSED: (),
            ClaimStatus.CANCELLED: (),
            ClaimStatus.EXPIRED: (),
            ClaimStatus.WITHDRAWN: (),
        }
    )
    __table_args__ = (
        CheckConstraint("(status = 'awaiting') = (decided_at IS NULL)", "decided_once"),
        CheckConstraint("(status = 'refused') = (refusal IS NOT NULL)", "refused_for_a_reason"),
        CheckConstraint("verifier_id <> resident_id", "not_by_oneself"),
        only_one("uq_address_claim_awaiting", "resident_id", where="status = 'awaiting'"),
    )

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    address_id: Mapped[int] = mapped_column(Home, index=True)
    around: Mapped[str] = mapped_column(Sealed("address_claim.around", 200), default="")
    method: Mapped[ProofCode]
    status: Mapped[ClaimStatus] = mapped_column(default=ClaimStatus.AWAITING)
    reference: Mapped[str] = mapped_column(String(REFERENCE_LENGTH), unique=True)
    created_at: Mapped[CreatedAt]
    decided_at: Mapped[datetime | None]
    disputed_at: Mapped[datetime | None]
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    refusal: Mapped[Refusal | None]

    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)
    verifier: Mapped[Resident | None] = relationship(foreign_keys=verifier_id)
    address: Mapped[Address] = relationship(
        primaryjoin=lambda: Address.id == foreign(AddressClaim.address_id)
    )

    is_confirmed = Stands(ClaimStatus.CONFIRMED)
    is_refused = Stands(ClaimStatus.REFUSED)
    is_expired = Stands(ClaimStatus.EXPIRED)

    def become(self, status: StrEnum) -> None:
        """Come to an end, if the table of moves allows it; a proof keeps its date."""
        if not self.may_become(status):
            raise ClaimDecided
        super().become(status)
        self.decided_at = self.decided_at or now()


class WrongTry(Base):
    """A code that was not the right one, where the code itself cannot keep count."""

    __tablename__ = "wrong_try"
    __table_args__ = (Index("ix_wrong_try_recent", "resident_id", "method", "created_at"),)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    method: Mapped[ProofCode]
    created_at: Mapped[CreatedAt]


class ForbiddenMethod(Base):
    """A way to prove an address that a town does not take; all the others, it does."""

    __tablename__ = "forbidden_method"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    method: Mapped[ProofCode] = mapped_column(primary_key=True)
