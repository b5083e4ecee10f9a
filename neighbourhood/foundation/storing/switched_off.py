"""What a town, or the whole instance, does not offer for the time being: one row for each.

Nothing is deleted by it. There is no copy in any process: what is off comes with the statement of
who is signed in, so that all processes know at once.

What is off until a town wants it (`opt_in`) is turned the other way: a row says that it is on.
"""

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, ForeignKey, ScalarSelect, String, delete, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.personal import impersonal
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, db, only_one


class SwitchedOff(Base):
    """One feature that is off in a town; everywhere where no town is named."""

    __tablename__ = "switched_off"
    __table_args__ = (
        only_one(
            "uq_switched_off_in_town",
            "municipality_id",
            "code",
            where="municipality_id IS NOT NULL",
        ),
        only_one("uq_switched_off_everywhere", "code", where="municipality_id IS NULL"),
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    code: Mapped[str] = mapped_column(String(40))
    since: Mapped[CreatedAt]


_OPT_IN: set[str] = set()


def opt_in(code: str) -> None:
    """Have a feature off wherever no row says that it is on."""
    _OPT_IN.add(code)


def off_by(rows: Collection[str]) -> frozenset[str]:
    """Return what is off, by the codes of the rows that count."""
    return frozenset(rows).symmetric_difference(_OPT_IN)


def decided_everywhere() -> tuple[set[str], set[str]]:
    """Return what the instance has put off, and what it has put on, for every town."""
    rows = codes_of(None)
    return rows - _OPT_IN, rows & _OPT_IN


impersonal(_l("ce qu’une ville ne propose pas pour le moment"), "switched_off")


def counts_in(town_id: Any) -> ColumnElement[bool]:
    """Tell which rows count in a town: its own and those of the instance."""
    everywhere = SwitchedOff.municipality_id.is_(None)
    return or_(everywhere, SwitchedOff.municipality_id == town_id)


def column(town_id: Any) -> ScalarSelect[str | None]:
    """Return what the query of who is signed in asks along: the codes, between spaces."""
    codes = func.aggregate_strings(SwitchedOff.code, " ")
    return select(codes).where(counts_in(town_id)).scalar_subquery()


def codes_in(town_id: int | None) -> frozenset[str]:
    """Return what is off in a town, for whatever reason; in none: what is off everywhere."""
    return off_by(set(db.session.scalars(select(SwitchedOff.code).where(counts_in(town_id)))))


def codes_of(town_id: int | None) -> set[str]:
    """Return what a town itself, or the instance when None, has chosen: a code for each row."""
    return set(db.session.scalars(select(SwitchedOff.code).where(_by(town_id))))


def put_off(town_id: int | None, codes: Collection[str], *, known: Collection[str]) -> list[str]:
    """Have exactly these of the `known` codes off; return those that this changes."""
    rows = codes_of(town_id)
    changed = sorted(off_by(rows).intersection(known).symmetric_difference(codes))
    gone = [code for code in changed if code in rows]
    db.session.execute(delete(SwitchedOff).where(_by(town_id), SwitchedOff.code.in_(gone)))
    fresh = [code for code in changed if code not in rows]
    db.session.add_all([SwitchedOff(municipality_id=town_id, code=code) for code in fresh])
    db.session.flush()
    return changed


def _by(town_id: int | None) -> ColumnElement[bool]:
    if town_id is None:
        return SwitchedOff.municipality_id.is_(None)
    return SwitchedOff.municipality_id == town_id
