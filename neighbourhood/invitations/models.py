"""Tables shared on a feast day, the seats asked for, and what may become of both."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.feed.postings import Posting, Response
from neighbourhood.foundation.storing.database import Base, LongText
from neighbourhood.foundation.storing.moves import Moves, Stands
from neighbourhood.foundation.storing.town_choices import ChoiceCode
from neighbourhood.residents.models.residents import Resident

MOST_SEATS = 50
TITLE_LIMIT = 120
BODY_LIMIT = 2000
MESSAGE_LIMIT = 1000


class Side(StrEnum):
    """Who writes: someone with a table to share, or someone who would like a seat."""

    HOST = "host"
    GUEST = "guest"


def shown_as(side: Side) -> str:
    """Return the kind of card: one never takes a table looked for for one to come to."""
    return "invitation" if side is Side.HOST else "table"


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


OVER = frozenset({InvitationStatus.CLOSED, InvitationStatus.CANCELLED})
INVITATION_MOVES = Moves(
    {
        InvitationStatus.OPEN: OVER | {InvitationStatus.FULL},
        InvitationStatus.FULL: OVER | {InvitationStatus.OPEN},
        InvitationStatus.CLOSED: (),
        InvitationStatus.CANCELLED: (),
    }
)


class SeatStatus(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


SEAT_MOVES = Moves(
    {
        SeatStatus.ASKED: {SeatStatus.ACCEPTED, SeatStatus.DECLINED, SeatStatus.WITHDRAWN},
        SeatStatus.ACCEPTED: {SeatStatus.WITHDRAWN},
        SeatStatus.WITHDRAWN: {SeatStatus.ASKED},
        SeatStatus.DECLINED: (),
    }
)


class Invitation(Posting, Base):
    """A table with `seats` to share, or someone who looks for that many; `taken` are agreed."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint(f"seats BETWEEN 1 AND {MOST_SEATS}", "seats_in_range"),
        CheckConstraint("taken BETWEEN 0 AND seats", "taken_in_range"),
        Index("ix_invitation_held", "status", "held_at"),
        Index("ix_invitation_author", "author_id", "created_at"),
    )

    ABOUT = "invitation"
    SCOPE = "invitations"
    MOVES = INVITATION_MOVES
    OPEN = InvitationStatus.OPEN
    FULL = InvitationStatus.FULL
    HIDDEN = OVER
    OVER = OVER

    side: Mapped[Side]
    occasion: Mapped[ChoiceCode]
    held_at: Mapped[datetime]
    seats: Mapped[int]
    status: Mapped[InvitationStatus] = mapped_column(default=InvitationStatus.OPEN)

    requests: Mapped[list["SeatRequest"]] = relationship(
        back_populates="invitation", order_by="SeatRequest.id", passive_deletes="all"
    )

    is_open = Stands(InvitationStatus.OPEN)
    is_cancelled = Stands(InvitationStatus.CANCELLED)

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/invitations/{self.id}"

    @property
    def kind(self) -> str:
        """How it is shown: a table to come to, or one looked for."""
        return shown_as(self.side)

    @property
    def is_hosts(self) -> bool:
        """Whether its author has the table; else they look for one."""
        return self.side is Side.HOST

    @property
    def room(self) -> int:
        """How many seats there are, or are looked for."""
        return self.seats

    @property
    def ends_at(self) -> datetime:
        """Until when one may answer."""
        return self.held_at

    def bring_all(self) -> None:
        """Let whoever welcomes those who look for a table welcome all of them."""
        for request in self.requests:
            if request.is_live:
                request.seats = self.seats
        if self.taken:
            self.taken = self.seats


class SeatRequest(Response, Base):
    """A resident who would come, or who would welcome the author; one for each invitation."""

    __tablename__ = "seat_request"
    __table_args__ = (
        UniqueConstraint("invitation_id", "resident_id"),
        CheckConstraint(f"seats BETWEEN 1 AND {MOST_SEATS}", "seats_in_range"),
    )

    ABOUT = "seat"
    POSTING = "invitation"
    RESPONDER = "resident"
    SCOPE = "invitations"
    MOVES = SEAT_MOVES
    WAITING = SeatStatus.ASKED
    ACCEPTED = SeatStatus.ACCEPTED
    DECLINED = SeatStatus.DECLINED
    WITHDRAWN = SeatStatus.WITHDRAWN

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    message: Mapped[LongText]
    seats: Mapped[int] = mapped_column(default=1)
    status: Mapped[SeatStatus] = mapped_column(default=SeatStatus.ASKED)

    invitation: Mapped[Invitation] = relationship(back_populates="requests")
    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)

    is_accepted = Stands(SeatStatus.ACCEPTED)
    is_declined = Stands(SeatStatus.DECLINED)
    is_withdrawn = Stands(SeatStatus.WITHDRAWN)

    @property
    def counts_for(self) -> int:
        """How many would sit down."""
        return self.seats
