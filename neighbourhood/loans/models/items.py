"""The things on the shelf of a neighbour, and the days on which nobody borrows from them."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    exists,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.feed.postings import PutUp
from neighbourhood.feed.reaches import stays
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Stands
from neighbourhood.foundation.storing.pictures import FEW_ENOUGH, Pictured
from neighbourhood.foundation.storing.town_choices import ChoiceCode
from neighbourhood.residents.models.residents import Resident

if TYPE_CHECKING:
    from neighbourhood.loans.models.loans import Loan

TITLE_LIMIT = 120
BODY_LIMIT = 2000
SAID_LIMIT = 120
MOST_DAYS = 60
MOST_RENEWALS = 5
USUAL_DAYS = 7
KIND = "loan"


class Condition(StrEnum):
    """In what state a thing is, as its owner says."""

    NEW = "new"
    GOOD = "good"
    WORN = "worn"
    TRICKY = "tricky"


class ItemStatus(StrEnum):
    """A thing is on the shelf, put aside for a while, or lent no more."""

    ON_SHELF = "on shelf"
    ASIDE = "aside"
    RETIRED = "retired"


ITEM_MOVES = Moves(
    {
        ItemStatus.ON_SHELF: {ItemStatus.ASIDE, ItemStatus.RETIRED},
        ItemStatus.ASIDE: {ItemStatus.ON_SHELF, ItemStatus.RETIRED},
        ItemStatus.RETIRED: (),
    }
)


class Item(Pictured, PutUp, Base):
    """A thing to lend: for at most `days` days, which may be had again `renewals` times.

    What it is worth and what is left as a deposit are said in words: no money passes here. Who may
    ask for it is its reach.
    """

    __tablename__ = "item"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint(FEW_ENOUGH, "photos_few_enough"),
        CheckConstraint(f"days BETWEEN 1 AND {MOST_DAYS}", "days_in_range"),
        CheckConstraint(f"renewals BETWEEN 0 AND {MOST_RENEWALS}", "renewals_in_range"),
        CheckConstraint("(status = 'retired') = (retired_at IS NOT NULL)", "retired_at_a_moment"),
        Index("ix_item_author", "author_id", "created_at"),
    )

    ABOUT = "item"
    SCOPE = "loans"
    MOVES = ITEM_MOVES
    OPEN = ItemStatus.ON_SHELF
    HIDDEN = frozenset({ItemStatus.RETIRED})
    OVER = frozenset({ItemStatus.RETIRED})

    category: Mapped[ChoiceCode]
    condition: Mapped[Condition] = mapped_column(default=Condition.GOOD)
    worth: Mapped[str] = mapped_column(String(SAID_LIMIT), default="")
    deposit: Mapped[str] = mapped_column(String(SAID_LIMIT), default="")
    days: Mapped[int] = mapped_column(default=USUAL_DAYS)
    renewals: Mapped[int] = mapped_column(default=1)
    status: Mapped[ItemStatus] = mapped_column(default=ItemStatus.ON_SHELF)
    edited_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]

    loans: Mapped[list["Loan"]] = relationship(
        back_populates="item", order_by="Loan.id", passive_deletes="all"
    )

    is_on_shelf = Stands(ItemStatus.ON_SHELF)
    is_aside = Stands(ItemStatus.ASIDE)
    is_retired = Stands(ItemStatus.RETIRED)

    @property
    def kind(self) -> str:
        """How it is shown."""
        return KIND

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/prets/objets/{self.id}"

    @property
    def ends_at(self) -> datetime:
        """Until when one may ask for it: as long as it stays on the shelf."""
        return datetime.max.replace(tzinfo=UTC)

    @classmethod
    def reaches(cls, viewer: Resident) -> ColumnElement[bool]:
        """Tell in SQL whether `viewer` lives within its reach, or was proposed it."""
        told = exists().where(Proposal.item_id == cls.id, Proposal.seeker_id == viewer.id)
        told = told.correlate_except(Proposal)
        return or_(super().reaches(viewer), and_(told, stays(cls.author_id)))


class Proposal(Base):
    """A thing proposed to a neighbour who looks for one, once for each thing that is looked for.

    Whoever it is proposed to may see it and ask for it, however far it reaches.
    """

    __tablename__ = "item_proposal"
    __table_args__ = (
        UniqueConstraint("item_id", "sought", "sought_id"),
        Index("ix_item_proposal_sought", "sought", "sought_id"),
    )

    id: Mapped[PrimaryKey]
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    # What they look for, by the kind of its card; another slice puts it up.
    sought: Mapped[str] = mapped_column(String(40))
    sought_id: Mapped[int]
    seeker_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    created_at: Mapped[CreatedAt]

    item: Mapped[Item] = relationship()
    seeker: Mapped[Resident] = relationship(foreign_keys=seeker_id)
    agent: Mapped[Resident | None] = relationship(foreign_keys=agent_id)


class LendingBreak(Base):
    """Days on which a neighbour lends nothing, both included: away, or short of time."""

    __tablename__ = "lending_break"
    __table_args__ = (CheckConstraint("last_day >= first_day", "ends_after_it_begins"),)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]

    resident: Mapped[Resident] = relationship()
