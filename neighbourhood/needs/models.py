"""A need: written by a partner, approved by a second reader, the person behind it never stored."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import (
    Base,
    Cents,
    CreatedAt,
    LongText,
    PrimaryKey,
    ShortText,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident


class NeedKind(StrEnum):
    """What the money goes to."""

    HEATING = "heating"
    SCHOOL = "school"
    FOOD = "food"
    TRANSPORT = "transport"
    HEALTH = "health"
    EQUIPMENT = "equipment"
    HOUSING = "housing"
    CHILDCARE = "childcare"


class ProofKind(StrEnum):
    """How the money was spent, as the papers of the partner show it."""

    INVOICE = "invoice"
    VOUCHER = "voucher"
    PURCHASE = "purchase"
    TRANSFER = "transfer"


class Urgency(StrEnum):
    """How long a need can wait; who orders needs begins with what cannot."""

    WEEK = "week"
    MONTH = "month"
    NONE = "none"


class NeedStatus(StrEnum):
    """How far a need has come, from a first text to the proof of what the money did."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    OPEN = "open"
    FUNDED = "funded"
    PROVED = "proved"
    WITHDRAWN = "withdrawn"


PUBLISHED = (NeedStatus.OPEN, NeedStatus.FUNDED, NeedStatus.PROVED)
EDITABLE = (NeedStatus.DRAFT, NeedStatus.RETURNED)


# Everyone whose words a need may hold: none of them approves it.
need_writer = Table(
    "need_writer",
    Base.metadata,
    Column("need_id", ForeignKey("need.id"), primary_key=True),
    Column("resident_id", ForeignKey("resident.id"), primary_key=True),
)


# The part of the town that a published need is shown with; no row for one shown with all of it.
need_place = Table(
    "need_place",
    Base.metadata,
    Column("need_id", ForeignKey("need.id"), primary_key=True),
    Column("quartier_id", ForeignKey("quartier.id"), primary_key=True, index=True),
)


class ShownAs(StrEnum):
    """How wide the place of a need is, as neighbours read it."""

    QUARTIER = "quartier"
    AROUND = "around"
    TOWN = "town"


class Need(Moving, Base):
    """One anonymous need with a price.

    There is no column for a person, on purpose: the partner knows who it is, Palier does not.
    Once it is published it has a fund, which says how much it has received, and a place: `shown_as`
    and `named_id`, which neighbours read. `quartier_id` is for its partner, and for nobody else.
    """

    __tablename__ = "need"
    __table_args__ = (
        CheckConstraint("length(title) > 0 AND length(covers) > 0", "told"),
        CheckConstraint("target_cents > 0", "positive_target"),
        CheckConstraint("approved_by_id <> author_id", "second_reader"),
        CheckConstraint(
            "status NOT IN ('open', 'funded', 'proved')"
            " OR (approved_by_id IS NOT NULL AND published_at IS NOT NULL)",
            "approved_before_published",
        ),
        CheckConstraint(
            "status NOT IN ('open', 'funded', 'proved') OR fund_id IS NOT NULL", "has_a_fund"
        ),
        CheckConstraint(
            "(status IN ('funded', 'proved')) = (funded_at IS NOT NULL)", "funded_when"
        ),
        CheckConstraint(
            "status <> 'proved' OR (length(proof_text) > 0 AND proof_recorded_at IS NOT NULL)",
            "proof_told",
        ),
        CheckConstraint(
            "(proof_kind IS NULL) = (proof_cents IS NULL)"
            " AND (proof_kind IS NULL) = (proof_on IS NULL) AND proof_cents > 0",
            "proof_whole",
        ),
        CheckConstraint(
            "status <> 'approved' OR (approved_by_id IS NOT NULL AND approved_at IS NOT NULL"
            " AND published_at IS NULL)",
            "waits_for_its_round",
        ),
        CheckConstraint("(published_at IS NULL) = (shown_as IS NULL)", "shown_somewhere"),
        CheckConstraint(
            "(named_id IS NULL) = (shown_as IS NULL OR shown_as = 'town')", "called_after_a_part"
        ),
        Index("ix_need_quartier_status", "quartier_id", "status"),
    )
    MOVES = Moves(
        {
            NeedStatus.DRAFT: {NeedStatus.SUBMITTED, NeedStatus.WITHDRAWN},
            NeedStatus.SUBMITTED: {NeedStatus.APPROVED, NeedStatus.RETURNED, NeedStatus.WITHDRAWN},
            # Read anew when a file says something else of it before its round.
            NeedStatus.APPROVED: {NeedStatus.OPEN, NeedStatus.SUBMITTED, NeedStatus.WITHDRAWN},
            NeedStatus.RETURNED: {NeedStatus.SUBMITTED, NeedStatus.WITHDRAWN},
            NeedStatus.OPEN: {NeedStatus.FUNDED, NeedStatus.WITHDRAWN},
            # A gift may go back: what it paid for is asked of neighbours anew.
            NeedStatus.FUNDED: {NeedStatus.PROVED, NeedStatus.OPEN},
            NeedStatus.PROVED: (),
            NeedStatus.WITHDRAWN: (),
        }
    )

    id: Mapped[PrimaryKey]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"))
    kind: Mapped[NeedKind]
    title: Mapped[ShortText]
    covers: Mapped[LongText]
    target_cents: Mapped[Cents]
    urgency: Mapped[Urgency] = mapped_column(default=Urgency.NONE)
    # The file that it came with, while nobody has taken it in hand alone.
    file_id: Mapped[int | None] = mapped_column(ForeignKey("need_file.id"), index=True)
    fund_id: Mapped[int | None] = mapped_column(ForeignKey("fund.id"), unique=True)
    status: Mapped[NeedStatus] = mapped_column(default=NeedStatus.DRAFT)
    return_reason: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[CreatedAt]
    approved_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    shown_as: Mapped[ShownAs | None]
    named_id: Mapped[int | None] = mapped_column(ForeignKey("quartier.id"))
    funded_at: Mapped[datetime | None]
    proof_text: Mapped[LongText] = mapped_column(default="")
    # Read by those who gave, on their receipts; by nobody else.
    thanks_text: Mapped[LongText] = mapped_column(default="")
    proof_recorded_at: Mapped[datetime | None]
    # What was spent, when and how; empty where a proof is from before that was asked.
    proof_kind: Mapped[ProofKind | None]
    proof_on: Mapped[date | None]
    proof_cents: Mapped[Cents | None]
    # Since when moderation keeps it from everybody but the staff of its partner.
    hidden_at: Mapped[datetime | None]

    # Whoever reads a need reads how far it has come: one statement for both.
    fund: Mapped[Fund | None] = relationship(lazy="joined")
    partner: Mapped[Partner] = relationship()
    quartier: Mapped[Quartier] = relationship(foreign_keys=quartier_id)
    named: Mapped[Quartier | None] = relationship(foreign_keys=named_id)
    author: Mapped[Resident] = relationship(foreign_keys=author_id)
    approved_by: Mapped[Resident | None] = relationship(foreign_keys=approved_by_id)
    writers: Mapped[list[Resident]] = relationship(secondary=need_writer)
    places: Mapped[list[Quartier]] = relationship(secondary=need_place)

    is_draft = Stands(NeedStatus.DRAFT)
    is_submitted = Stands(NeedStatus.SUBMITTED)
    is_returned = Stands(NeedStatus.RETURNED)
    is_editable = Stands(*EDITABLE)
    is_approved = Stands(NeedStatus.APPROVED)
    is_open = Stands(NeedStatus.OPEN)
    is_funded = Stands(NeedStatus.FUNDED)
    is_proved = Stands(NeedStatus.PROVED)
    is_withdrawn = Stands(NeedStatus.WITHDRAWN)

    @property
    def raised_cents(self) -> int:
        """What has been received."""
        return self.fund.raised_cents if self.fund else 0

    @property
    def donors_count(self) -> int:
        """How many neighbours gave."""
        return self.fund.donors_count if self.fund else 0

    @property
    def missing_cents(self) -> int:
        """What has not been received yet."""
        return self.target_cents - self.raised_cents

    @property
    def percent(self) -> int:
        """How far along it is: 100 only when nothing is missing."""
        return self.raised_cents * 100 // self.target_cents

    @property
    def is_published(self) -> bool:
        """Whether neighbours may read it."""
        return self.status in PUBLISHED

    @property
    def proof(self) -> dict[str, Any]:
        """What its proof says; nothing before there is one, words alone where it is an old one."""
        if self.proof_kind is None or self.proof_on is None:
            return {"text": self.proof_text} if self.proof_text else {}
        return {
            "text": self.proof_text,
            "proof_kind": self.proof_kind.value,
            "spent_on": self.proof_on.isoformat(),
            "spent_cents": self.proof_cents,
        }
