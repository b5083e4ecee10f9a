"""What is said anew of a need, read by a second person, and what they looked for in it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.residents.models.residents import Resident


class RevisionOf(StrEnum):
    """What a revision says anew."""

    NEED = "need"
    PROOF = "proof"
    THANKS = "thanks"


class RevisionStatus(StrEnum):
    """From a first wording to what everybody reads."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    DROPPED = "dropped"


WAITING = (RevisionStatus.DRAFT, RevisionStatus.SUBMITTED, RevisionStatus.RETURNED)


# Everyone whose words a version may hold: none of them approves it.
need_revision_writer = Table(
    "need_revision_writer",
    Base.metadata,
    Column("revision_id", ForeignKey("need_revision.id"), primary_key=True),
    Column("resident_id", ForeignKey("resident.id"), primary_key=True),
)


# What a file may change of a published need beside what neighbours read.
URGENCY = "urgency"


class NeedRevision(Moving, Base):
    """A proof, or another version of what is published: it waits for its second reader.

    `after` is what it says; `before` what stood there until it was published, for whoever wants to
    compare. What is published stands until then.
    """

    __tablename__ = "need_revision"
    __table_args__ = (
        CheckConstraint("approved_by_id <> author_id", "second_reader"),
        CheckConstraint(
            "(status = 'published') = (approved_by_id IS NOT NULL AND published_at IS NOT NULL)",
            "approved_before_published",
        ),
        CheckConstraint("CAST(after AS TEXT) <> '{}'", "told"),
        only_one(
            "uq_need_revision_waiting",
            "need_id",
            "about",
            where="status IN ('draft', 'submitted', 'returned')",
        ),
    )
    MOVES = Moves(
        {
            RevisionStatus.DRAFT: {RevisionStatus.SUBMITTED, RevisionStatus.DROPPED},
            RevisionStatus.SUBMITTED: {
                RevisionStatus.PUBLISHED,
                RevisionStatus.RETURNED,
                RevisionStatus.DROPPED,
            },
            RevisionStatus.RETURNED: {RevisionStatus.SUBMITTED, RevisionStatus.DROPPED},
            RevisionStatus.PUBLISHED: (),
            RevisionStatus.DROPPED: (),
        }
    )

    id: Mapped[PrimaryKey]
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    about: Mapped[RevisionOf]
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    # The file that it came with: read with all of it.
    file_id: Mapped[int | None] = mapped_column(ForeignKey("need_file.id"), index=True)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    status: Mapped[RevisionStatus] = mapped_column(default=RevisionStatus.DRAFT)
    return_reason: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[CreatedAt]
    published_at: Mapped[datetime | None]

    author: Mapped[Resident] = relationship(foreign_keys=author_id)
    writers: Mapped[list[Resident]] = relationship(secondary=need_revision_writer)

    is_submitted = Stands(RevisionStatus.SUBMITTED)
    is_editable = Stands(RevisionStatus.DRAFT, RevisionStatus.RETURNED)
    is_waiting = Stands(*WAITING)
    is_published = Stands(RevisionStatus.PUBLISHED)

    @property
    def says(self) -> str:
        """What a reader reads of it, in one text."""
        return "\n".join(str(self.after[name]) for name in sorted(self.after))

    @property
    def is_public(self) -> bool:
        """Whether it changes what neighbours read; how soon a need is urgent is for staff alone."""
        public = self.after.keys() - {URGENCY}
        return any(self.after[name] != self.before.get(name) for name in public)

    @property
    def is_proof(self) -> bool:
        """Whether it tells what the money did."""
        return self.about is RevisionOf.PROOF

    @property
    def is_thanks(self) -> bool:
        """Whether it thanks those who gave; nobody else reads it."""
        return self.about is RevisionOf.THANKS


class NeedCheck(Base):
    """Somebody answered every question of the checklist before sending or approving a text."""

    __tablename__ = "need_check"
    __table_args__ = (
        CheckConstraint("deed IN ('sent', 'approved')", "deed_known"),
        CheckConstraint("CAST(questions AS TEXT) <> '[]'", "answered"),
    )

    id: Mapped[PrimaryKey]
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("need_revision.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    deed: Mapped[str] = mapped_column(String(20))
    questions: Mapped[list[Any]]
    created_at: Mapped[CreatedAt]
