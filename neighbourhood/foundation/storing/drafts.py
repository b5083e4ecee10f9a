"""What a resident has answered so far in a form of several pages, kept until it is sent."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, db


class Draft(Base):
    """The answers to one form; one draft for each resident and form, whoever types for them."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("resident_id", "form"),)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    form: Mapped[str] = mapped_column(String(60))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    updated_at: Mapped[CreatedAt]


def answers_of(resident_id: int, form: str) -> dict[str, Any]:
    """Return the answers given so far, none when there is no draft."""
    draft = _draft_of(resident_id, form)
    return dict(draft.answers) if draft else {}


def keep(resident_id: int, form: str, answers: Mapping[str, Any]) -> None:
    """Remember some answers, over those of before."""
    draft = _draft_of(resident_id, form)
    if draft is None:
        draft = Draft(resident_id=resident_id, form=form, answers={})
        db.session.add(draft)
    draft.answers = {**draft.answers, **answers}
    draft.updated_at = now()
    db.session.flush()


def drop(resident_id: int, form: str) -> None:
    """Forget the answers given so far."""
    mine = Draft.resident_id == resident_id, Draft.form == form
    db.session.execute(delete(Draft).where(*mine))


def _draft_of(resident_id: int, form: str) -> Draft | None:
    mine = Draft.resident_id == resident_id, Draft.form == form
    return db.session.scalar(select(Draft).where(*mine))
