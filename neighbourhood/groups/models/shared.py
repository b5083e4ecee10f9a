"""What members of a group share there: polls, lists, notes, files; what all of these have."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from neighbourhood.foundation.storing.database import CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.groups.models.groups import Group
from neighbourhood.residents.models.residents import Resident

TITLE_LIMIT = 120


class Shown(StrEnum):
    """What is shared is shown until somebody takes it away."""

    SHOWN = "shown"
    REMOVED = "removed"


SHOWN_MOVES = Moves({Shown.SHOWN: {Shown.REMOVED}, Shown.REMOVED: ()})


class Shared(Moving):
    """Mixin of a thing shared in a group; it is `GONE` once it was taken away.

    What was taken away is nobody’s any more ten minutes later, when its row is deleted. `ABOUT` is
    its code, `PLACE` the word of its addresses.
    """

    ABOUT: ClassVar[str]
    PLACE: ClassVar[str]
    GONE: ClassVar[Any] = Shown.REMOVED

    id: Mapped[PrimaryKey]
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbour_group.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    title: Mapped[str] = mapped_column(String(TITLE_LIMIT))
    created_at: Mapped[CreatedAt]
    # Since when moderation keeps it from everybody but its author.
    hidden_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def group(cls) -> Mapped[Group]:
        """In which group it is."""
        return relationship()

    @declared_attr
    @classmethod
    def author(cls) -> Mapped[Resident]:
        """Who shared it."""
        return relationship(foreign_keys=[cls.author_id])

    @declared_attr
    @classmethod
    def agent(cls) -> Mapped[Resident | None]:
        """Who did so in their place."""
        return relationship(foreign_keys=[cls.agent_id])

    @property
    def is_removed(self) -> bool:
        """Whether it was taken away."""
        return self.status is self.GONE

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/groupes/{self.PLACE}/{self.id}"


class Simple(Shared):
    """Mixin of what is shown or taken away, and nothing else."""

    MOVES = SHOWN_MOVES

    status: Mapped[Shown] = mapped_column(default=Shown.SHOWN)
    edited_at: Mapped[datetime | None]

    is_shown = Stands(Shown.SHOWN)
