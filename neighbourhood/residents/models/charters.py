"""What everybody agrees to: the charter of the instance, and those of towns, version by version."""

from datetime import datetime

from sqlalchemy import DDL, CheckConstraint, ForeignKey, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import (
    Base,
    LongText,
    PrimaryKey,
    ShortText,
    only_one,
)
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident

TITLE_LIMIT, CHANGE_LIMIT, TEXT_LIMIT = 120, 300, 8_000


class Charter(Base):
    """One version of the charter of a town, or of the whole instance where there is no town.

    Without `published_at` it is the draft of the next version, one for each, whoever writes it. A
    published version is never altered: the database refuses. The words in English are optional.
    """

    __tablename__ = "charter"
    __table_args__ = (
        CheckConstraint("version > 0", "numbered"),
        CheckConstraint("published_at IS NULL OR (title <> '' AND text <> '')", "says_something"),
        CheckConstraint("whose = COALESCE(municipality_id, 0)", "whose"),
        UniqueConstraint("whose", "version"),
        only_one("uq_charter_draft", "whose", where="published_at IS NULL"),
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    # The same, 0 for the instance: nothing is equal to NULL.
    whose: Mapped[int]
    version: Mapped[int]
    title: Mapped[ShortText]
    text: Mapped[LongText]
    # What changed since the version before, in a sentence; the first has nothing to say.
    change: Mapped[LongText] = mapped_column(default="")
    title_en: Mapped[ShortText] = mapped_column(default="")
    text_en: Mapped[LongText] = mapped_column(default="")
    change_en: Mapped[LongText] = mapped_column(default="")
    published_at: Mapped[datetime | None]

    municipality: Mapped[Municipality | None] = relationship()

    def said(self, what: str, language: str) -> str:
        """Return the `title`, the `text` or the `change`, in English where there is English."""
        english = getattr(self, f"{what}_en") if language == "en" else ""
        return str(english or getattr(self, what))


class CharterAcceptance(Base):
    """A resident agreed to one version, once; on paper where they have no mailbox."""

    __tablename__ = "charter_acceptance"

    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True)
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id"), primary_key=True)
    accepted_at: Mapped[datetime] = mapped_column(default=now)
    on_paper: Mapped[bool] = mapped_column(default=False)

    resident: Mapped[Resident] = relationship()
    charter: Mapped[Charter] = relationship()


_KEPT = "a published charter is never altered"
# The first statement of a dialect defines what the others call.
PUBLISHED_DDL = {
    "sqlite": [
        f"CREATE TRIGGER charter_no_{verb.lower()} BEFORE {verb} ON charter "
        f"WHEN OLD.published_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION refuse_charter_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"'BEGIN RAISE EXCEPTION ''{_KEPT}''; END'",
        "CREATE TRIGGER charter_published BEFORE UPDATE OR DELETE ON charter FOR EACH ROW "
        "WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_charter_change()",
    ],
}

for _dialect, _statements in PUBLISHED_DDL.items():
    for _statement in _statements:
        event.listen(
            Charter.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect)
        )
