"""Where residents lived, and since when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.database import Base, CreatedAt, PrimaryKey
from neighbourhood.places.models import Address
from neighbourhood.residents.models import Resident
from verification.models.claims import Method


class Residency(Base):
    """A proved home, the present one while `until` is not set.

    `method` is None for those whose home was given to them: by an administrator, by the demo.
    `asked_at` is when they were last asked whether they still live there.
    """

    __tablename__ = "residency"
    __table_args__ = (
        CheckConstraint("until >= since", "ends_after_it_began"),
        Index(
            "uq_residency_present",
            "resident_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), index=True)
    method: Mapped[Method | None]
    since: Mapped[CreatedAt]
    until: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship()
    address: Mapped[Address] = relationship()
