"""What a resident has answered so far in a form of several pages, kept until it is sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, db

KEPT_FOR = timedelta(days=30)


class Draft(Base):
    """The answers to one form; one draft for each resident and form, whoever types for them.

    An answer named `photo` is the key of a stored file, which goes when the draft is forgotten.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("resident_id", "form"),)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    form: Mapped[str] = mapped_column(String(60))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    updated_at: Mapped[CreatedAt]


def answers_of(resident_id: int, form: str) -> dict[str, Any]:
    """Return the answers given so far, none when there is no draft."""
    mine = Draft.resident_id == resident_id, Draft.form == form
    return db.session.scalar(select(Draft.answers).where(*mine)) or {}


def keep(resident_id: int, form: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Remember some answers, over those of before, and return those of before."""
    before = _begun(resident_id, form)
    _write(resident_id, form, {**before, **answers})
    return before


def begin_anew(resident_id: int, form: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Remember nothing but some answers, and return those of before."""
    if not answers:
        return take(resident_id, form)
    before = _begun(resident_id, form)
    _write(resident_id, form, answers)
    return before


def take(resident_id: int, form: str) -> dict[str, Any]:
    """Take the answers away, for good once the transaction ends; none when there is no draft.

    Of two who take at the same moment the second waits for the first, and then finds none.
    """
    mine = Draft.resident_id == resident_id, Draft.form == form
    return db.session.scalar(delete(Draft).where(*mine).returning(Draft.answers)) or {}


def forget(before: datetime) -> Sequence[dict[str, Any]]:
    """Drop the drafts that nobody has touched since then, and return what was answered."""
    old = delete(Draft).where(Draft.updated_at < before)
    return db.session.scalars(old.returning(Draft.answers)).all()


def _begun(resident_id: int, form: str) -> dict[str, Any]:
    """Hold the draft, begun now if there is none, and return its answers.

    One statement: two tabs may begin at once, and a draft may be taken away while it is waited for.
    """
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    row = {"resident_id": resident_id, "form": form, "answers": {}, "updated_at": now()}
    begun = insert(Draft).values(row)
    held = begun.on_conflict_do_update(
        index_elements=["resident_id", "form"], set_={"updated_at": begun.excluded.updated_at}
    )
    answers: dict[str, Any] = db.session.execute(held.returning(Draft.answers)).scalar_one()
    return answers


def _write(resident_id: int, form: str, answers: Mapping[str, Any]) -> None:
    mine = Draft.resident_id == resident_id, Draft.form == form
    db.session.execute(update(Draft).where(*mine).values(answers=dict(answers), updated_at=now()))
