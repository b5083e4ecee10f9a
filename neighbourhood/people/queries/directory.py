"""Finding people: by name, by mailbox, by quartier, by how their account stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, and_, false, or_, select, true
from sqlalchemy.orm import joinedload, load_only

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, cut, page_of
from neighbourhood.foundation.words.mailboxes import tidy
from neighbourhood.foundation.words.search import resembling
from neighbourhood.people.kinds import State
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.standing import Measure

SIZE = 30
_BY = (Resident.created_at, Resident.id)
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: words of a name, or a whole mailbox; where; in which state."""

    words: str = ""
    quartier_id: int | None = None
    state: State | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.words or self.quartier_id or self.state)


def people(asked: Asked, town_id: int | None, after: Cursor | None = None) -> Page[Resident]:
    """Return the people of a town (None: all) that are asked for, the newest accounts first."""
    if "@" in asked.words or not asked.words:
        return page_of(_shown(_asked(select(Resident), asked, town_id)), _BY, after, size=SIZE)
    names = select(*_BY, Resident.full_name, Resident.proved_name)
    found = _called(_asked(cast("Select[Any]", names), asked, town_id), asked.words, after)
    page = cut(found, lambda row: (row.created_at, row.id), size=SIZE)
    return Page(_in_order([row.id for row in page.rows]), page.next)


def _called(statement: Select[Any], words: str, after: Cursor | None) -> list[Row[Any]]:
    """Read names one by one, as neither database folds letters as people type them."""
    found: list[Row[Any]] = []
    is_like = resembling(words)
    for row in _read_from(statement, after):
        if is_like(" ".join({row.full_name, row.proved_name or ""})):
            found.append(row)
            if len(found) > SIZE:
                break
    return found


def _read_from(statement: Select[Any], after: Cursor | None) -> Iterator[Row[Any]]:
    moment, identifier = _BY
    if after is not None:
        passed = and_(moment == after.moment, identifier < after.id)
        statement = statement.where(or_(moment < after.moment, passed))
    ordered = statement.order_by(moment.desc(), identifier.desc())
    with db.session.execute(ordered.execution_options(yield_per=_BATCH)) as rows:
        yield from rows


def _in_order(ids: list[int]) -> list[Resident]:
    read = db.session.scalars(_shown(select(Resident).where(Resident.id.in_(ids)))).all()
    by_id = {one.id: one for one in read}
    return [by_id[each] for each in ids]


def _shown(statement: Select[Any]) -> Select[Any]:
    return statement.options(joinedload(Resident.quartier).load_only(Quartier.id, Quartier.name))


def _asked(statement: Select[Any], asked: Asked, town_id: int | None) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = []
    if town_id is not None:
        here = select(Quartier.id).where(Quartier.municipality_id == town_id)
        conditions.append(Resident.quartier_id.in_(here))
    if asked.quartier_id is not None:
        conditions.append(Resident.quartier_id == asked.quartier_id)
    if asked.state is not None:
        conditions.append(stands(asked.state, now()))
    if "@" in asked.words:
        conditions.append(Resident.email == tidy(asked.words))
    return statement.where(*conditions)


def stands(state: State, moment: datetime) -> ColumnElement[bool]:
    """Tell in SQL which accounts stand in that state at `moment`."""
    excluded = Resident.excluded_at.is_not(None)
    suspended = Resident.suspended_until > moment
    read_only = Resident.read_only_until > moment
    unconfirmed = and_(Resident.email.is_not(None), Resident.email_confirmed_at.is_(None))
    # The first that is true counts: each of the others is asked only of who is none before it.
    order = {
        State.ERASED: Resident.erased_at.is_not(None),
        State.CLOSING: Resident.closed_at.is_not(None),
        State.EXCLUDED: excluded,
        State.SUSPENDED: suspended,
        State.RESTRICTED: read_only,
        State.UNCONFIRMED: unconfirmed,
        State.ACTIVE: true(),
    }
    before = list(order)[: list(order).index(state)]
    # A date that is not there compares to nothing: it is not later.
    passed = [or_(order[each], false()).is_not(true()) for each in before]
    return and_(order[state], *passed)


_MEASURED = {
    Measure.EXCLUDED: State.EXCLUDED,
    Measure.SUSPENDED: State.SUSPENDED,
    Measure.READ_ONLY: State.RESTRICTED,
}


def state_of(person: Resident) -> State:
    """Return how an account stands, the same as `stands`."""
    if person.erased_at is not None:
        return State.ERASED
    if person.closed_at is not None:
        return State.CLOSING
    if person.measure is not None:
        return _MEASURED[person.measure]
    unconfirmed = person.email is not None and person.email_confirmed_at is None
    return State.UNCONFIRMED if unconfirmed else State.ACTIVE


def quartiers(town_id: int | None) -> list[tuple[int, str]]:
    """Return the quartiers to choose from, each with its town where there are several."""
    statement = select(Quartier).options(
        load_only(Quartier.id, Quartier.name), joinedload(Quartier.municipality)
    )
    if town_id is not None:
        statement = statement.where(Quartier.municipality_id == town_id)
    found = db.session.scalars(
        statement.join(Quartier.municipality).order_by(Municipality.name, Quartier.name)
    ).all()
    one_town = len({each.municipality_id for each in found}) < 2
    return [
        (each.id, each.name if one_town else f"{each.municipality.name} – {each.name}")
        for each in found
    ]
