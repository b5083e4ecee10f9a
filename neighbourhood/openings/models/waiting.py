"""Who waits for a quartier to open: which one, and nothing more of where they live."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident


class Waiting(Base):
    """Somebody on the list of a quartier that is not open; the row goes when it opens."""

    __tablename__ = "waiting"

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), unique=True)
    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"), index=True)
    created_at: Mapped[CreatedAt]

    resident: Mapped[Resident] = relationship()
    quartier: Mapped[Quartier] = relationship()
