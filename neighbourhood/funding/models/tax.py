"""What a partner needs to give tax receipts: the right to, who asked for one, the lists it drew."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import (
    Base,
    CreatedAt,
    LongText,
    PrimaryKey,
    ShortText,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed, SealedJson
from neighbourhood.funding.models.donors import ORGANISATION_LIMIT
from neighbourhood.partners.models import Partner
from neighbourhood.residents.models.residents import Resident

ADDRESS_LIMIT = 300
TEXT_LIMIT = 1000


class TaxRight(Base):
    """Whether a partner gives tax receipts, as its town says, and in what words donors read it.

    `address` is that of the organisation, for its receipts; `contact` says whom to write to once
    the organisation has a name.
    """

    __tablename__ = "tax_right"
    __table_args__ = (
        CheckConstraint(
            "NOT is_given OR (length(text) > 0 AND length(address) > 0 AND length(contact) > 0)",
            "told",
        ),
    )

    id: Mapped[PrimaryKey]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), unique=True)
    is_given: Mapped[bool] = mapped_column(default=False)
    text: Mapped[LongText] = mapped_column(default="")
    address: Mapped[LongText] = mapped_column(default="")
    contact: Mapped[ShortText] = mapped_column(default="")
    set_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    set_at: Mapped[datetime] = mapped_column(default=now)

    partner: Mapped[Partner] = relationship()


class TaxPaper(Base):
    """What a donor lets one partner know of one year: a name and where they live, as they typed it.

    Nothing is known of a donor who has no such row. Once it is on a list, the row outlives the
    account or the mailbox that it came from: then it is of nobody here.
    """

    __tablename__ = "tax_paper"
    __table_args__ = (
        UniqueConstraint("partner_id", "year", "resident_id"),
        UniqueConstraint("partner_id", "year", "visitor_id"),
        CheckConstraint("resident_id IS NULL OR visitor_id IS NULL", "one_donor"),
    )

    id: Mapped[PrimaryKey]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    year: Mapped[int]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    visitor_id: Mapped[int | None] = mapped_column(ForeignKey("visitor.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed("tax_paper.name", ORGANISATION_LIMIT))
    siret: Mapped[str] = mapped_column(Sealed("tax_paper.siret", 14), default="")
    address: Mapped[str] = mapped_column(Sealed("tax_paper.address", ADDRESS_LIMIT))
    created_at: Mapped[CreatedAt]

    partner: Mapped[Partner] = relationship()
    line: Mapped["TaxLine | None"] = relationship(
        back_populates="paper", cascade="all, delete-orphan"
    )

    @property
    def is_drawn(self) -> bool:
        """Whether the partner has it: it cannot be taken back any more."""
        return self.line is not None and self.line.drawing.is_allowed


class TaxDrawingStatus(StrEnum):
    """A list that one person asked for, or that another one allowed."""

    DRAWN_UP = "drawn up"
    ALLOWED = "allowed"


class TaxDrawing(Moving, Base):
    """The one list of a partner for a year that is over, handed out once a second person agreed.

    A second list would say who gave to the needs that were paid out in between. `address` is that
    of the organisation as its receipts had it when the list was allowed.
    """

    __tablename__ = "tax_drawing"
    __table_args__ = (
        UniqueConstraint("partner_id", "year"),
        CheckConstraint("allowed_by_id <> author_id", "two_people"),
        CheckConstraint(
            "status <> 'allowed' OR (allowed_by_id IS NOT NULL AND allowed_at IS NOT NULL)",
            "allowed_by_somebody",
        ),
    )
    MOVES = Moves(
        {TaxDrawingStatus.DRAWN_UP: {TaxDrawingStatus.ALLOWED}, TaxDrawingStatus.ALLOWED: ()}
    )

    id: Mapped[PrimaryKey]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    year: Mapped[int]
    address: Mapped[LongText] = mapped_column(default="")
    status: Mapped[TaxDrawingStatus] = mapped_column(default=TaxDrawingStatus.DRAWN_UP)
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    allowed_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    drawn_up_at: Mapped[CreatedAt]
    allowed_at: Mapped[datetime | None]

    partner: Mapped[Partner] = relationship()
    author: Mapped[Resident] = relationship(foreign_keys=author_id)
    lines: Mapped[list["TaxLine"]] = relationship(
        order_by="TaxLine.number", back_populates="drawing"
    )

    is_drawn_up = Stands(TaxDrawingStatus.DRAWN_UP)
    is_allowed = Stands(TaxDrawingStatus.ALLOWED)

    @property
    def reference(self) -> str:
        """What people know it by: 2025."""
        return str(self.year)

    @property
    def people(self) -> int:
        """How many donors are on it."""
        return len(self.lines)

    @property
    def cents(self) -> int:
        """What they gave in all."""
        return sum(line.cents for line in self.lines)


class TaxLine(Base):
    """What one donor gave in all, as it stood on the day of a list.

    `figures` are cents by the means of payment, never by gift: a gift leads to a need.
    """

    __tablename__ = "tax_line"
    __table_args__ = (UniqueConstraint("drawing_id", "number"),)

    id: Mapped[PrimaryKey]
    drawing_id: Mapped[int] = mapped_column(ForeignKey("tax_drawing.id"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("tax_paper.id"), unique=True)
    number: Mapped[int]
    figures: Mapped[dict[str, Any]] = mapped_column(SealedJson("tax_line.figures"))

    drawing: Mapped[TaxDrawing] = relationship(back_populates="lines")
    paper: Mapped[TaxPaper] = relationship(back_populates="line")

    @property
    def cents(self) -> int:
        """What they gave, by any means."""
        return sum(self.figures.values())

    @property
    def reference(self) -> str:
        """The number of the receipt: 2025-003."""
        return f"{self.drawing.reference}-{self.number:03}"
