"""Groups of neighbours, how one comes in, who may find them, and how they stand."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.feed.postings import PutUp
from neighbourhood.foundation.storing.database import Base, CreatedAt
from neighbourhood.foundation.storing.moves import Moves, Stands

NAME_LIMIT = 80
ABOUT_LIMIT = 2000
CHARTER_LIMIT = 280
KIND = "group"
# The conversation of a group is for so many, and the group itself.
MOST_MEMBERS = 500


class Nature(StrEnum):
    """What brings people together."""

    INTEREST = "interest"
    BUILDING = "building"
    SCHOOL = "school"
    GARDEN = "garden"


class Entry(StrEnum):
    """How one comes in: at once, once an editor says yes, or because a member asked one to."""

    OPEN = "open"
    REQUEST = "request"
    INVITATION = "invitation"


class GroupStatus(StrEnum):
    ACTIVE = "active"
    ASLEEP = "asleep"
    CLOSED = "closed"


GROUP_MOVES = Moves(
    {
        GroupStatus.ACTIVE: {GroupStatus.ASLEEP, GroupStatus.CLOSED},
        GroupStatus.ASLEEP: {GroupStatus.ACTIVE, GroupStatus.CLOSED},
        GroupStatus.CLOSED: (),
    }
)


class Group(PutUp, Base):
    """A group: its `title` is its name, its `body` what it is about; its `reach` who may find it.

    Its author is who looks after it: the founder, until somebody takes over. What happened in it
    last, a word, a card or a new member, is at `active_at`.
    """

    __tablename__ = "neighbour_group"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "named"),
        # Who lives behind a door is told to nobody else.
        CheckConstraint("nature <> 'building' OR reach = 'building'", "behind_its_door"),
        CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", "closed_then"),
        Index("ix_neighbour_group_silent", "status", "active_at"),
        Index("ix_neighbour_group_author", "author_id"),
    )

    ABOUT = "group"
    SCOPE = "groups"
    MOVES = GROUP_MOVES
    OPEN = GroupStatus.ACTIVE
    HIDDEN = frozenset({GroupStatus.CLOSED})
    OVER = frozenset({GroupStatus.CLOSED})

    title: Mapped[str] = mapped_column(String(NAME_LIMIT))
    charter: Mapped[str] = mapped_column(String(CHARTER_LIMIT), default="")
    nature: Mapped[Nature]
    entry: Mapped[Entry]
    status: Mapped[GroupStatus] = mapped_column(default=GroupStatus.ACTIVE)
    active_at: Mapped[CreatedAt]
    # Since when its editors know that it is about to fall asleep.
    warned_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    is_active = Stands(GroupStatus.ACTIVE)
    is_asleep = Stands(GroupStatus.ASLEEP)
    is_closed = Stands(GroupStatus.CLOSED)

    @property
    def name(self) -> str:
        """What it is called."""
        return self.title

    @property
    def number(self) -> str:
        """How it is told apart where its name is not kept."""
        return f"n° {self.id}"

    @property
    def kind(self) -> str:
        """How it is shown."""
        return KIND

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/groupes/{self.id}"

    @property
    def place(self) -> str:
        """Where somebody reads how they stand with it."""
        return f"{self.path}/ma-place"

    @property
    def door(self) -> str:
        """Where its editors read who asks to come in."""
        return f"{self.path}/demandes"

    @property
    def ends_at(self) -> datetime:
        """It has no end of its own."""
        return datetime.max.replace(tzinfo=UTC)

    @property
    def circle(self) -> str:
        """What is said in it reaches this far: the code of a reach."""
        return circle_of(self.id)


def circle_of(group_id: int | str) -> str:
    """Return the code of the reach of what is said in a group."""
    return f"{Group.ABOUT}:{group_id}"
