"""Reading who saw what: each person what concerns them, a town what was done in its name."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.residents.kinds import SIGHTS
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sights import Sight, SightNames

_NEWEST = Sight.at, Sight.id


def of_oneself(resident: Resident, after: Cursor | None) -> Page[SightNames]:
    """Return a page of what others saw or changed of a resident, newest first."""
    mine = select(SightNames).join(SightNames.sight).where(*shown_to(resident.id))
    return page_of(mine.options(contains_eager(SightNames.sight)), _NEWEST, after)


def shown_to(resident_id: int) -> Iterator[ColumnElement[bool]]:
    """Select what others saw or changed of somebody, but for what is kept from them by now."""
    yield SightNames.about_id == resident_id
    for kind in SIGHTS.values():
        since = kind.held_since(resident_id) if kind.held_since else None
        if since is not None:
            yield or_(Sight.act != kind.code, Sight.at < since)


def of_town(municipality_id: int, after: Cursor | None) -> Page[SightNames]:
    """Return a page of what was seen or changed in the name of a town and its partners."""
    theirs = (
        select(SightNames)
        .join(SightNames.sight)
        .where(Sight.municipality_id == municipality_id)
        .options(
            contains_eager(SightNames.sight),
            joinedload(SightNames.actor),
            joinedload(SightNames.about),
        )
    )
    return page_of(theirs, _NEWEST, after)
