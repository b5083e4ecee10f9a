"""Who is in a group, who asked to be, what each may do there, and who trusts whom."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.feed.postings import Given
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.moves import IllegalMove, Moves, Stands
from neighbourhood.groups.models.groups import Group
from neighbourhood.residents.models.residents import Resident

WORDS_LIMIT = 400


class Role(StrEnum):
    """What one is in a group; each may do what the one before may, and more."""

    NEWCOMER = "newcomer"
    MEMBER = "member"
    EDITOR = "editor"


ROLE_MOVES = Moves(
    {
        Role.NEWCOMER: {Role.MEMBER},
        Role.MEMBER: {Role.EDITOR, Role.NEWCOMER},
        Role.EDITOR: {Role.MEMBER},
    }
)


class Seat(StrEnum):
    """Where somebody stands: at the door, in the group, or out of it again."""

    ASKING = "asking"
    INVITED = "invited"
    STANDING = "standing"
    DECLINED = "declined"
    LEFT = "left"
    REMOVED = "removed"


SEAT_MOVES = Moves(
    {
        Seat.ASKING: {Seat.STANDING, Seat.DECLINED, Seat.LEFT},
        Seat.INVITED: {Seat.STANDING, Seat.LEFT},
        Seat.STANDING: {Seat.LEFT, Seat.REMOVED},
        Seat.DECLINED: {Seat.STANDING, Seat.INVITED},
        Seat.LEFT: {Seat.ASKING, Seat.INVITED, Seat.STANDING},
        Seat.REMOVED: {Seat.INVITED},
    }
)


class Membership(Given, Base):
    """Somebody and a group: one row for the two, whatever happens between them.

    `words` are what was said when asking to come in, `answer` what an editor said when saying no or
    when removing somebody; `decided_by_id` which editor, or who asked them to come.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("group_id", "resident_id"),
        CheckConstraint("status <> 'standing' OR joined_at IS NOT NULL", "joined_then"),
        CheckConstraint("(status IN ('left', 'removed')) = (left_at IS NOT NULL)", "left_then"),
        # What each reads of groups is asked of every card.
        Index("ix_membership_resident", "resident_id", "status", "group_id"),
        Index("ix_membership_group", "group_id", "status", "joined_at", "id"),
    )

    ABOUT = "membership"
    POSTING = "group"
    RESPONDER = "resident"
    SCOPE = "groups"
    MOVES = SEAT_MOVES

    group_id: Mapped[int] = mapped_column(ForeignKey("neighbour_group.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    status: Mapped[Seat]
    role: Mapped[Role] = mapped_column(default=Role.NEWCOMER)
    words: Mapped[str] = mapped_column(String(WORDS_LIMIT), default="")
    answer: Mapped[str] = mapped_column(String(WORDS_LIMIT), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    # The first steps of a newcomer: each ticks itself, and all are put away at `steps_done_at`.
    charter_read_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    steps_done_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship()
    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)
    decided_by: Mapped[Resident | None] = relationship(foreign_keys=decided_by_id)

    is_asking = Stands(Seat.ASKING)
    is_invited = Stands(Seat.INVITED)
    is_standing = Stands(Seat.STANDING)
    is_declined = Stands(Seat.DECLINED)
    is_removed = Stands(Seat.REMOVED)

    @property
    def is_newcomer(self) -> bool:
        """Whether they are new in the group."""
        return self.is_standing and self.role is Role.NEWCOMER

    @property
    def is_editor(self) -> bool:
        """Whether they look after the group with the others."""
        return self.is_standing and self.role is Role.EDITOR

    def take_role(self, role: Role) -> None:
        """Change the role by one step, or refuse what the table does not list."""
        if role not in ROLE_MOVES[self.role]:
            raise IllegalMove
        self.role = role


class Trust(Base):
    """One member of a group trusts another with one `step` more of it.

    Whoever is trusted to be a member is not trusted to look after the group yet: that is said anew.
    Nobody is shown how many do.
    """

    __tablename__ = "trust"
    __table_args__ = (
        UniqueConstraint("trusted_id", "by_id", "step"),
        CheckConstraint("step <> 'newcomer'", "one_step_up"),
        CheckConstraint("trusted_id <> by_id", "not_oneself"),
    )

    id: Mapped[PrimaryKey]
    trusted_id: Mapped[int] = mapped_column(ForeignKey("membership.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    step: Mapped[Role]
    created_at: Mapped[CreatedAt]
