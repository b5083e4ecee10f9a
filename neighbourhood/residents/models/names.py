"""The names that residents bore before."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.sealed import Sealed


class FormerName(Base):
    """A name until `created_at`, for staff who check who somebody is; it goes with the account."""

    __tablename__ = "former_name"
    __table_args__ = (CheckConstraint("length(name) > 0", "named"),)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(
        ForeignKey("resident.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(Sealed("former_name.name", 200))
    # Whether an address was proved under it.
    proved: Mapped[bool]
    created_at: Mapped[CreatedAt]
