"""What was ever shown of where somebody lives."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.places.crowds import Area

_ONE = (
    "(quartier_id IS NOT NULL AND cell_id IS NULL AND street IS NULL) OR "
    "(cell_id IS NOT NULL AND quartier_id IS NULL AND street IS NULL) OR "
    "(street IS NOT NULL AND insee IS NOT NULL AND quartier_id IS NULL AND cell_id IS NULL)"
)


class ShownArea(Base):
    """A quartier, a square or a street that readers know of a resident, since and for good.

    What was shown stays known, after a move too: a later home shows nothing that, together with
    it, would leave only a few doors.
    """

    __tablename__ = "shown_area"
    __table_args__ = (
        CheckConstraint(_ONE, name="one_of_three"),
        Index("ix_shown_area_resident_id", "resident_id"),
    )

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    quartier_id: Mapped[int | None] = mapped_column(ForeignKey("quartier.id"))
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("cell.id"))
    insee: Mapped[str | None] = mapped_column(String(5))
    street: Mapped[str | None] = mapped_column(Sealed("shown_area.street", 200))
    created_at: Mapped[CreatedAt]

    @property
    def area(self) -> Area:
        """What it is of the map."""
        return Area(self.quartier_id, self.cell_id, self.insee, self.street)
