"""Tool libraries: when and how an association lends, and the tools on its shelves."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import (
    Base,
    CreatedAt,
    LongText,
    PrimaryKey,
    ShortText,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.pictures import FEW_ENOUGH, Pictured
from neighbourhood.foundation.storing.town_choices import ChoiceCode
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Quartier

NAME_LIMIT = 80
WORDS_LIMIT = 1000
PLACE_LIMIT = 160
TITLE_LIMIT = 120
BODY_LIMIT = 2000
CONDITION_LIMIT = 200
LABEL_LENGTH = 6
MOST_HOURS = 14
MOST_DAYS = 60
MOST_RENEWALS = 3
MOST_AT_ONCE = 10
KIND = "tool"


class LibraryStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


LIBRARY_MOVES = Moves(
    {
        LibraryStatus.OPEN: {LibraryStatus.CLOSED},
        LibraryStatus.CLOSED: {LibraryStatus.OPEN},
    }
)


class Library(Moving, Base):
    """What a partner lends at its desk.

    `hours` are its openings of a week: `{"weekday": 5, "opens": "10:00", "closes": "12:00"}`, where
    Monday is 0. A tool is lent for `days`, which may be had again `renewals` times; one borrower
    has `at_once` tools and no more.
    """

    __tablename__ = "library"
    __table_args__ = (
        CheckConstraint("length(name) > 0", "named"),
        CheckConstraint(f"json_array_length(hours) <= {MOST_HOURS}", "hours_few_enough"),
        CheckConstraint(f"days BETWEEN 1 AND {MOST_DAYS}", "days_in_range"),
        CheckConstraint(f"renewals BETWEEN 0 AND {MOST_RENEWALS}", "renewals_in_range"),
        CheckConstraint(f"at_once BETWEEN 1 AND {MOST_AT_ONCE}", "at_once_in_range"),
    )

    ABOUT = "library"
    MOVES = LIBRARY_MOVES

    id: Mapped[PrimaryKey]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), unique=True)
    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"), index=True)
    name: Mapped[ShortText]
    words: Mapped[LongText] = mapped_column(default="")
    place: Mapped[str] = mapped_column(String(PLACE_LIMIT))
    hours: Mapped[list[Any]] = mapped_column(default=list)
    days: Mapped[int] = mapped_column(default=14)
    renewals: Mapped[int] = mapped_column(default=1)
    at_once: Mapped[int] = mapped_column(default=3)
    status: Mapped[LibraryStatus] = mapped_column(default=LibraryStatus.OPEN)
    created_at: Mapped[CreatedAt]
    # Since when moderation keeps it from those who do not work there.
    hidden_at: Mapped[datetime | None]

    partner: Mapped[Partner] = relationship()
    quartier: Mapped[Quartier] = relationship()
    closures: Mapped[list["LibraryClosure"]] = relationship(
        order_by="LibraryClosure.first_day", passive_deletes="all"
    )

    is_open = Stands(LibraryStatus.OPEN)
    is_closed = Stands(LibraryStatus.CLOSED)

    @property
    def path(self) -> str:
        """Where neighbours read it."""
        return f"/outiltheques/{self.id}"


class LibraryClosure(Base):
    """Days on which a library does not open, both included: holidays, or a stocktaking."""

    __tablename__ = "library_closure"
    __table_args__ = (CheckConstraint("last_day >= first_day", "ends_after_it_begins"),)

    id: Mapped[PrimaryKey]
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]


class ToolStatus(StrEnum):
    """A tool is on the shelf, being mended, or lent no more."""

    ON_SHELF = "on shelf"
    MENDED = "mended"
    RETIRED = "retired"


TOOL_MOVES = Moves(
    {
        ToolStatus.ON_SHELF: {ToolStatus.MENDED, ToolStatus.RETIRED},
        ToolStatus.MENDED: {ToolStatus.ON_SHELF, ToolStatus.RETIRED},
        ToolStatus.RETIRED: (),
    }
)


class Tool(Pictured, Moving, Base):
    """One thing on the shelves of a library; its `label` is printed on it, in words and squares."""

    __tablename__ = "tool"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint(FEW_ENOUGH, "photos_few_enough"),
        CheckConstraint("(status = 'retired') = (retired_at IS NOT NULL)", "retired_at_a_moment"),
        Index("ix_tool_library", "library_id", "status", "created_at", "id"),
    )

    ABOUT = "tool"
    MOVES = TOOL_MOVES

    id: Mapped[PrimaryKey]
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id"))
    label: Mapped[str] = mapped_column(String(12), unique=True)
    title: Mapped[ShortText]
    body: Mapped[LongText] = mapped_column(default="")
    category: Mapped[ChoiceCode]
    condition: Mapped[str] = mapped_column(String(CONDITION_LIMIT), default="")
    status: Mapped[ToolStatus] = mapped_column(default=ToolStatus.ON_SHELF)
    created_at: Mapped[CreatedAt]
    edited_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]
    # Since when moderation keeps its words from those who do not work there.
    hidden_at: Mapped[datetime | None]

    library: Mapped[Library] = relationship()

    is_on_shelf = Stands(ToolStatus.ON_SHELF)
    is_mended = Stands(ToolStatus.MENDED)
    is_retired = Stands(ToolStatus.RETIRED)

    @property
    def path(self) -> str:
        """Where neighbours read it."""
        return f"/outiltheques/outils/{self.id}"

    @property
    def is_shown(self) -> bool:
        """Whether neighbours find it on the shelves."""
        shown = self.hidden_at is None and self.library.hidden_at is None
        return shown and self.is_on_shelf and self.library.is_open
