"""What a resident has answered so far in a form of several pages, kept until it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    String,
    UniqueConstraint,
    and_,
    delete,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, db
from neighbourhood.foundation.storing.sealed import SealedJson
from neighbourhood.foundation.storing.upserting import upsert

KEPT_FOR = timedelta(days=30)
TAB_LIMIT = 40


class Draft(Base):
    """The answers to one form, for `resident` by the hand of `writer`; each `tab` has its own.

    Nobody reads what somebody else began: neither an agent what a principal has not sent yet, nor
    the reverse. The tab is a word that the pages of the form carry.

    What `files_of` finds in its answers is stored, and goes when the draft is forgotten.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("resident_id", "writer_id", "form", "tab"),)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    writer_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    form: Mapped[str] = mapped_column(String(60))
    tab: Mapped[str] = mapped_column(String(TAB_LIMIT), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(SealedJson("draft.answers"), default=dict)
    updated_at: Mapped[CreatedAt]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which draft: for whom, of which form, by whose hand (theirs, unless said), in which tab."""

    resident_id: int
    form: str
    writer_id: int | None = None
    tab: str = ""

    @property
    def hand(self) -> int:
        """Who writes."""
        return self.writer_id or self.resident_id

    @property
    def key(self) -> dict[str, Any]:
        """What tells its row from all others."""
        return {
            "resident_id": self.resident_id,
            "writer_id": self.hand,
            "form": self.form,
            "tab": self.tab,
        }

    @property
    def row(self) -> ColumnElement[bool]:
        """Its row."""
        return and_(*(getattr(Draft, name) == value for name, value in self.key.items()))


def latest(resident_id: int, form: str, writer_id: int) -> tuple[str, dict[str, Any]] | None:
    """Return the tab and the answers of what was written last, if it is not sent yet."""
    mine = Draft.resident_id == resident_id, Draft.form == form, Draft.writer_id == writer_id
    found = (
        select(Draft.tab, Draft.answers)
        .where(*mine)
        .order_by(Draft.updated_at.desc(), Draft.id.desc())
        .limit(1)
    )
    row = db.session.execute(found).one_or_none()
    return None if row is None else (row.tab, row.answers)


def answers_of(sheet: Sheet) -> dict[str, Any]:
    """Return the answers given so far, none when there is no draft."""
    return db.session.scalar(select(Draft.answers).where(sheet.row)) or {}


def keep(sheet: Sheet, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Remember some answers, over those of before, and return those of before."""
    before = _begun(sheet)
    _write(sheet, {**before, **answers})
    return before


def begin_anew(sheet: Sheet, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Remember nothing but some answers, and return those of before."""
    if not answers:
        return take(sheet)
    before = _begun(sheet)
    _write(sheet, answers)
    return before


def take(sheet: Sheet) -> dict[str, Any]:
    """Take the answers away, for good once the transaction ends; none when there is no draft.

    Of two who take at the same moment the second waits for the first, and then finds none.
    """
    return db.session.scalar(delete(Draft).where(sheet.row).returning(Draft.answers)) or {}


def files_of(answers: Mapping[str, Any]) -> list[str]:
    """Return the keys of the files of a draft: of one `photo`, of each of several `photos`."""
    several = [photo["key"] for photo in answers.get("photos", ())]
    return [*several, *filter(None, [answers.get("photo")])]


def forget(before: datetime) -> Sequence[dict[str, Any]]:
    """Drop the drafts that nobody has touched since then, and return what was answered."""
    old = delete(Draft).where(Draft.updated_at < before)
    return db.session.scalars(old.returning(Draft.answers)).all()


def _begun(sheet: Sheet) -> dict[str, Any]:
    """Hold the draft, begun now if there is none, and return its answers.

    One statement: two presses may begin at once, and a draft may be taken away while it is waited
    for.
    """
    begun = upsert(Draft).values({**sheet.key, "answers": {}, "updated_at": now()})
    held = begun.on_conflict_do_update(
        index_elements=list(sheet.key), set_={"updated_at": begun.excluded.updated_at}
    )
    answers: dict[str, Any] = db.session.execute(held.returning(Draft.answers)).scalar_one()
    return answers


def _write(sheet: Sheet, answers: Mapping[str, Any]) -> None:
    said = {"answers": dict(answers), "updated_at": now()}
    db.session.execute(update(Draft).where(sheet.row).values(said))
