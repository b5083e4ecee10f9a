"""A case: one thing that was reported, from the first report until everything about it is said."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import (
    Base,
    CreatedAt,
    PrimaryKey,
    only_one,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident

EXCERPT_LIMIT = 4000
QUESTION_LIMIT = 500
ANSWER_LIMIT = 1000
OPINION_LIMIT = 600


class CaseStatus(StrEnum):
    """How far a case has come."""

    OPEN = "open"
    DROPPED = "dropped"  # everyone took their report back before it was decided
    DECIDED = "decided"
    APPEALED = "appealed"
    CLOSED = "closed"


class HiddenFor(StrEnum):
    """Why a thing is hidden before it is decided."""

    SEVERAL = "several"  # neighbours of several homes reported it
    URGENT = "urgent"  # the rule is one of those where waiting harms
    PROPOSED = "proposed"  # a heavy measure waits for a second person


CASE_MOVES = Moves(
    {
        CaseStatus.OPEN: {CaseStatus.DECIDED, CaseStatus.DROPPED},
        CaseStatus.DROPPED: (),
        CaseStatus.DECIDED: {CaseStatus.APPEALED, CaseStatus.CLOSED},
        # Opened again when whoever reported was right.
        CaseStatus.APPEALED: {CaseStatus.CLOSED, CaseStatus.OPEN},
        CaseStatus.CLOSED: (),
    }
)


class Case(Moving, Base):
    """What was reported, as it read when it was reported, and how far moderation has come.

    `about` is the code of a `Reportable`, `about_id` the thing. `municipality_id` is whose
    moderators look at it; None is the instance. `hidden_at` is since when the thing is hidden
    provisionally, None when it is not.
    """

    __tablename__ = "moderation_case"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint("due_at > created_at", "due_later"),
        CheckConstraint("(hidden_at IS NULL) = (hidden_for IS NULL)", "hidden_for_a_reason"),
        CheckConstraint("(assigned_id IS NULL) = (assigned_at IS NULL)", "assigned_when"),
        only_one("uq_moderation_case_open", "about", "about_id", where="status = 'open'"),
        Index("ix_moderation_case_queue", "municipality_id", "status", "due_at"),
        Index("ix_moderation_case_thing", "about", "about_id"),
    )
    MOVES = CASE_MOVES

    id: Mapped[PrimaryKey]
    about: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int] = mapped_column(BigInteger)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    # Whose account it is about, where one person answers for the thing.
    concerned_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    title: Mapped[str] = mapped_column(Sealed("moderation_case.title", 200))
    excerpt: Mapped[str] = mapped_column(Sealed("moderation_case.excerpt"), default="")
    status: Mapped[CaseStatus] = mapped_column(default=CaseStatus.OPEN)
    hidden_at: Mapped[datetime | None]
    hidden_for: Mapped[HiddenFor | None]
    assigned_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    assigned_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    # Since when trusted neighbours may read it and say what they think.
    shared_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    municipality: Mapped[Municipality | None] = relationship()
    assigned: Mapped[Resident | None] = relationship(foreign_keys=assigned_id)
    concerned: Mapped[Resident | None] = relationship(foreign_keys=concerned_id)
    hearing: Mapped["Hearing | None"] = relationship(back_populates="case")
    opening: Mapped["Opening | None"] = relationship(back_populates="case")
    opinions: Mapped[list["Opinion"]] = relationship(back_populates="case", order_by="Opinion.id")

    is_open = Stands(CaseStatus.OPEN)
    is_dropped = Stands(CaseStatus.DROPPED)
    is_decided = Stands(CaseStatus.DECIDED)
    is_appealed = Stands(CaseStatus.APPEALED)
    is_closed = Stands(CaseStatus.CLOSED)

    @property
    def is_hidden(self) -> bool:
        """Whether the thing is hidden provisionally."""
        return self.hidden_at is not None

    @property
    def heard(self) -> str:
        """What the person concerned said of it when they were asked."""
        return self.hearing.answer if self.hearing else ""

    @property
    def reviewed(self) -> str:
        """What neighbours of trust think of it, in short, as one reads it before deciding."""
        return "\n".join(f"{'+' if one.broken else '-'} {one.words}" for one in self.opinions)

    @property
    def review_path(self) -> str:
        """Where neighbours of trust read it."""
        return f"/moi/relecture/{self.id}"

    @property
    def path(self) -> str:
        """Where moderators look at it."""
        return f"/moderation/dossiers/{self.id}"


class Hearing(Base):
    """Whom a case concerns is asked for their side before it is decided: once, and until a date.

    `rule` is the one thought to be broken, `question` what the moderator asks besides.
    """

    __tablename__ = "moderation_hearing"
    __table_args__ = (
        CheckConstraint("answered_at IS NULL OR length(answer) > 0", "answered_in_words"),
        CheckConstraint("due_at > created_at", "due_later"),
        CheckConstraint("asked_by_id <> resident_id", "not_oneself"),
    )

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), unique=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    rule: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(
        Sealed("moderation_hearing.question", QUESTION_LIMIT), default=""
    )
    answer: Mapped[str] = mapped_column(
        Sealed("moderation_hearing.answer", ANSWER_LIMIT), default=""
    )
    answered_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    created_at: Mapped[CreatedAt]

    case: Mapped[Case] = relationship(back_populates="hearing")

    @property
    def is_answered(self) -> bool:
        """Whether the person said something."""
        return self.answered_at is not None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is waited for."""
        return self.is_answered or self.due_at <= now()

    @property
    def path(self) -> str:
        """Where the person answers."""
        return f"/moi/moderation/point-de-vue/{self.id}"


class Opening(Base):
    """Who moderates opened a case that nobody reported: for which rule, and why."""

    __tablename__ = "moderation_opening"
    __table_args__ = (CheckConstraint("length(words) > 0", "in_words"),)

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    rule: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Sealed("moderation_opening.words", ANSWER_LIMIT))
    created_at: Mapped[CreatedAt]

    case: Mapped[Case] = relationship(back_populates="opening")


class Opinion(Base):
    """What one reviewer thinks of one case: whether a rule is broken, and why.

    It decides nothing. It is theirs to change until the case is decided, and nobody's after.
    """

    __tablename__ = "moderation_opinion"
    __table_args__ = (
        UniqueConstraint("case_id", "resident_id"),
        CheckConstraint("length(words) > 0", "in_words"),
    )

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    broken: Mapped[bool]
    words: Mapped[str] = mapped_column(Sealed("moderation_opinion.words", OPINION_LIMIT))
    created_at: Mapped[CreatedAt]

    case: Mapped[Case] = relationship(back_populates="opinions")
