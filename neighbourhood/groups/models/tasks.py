"""Lists of who does what, or brings what, in a group."""

import re
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.groups.models.shared import Simple
from neighbourhood.residents.models.residents import Resident

WORDS_LIMIT = 120
MOST_LINES = 40
MOST_WANTED = 99
# « 3 × gâteau », « 3 x gâteau », « 3 gâteaux »: how many people are wanted comes first.
NUMBERED = re.compile(r"(?P<wanted>[1-9][0-9]?)\s*(?:[x×*]\s+|\s+)(?P<words>\S.*)")


class TaskList(Simple, Base):
    """A list of things to do or to bring, by its `wanted_on` if it has one."""

    __tablename__ = "task_list"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint("(status = 'removed') = (removed_at IS NOT NULL)", "removed_then"),
    )

    ABOUT = "task_list"
    PLACE = "listes"

    wanted_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]

    lines: Mapped[list["TaskLine"]] = relationship(
        back_populates="task_list", order_by="TaskLine.position", cascade="all, delete-orphan"
    )

    @property
    def typed_lines(self) -> str:
        """Its lines as they are typed, one under the other."""
        return "\n".join(line.typed for line in self.lines)


class TaskLine(Base):
    """One thing of a list, and how many people are wanted for it."""

    __tablename__ = "task_line"
    __table_args__ = (
        CheckConstraint("length(words) > 0", "worded"),
        CheckConstraint(f"wanted BETWEEN 1 AND {MOST_WANTED}", "wanted_few_enough"),
    )

    id: Mapped[PrimaryKey]
    list_id: Mapped[int] = mapped_column(ForeignKey("task_list.id"), index=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    wanted: Mapped[int] = mapped_column(default=1)
    done_at: Mapped[datetime | None]

    task_list: Mapped[TaskList] = relationship(back_populates="lines")
    takes: Mapped[list["TaskTake"]] = relationship(
        back_populates="line", order_by="TaskTake.id", cascade="all, delete-orphan"
    )

    @property
    def typed(self) -> str:
        """How it is typed: how many are wanted first, unless it is one and reads so."""
        says_how_many = self.wanted > 1 or NUMBERED.fullmatch(self.words)
        return f"{self.wanted} × {self.words}" if says_how_many else self.words


class TaskTake(Base):
    """Somebody takes care of one thing of a list."""

    __tablename__ = "task_take"
    __table_args__ = (UniqueConstraint("line_id", "resident_id"),)

    id: Mapped[PrimaryKey]
    line_id: Mapped[int] = mapped_column(ForeignKey("task_line.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    created_at: Mapped[CreatedAt]

    line: Mapped[TaskLine] = relationship(back_populates="takes")
    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)
