"""What towns paid in for the losses that they cover."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import (
    Base,
    Cents,
    CreatedAt,
    PrimaryKey,
    ShortText,
    only_one,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident


class CoverStatus(StrEnum):
    """From what one person wrote to what a second one found on the statement as well."""

    ENTERED = "entered"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class CoverPayment(Moving, Base):
    """Money that a town paid in for what it covers: on which day, as its bank calls it.

    It is of the town, and of no fund: one transfer may be for several losses.
    """

    __tablename__ = "cover_payment"
    __table_args__ = (
        CheckConstraint("cents > 0", "positive_amount"),
        CheckConstraint("confirmed_by_id <> entered_by_id", "two_people"),
        CheckConstraint(
            "status <> 'confirmed' OR (confirmed_by_id IS NOT NULL AND decided_at IS NOT NULL)",
            "confirmed_by_somebody",
        ),
        only_one("uq_cover_payment_waiting", "municipality_id", where="status = 'entered'"),
    )
    MOVES = Moves(
        {
            CoverStatus.ENTERED: {CoverStatus.CONFIRMED, CoverStatus.REFUSED},
            CoverStatus.CONFIRMED: (),
            CoverStatus.REFUSED: (),
        }
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    cents: Mapped[Cents]
    reference: Mapped[ShortText]
    day: Mapped[date]
    status: Mapped[CoverStatus] = mapped_column(default=CoverStatus.ENTERED)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    entered_at: Mapped[CreatedAt]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    decided_at: Mapped[datetime | None]

    municipality: Mapped[Municipality] = relationship()
    entered_by: Mapped[Resident] = relationship(foreign_keys=entered_by_id)

    is_entered = Stands(CoverStatus.ENTERED)
    is_confirmed = Stands(CoverStatus.CONFIRMED)
