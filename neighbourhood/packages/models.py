"""Packages of a town, and the record of every round in which their gifts came to needs."""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import DDL, CheckConstraint, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.append_only import append_only_ddl
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import (
    Base,
    Cents,
    CreatedAt,
    LongText,
    PrimaryKey,
    ShortText,
)
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.places.models import Municipality


class Part(StrEnum):
    """How much of the price of a package one may give."""

    QUARTER = "quarter"
    THIRD = "third"
    HALF = "half"
    WHOLE = "whole"
    FREE = "free"  # any amount that the payment itself does not eat up


SIZES = {
    Part.QUARTER: Fraction(1, 4),
    Part.THIRD: Fraction(1, 3),
    Part.HALF: Fraction(1, 2),
    Part.WHOLE: Fraction(1),
}


class Package(Base):
    """What a town offers to give for: a price, what it covers, the kinds of need its gifts go to.

    Gifts stand on its fund until a round brings them to needs. Without a price one gives any
    amount. `is_offered` until the town stops it; the crisis is over at `crisis_until`.
    """

    __tablename__ = "package"
    __table_args__ = (
        CheckConstraint("length(title) > 0 AND length(covers) > 0", "told"),
        CheckConstraint("price_cents >= 100", "worth_a_payment"),
        CheckConstraint("(length(crisis_text) > 0) = (crisis_until IS NOT NULL)", "crisis_told"),
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"), unique=True)
    rank: Mapped[int]
    title: Mapped[ShortText]
    covers: Mapped[LongText]
    icon: Mapped[str] = mapped_column(String(40))
    price_cents: Mapped[Cents | None]
    parts: Mapped[list[Any]]
    kinds: Mapped[list[Any]]
    is_offered: Mapped[bool] = mapped_column(default=True)
    crisis_text: Mapped[ShortText] = mapped_column(default="")
    crisis_until: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    # Whoever reads a package reads what stands on its fund: one statement for both.
    fund: Mapped[Fund] = relationship(lazy="joined")
    municipality: Mapped[Municipality] = relationship()

    @property
    def is_crisis(self) -> bool:
        """Whether it is shown first, with a sentence, until a date."""
        return self.crisis_until is not None and now() < self.crisis_until

    @property
    def is_free(self) -> bool:
        """Whether one may give any amount."""
        return Part.FREE in self.parts


class AllocationRound(Base):
    """One round: what a package held, and every need it could go to, as they stood.

    `candidates` is all that the published order asks for (see `packages.replaying`): anybody who
    has it finds the same shares again.
    """

    __tablename__ = "allocation_round"
    __table_args__ = (CheckConstraint("pool_cents > 0", "something_to_share"),)

    id: Mapped[PrimaryKey]
    package_id: Mapped[int] = mapped_column(ForeignKey("package.id"), index=True)
    pool_cents: Mapped[Cents]
    candidates: Mapped[dict[str, Any]]
    created_at: Mapped[CreatedAt]

    package: Mapped[Package] = relationship()
    lines: Mapped[list["AllocationLine"]] = relationship(
        back_populates="round", order_by="AllocationLine.id"
    )

    def reference(self, fund_id: int) -> str:
        """Return the reference of a movement of this round in the ledger."""
        return f"allocation:{self.id}:{fund_id}"


class AllocationLine(Base):
    """What one round gave to one need, by its fund."""

    __tablename__ = "allocation_line"
    __table_args__ = (
        CheckConstraint("cents > 0", "something"),
        UniqueConstraint("round_id", "fund_id"),
    )

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("allocation_round.id"))
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"), index=True)
    cents: Mapped[Cents]

    round: Mapped[AllocationRound] = relationship(back_populates="lines")


class WhyBack(StrEnum):
    """Why a package has again what it had given to a need."""

    WITHDRAWN = "withdrawn"  # the need was taken back
    SHORT = "short"  # a gift to the package went back to whoever gave it


class AllocationReturn(Base):
    """What came back to a package of one line of a round; a line may come back in parts."""

    __tablename__ = "allocation_return"
    __table_args__ = (CheckConstraint("cents > 0", "something"),)

    id: Mapped[PrimaryKey]
    line_id: Mapped[int] = mapped_column(ForeignKey("allocation_line.id"), index=True)
    cents: Mapped[Cents]
    why: Mapped[WhyBack]
    created_at: Mapped[CreatedAt]

    line: Mapped[AllocationLine] = relationship()

    @property
    def reference(self) -> str:
        """Return the reference of its movement in the ledger."""
        return f"allocation back:{self.id}"


# A record that could be rewritten would prove nothing: the database itself keeps it.
APPEND_ONLY_DDL = append_only_ddl(
    "allocation",
    {
        "allocation_round": "id = NEW.id",
        "allocation_line": "id = NEW.id OR (round_id = NEW.round_id AND fund_id = NEW.fund_id)",
        "allocation_return": "id = NEW.id",
    },
)

# The table created last: the three of them are there.
for _dialect, _statements in APPEND_ONLY_DDL.items():
    for _statement in _statements:
        event.listen(
            AllocationReturn.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect)
        )
