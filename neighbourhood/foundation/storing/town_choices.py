"""What a town changes in a list: choices of its own, some put away, another order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKey,
    String,
    TypeDecorator,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.personal import impersonal
from neighbourhood.foundation.storing.database import Base, PrimaryKey, db

NAME_LIMIT = 40
OWN = "own-"


class _Code(TypeDecorator[str]):
    """The code of a choice: of a declared one the value of its member, or that of a town’s own."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else str(value)


ChoiceCode = Annotated[str, mapped_column(_Code)]


class TownChoice(Base):
    """One choice of one list in a town: its own, with names and an icon, or a declared one.

    What is retired is offered no more and keeps its name, for what was put up under it. `key` is
    the French name as it is compared; of a declared one, its code.
    """

    __tablename__ = "town_choice"
    __table_args__ = (
        UniqueConstraint("municipality_id", "list", "group", "code"),
        UniqueConstraint("municipality_id", "list", "group", "key"),
        CheckConstraint("(code LIKE 'own-%') = (length(name) > 0)", "own_is_named"),
        CheckConstraint("(code LIKE 'own-%') = (length(icon) > 0)", "own_has_its_icon"),
        CheckConstraint("length(key) > 0", "compared"),
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    list: Mapped[str] = mapped_column(String(20))
    group: Mapped[str] = mapped_column(String(20))
    code: Mapped[ChoiceCode]
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(NAME_LIMIT), default="")
    name_en: Mapped[str] = mapped_column(String(NAME_LIMIT), default="")
    icon: Mapped[str] = mapped_column(String(40), default="")
    rank: Mapped[int]
    retired_at: Mapped[datetime | None]

    @property
    def is_own(self) -> bool:
        """Whether the town added it."""
        return self.code.startswith(OWN)


impersonal(_l("les mots qu’une ville donne à choisir"), "town_choice")


def rows_of(town_id: int, of: str | None = None) -> Sequence[TownChoice]:
    """Return what a town changes in a list, or in all of them."""
    mine = select(TownChoice).where(TownChoice.municipality_id == town_id)
    chosen = mine if of is None else mine.where(TownChoice.list == of)
    return db.session.scalars(chosen.order_by(TownChoice.id)).all()


def own_row(of: str, code: str) -> TownChoice | None:
    """Return the choice that some town added under a code."""
    found = select(TownChoice).where(TownChoice.list == of, TownChoice.code == code)
    return db.session.scalar(found)
