"""Who holds a gathering with its author."""

from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.gatherings.models.gatherings import Gathering
from neighbourhood.residents.models.residents import Resident


class HostStatus(StrEnum):
    ASKED = "asked"
    HOST = "host"
    DECLINED = "declined"
    LEFT = "left"


HOST_MOVES = Moves(
    {
        HostStatus.ASKED: {HostStatus.HOST, HostStatus.DECLINED},
        HostStatus.HOST: {HostStatus.LEFT},
        HostStatus.DECLINED: {HostStatus.ASKED},
        HostStatus.LEFT: {HostStatus.ASKED},
    }
)


class Host(Moving, Base):
    """Who holds a gathering with its author, once they said yes."""

    __tablename__ = "host"
    __table_args__ = (UniqueConstraint("gathering_id", "resident_id"),)

    ABOUT = "host"
    MOVES = HOST_MOVES

    id: Mapped[PrimaryKey]
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    status: Mapped[HostStatus] = mapped_column(default=HostStatus.ASKED)
    created_at: Mapped[CreatedAt]

    gathering: Mapped[Gathering] = relationship()
    resident: Mapped[Resident] = relationship()

    is_asked = Stands(HostStatus.ASKED)
    is_host = Stands(HostStatus.HOST)
