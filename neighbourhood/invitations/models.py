"""Tables shared on a feast day, the seats asked for, and what may become of both."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import (
    Base,
    CreatedAt,
    LongText,
    PrimaryKey,
    ShortText,
)
from neighbourhood.places.models import Cell, Quartier
from neighbourhood.residents.models.residents import Resident

MOST_SEATS = 50
TITLE_LIMIT = 120
BODY_LIMIT = 2000
MESSAGE_LIMIT = 1000


class Side(StrEnum):
    """Who writes: someone with a table to share, or someone who would like a seat."""

    HOST = "host"
    GUEST = "guest"


class Occasion(StrEnum):
    CHRISTMAS_EVE = "christmas eve"
    CHRISTMAS = "christmas"
    NEW_YEAR = "new year"
    EID = "eid"
    HANUKKAH = "hanukkah"
    PASSOVER = "passover"
    EASTER = "easter"
    LUNAR_NEW_YEAR = "lunar new year"
    NOWRUZ = "nowruz"
    DIWALI = "diwali"
    BIRTHDAY = "birthday"
    NEIGHBOURS_DAY = "neighbours day"
    SUNDAY = "sunday"
    OTHER = "other"


class InvitationStatus(StrEnum):
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    CANCELLED = "cancelled"


INVITATION_MOVES: Mapping[InvitationStatus, frozenset[InvitationStatus]] = {
    InvitationStatus.OPEN: frozenset(
        {InvitationStatus.FULL, InvitationStatus.CLOSED, InvitationStatus.CANCELLED}
    ),
    InvitationStatus.FULL: frozenset(
        {InvitationStatus.OPEN, InvitationStatus.CLOSED, InvitationStatus.CANCELLED}
    ),
    InvitationStatus.CLOSED: frozenset(),
    InvitationStatus.CANCELLED: frozenset(),
}


class SeatStatus(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


SEAT_MOVES: Mapping[SeatStatus, frozenset[SeatStatus]] = {
    SeatStatus.ASKED: frozenset({SeatStatus.ACCEPTED, SeatStatus.DECLINED, SeatStatus.WITHDRAWN}),
    SeatStatus.ACCEPTED: frozenset({SeatStatus.WITHDRAWN}),
    SeatStatus.WITHDRAWN: frozenset({SeatStatus.ASKED}),
    SeatStatus.DECLINED: frozenset(),
}


class Invitation(Base):
    """A table with `seats` to share, or someone who looks for that many; `taken` are agreed."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint(f"seats BETWEEN 1 AND {MOST_SEATS}", "seats_in_range"),
        CheckConstraint("taken BETWEEN 0 AND seats", "taken_in_range"),
        Index("ix_invitation_held", "status", "held_at"),
        Index("ix_invitation_author", "author_id", "created_at"),
    )

    id: Mapped[PrimaryKey]
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    side: Mapped[Side]
    occasion: Mapped[Occasion]
    held_at: Mapped[datetime]
    seats: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    title: Mapped[ShortText]
    body: Mapped[LongText] = mapped_column(default="")
    reach: Mapped[str] = mapped_column(String(40))
    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"), index=True)
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("cell.id"))
    status: Mapped[InvitationStatus] = mapped_column(default=InvitationStatus.OPEN)
    created_at: Mapped[CreatedAt]

    author: Mapped[Resident] = relationship(foreign_keys=author_id)
    agent: Mapped[Resident | None] = relationship(foreign_keys=agent_id)
    quartier: Mapped[Quartier] = relationship()
    cell: Mapped[Cell | None] = relationship()
    requests: Mapped[list["SeatRequest"]] = relationship(
        back_populates="invitation", order_by="SeatRequest.id", passive_deletes="all"
    )

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/invitations/{self.id}"

    @property
    def seats_left(self) -> int:
        """How many seats are still free."""
        return self.seats - self.taken

    @property
    def is_over(self) -> bool:
        """Whether it is cancelled or its day has passed."""
        return self.status in {InvitationStatus.CLOSED, InvitationStatus.CANCELLED}

    def move(self, status: InvitationStatus) -> None:
        """Change the status, or refuse a move that the table does not list."""
        if status not in INVITATION_MOVES[self.status]:
            raise DomainError
        self.status = status


class SeatRequest(Base):
    """A resident who would come, or who would welcome the author; one for each invitation."""

    __tablename__ = "seat_request"
    __table_args__ = (
        UniqueConstraint("invitation_id", "resident_id"),
        CheckConstraint(f"seats BETWEEN 1 AND {MOST_SEATS}", "seats_in_range"),
    )

    id: Mapped[PrimaryKey]
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    message: Mapped[LongText]
    seats: Mapped[int] = mapped_column(default=1)
    status: Mapped[SeatStatus] = mapped_column(default=SeatStatus.ASKED)
    answer: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[CreatedAt]
    answered_at: Mapped[datetime | None]

    invitation: Mapped[Invitation] = relationship(back_populates="requests")
    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)
    agent: Mapped[Resident | None] = relationship(foreign_keys=agent_id)

    @property
    def is_live(self) -> bool:
        """Whether it still stands."""
        return self.status in {SeatStatus.ASKED, SeatStatus.ACCEPTED}

    def move(self, status: SeatStatus) -> None:
        """Change the status, or refuse a move that the table does not list."""
        if status not in SEAT_MOVES[self.status]:
            raise DomainError
        self.status = status
