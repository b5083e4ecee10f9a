"""Reading who saw what: each person what concerns them, a town what was done in its name."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.residents.kinds import SIGHTS
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sights import Sight, SightNames

_NEWEST = Sight.at, Sight.id


def of_oneself(resident: Resident, after: Cursor | None) -> Page[SightNames]:
    """Return a page of what others saw or changed of a resident, newest first."""
    mine = select(SightNames).join(SightNames.sight).where(*shown_to(resident.id))
    return page_of(mine.options(contains_eager(SightNames.sight)), _NEWEST, after)


def noted_since(moment: datetime, actor_id: int, about_ids: Collection[int], act: str) -> set[int]:
    """Return of which people it is noted since a moment that somebody saw or did just this."""
    same = Sight.act == act, Sight.at >= moment, SightNames.actor_id == actor_id
    noted = select(SightNames.about_id).join(SightNames.sight).where(*same)
    return set(db.session.scalars(noted.where(SightNames.about_id.in_(about_ids))))


def shown_to(resident_id: int) -> Iterator[ColumnElement[bool]]:
    """Select what others saw or changed of somebody, but for what is kept from them by now."""
    yield SightNames.about_id == resident_id
    for kind in SIGHTS.values():
        since = kind.held_since(resident_id) if kind.held_since else None
        if since is not None:
            yield or_(Sight.act != kind.code, Sight.at < since)


def of_town(municipality_id: int, after: Cursor | None) -> Page[SightNames]:
    """Return a page of what was seen or changed in the name of a town and its partners.

    What concerned many at once has one line, the last one written: `concerned` counts the people.
    """
    theirs = (
        select(SightNames)
        .join(SightNames.sight)
        .where(Sight.municipality_id == municipality_id, _stands_for_all())
        .options(
            contains_eager(SightNames.sight),
            joinedload(SightNames.actor),
            joinedload(SightNames.about),
        )
    )
    return page_of(theirs, _NEWEST, after)


def concerned(municipality_id: int, lines: Sequence[SightNames]) -> Mapping[int, int]:
    """Return of how many people each of these lines is, where it stands for several."""
    moments = {one.sight.at for one in lines if one.sight.act in _together()}
    if not moments:
        return {}
    counted = (
        select(func.max(Sight.id), func.count())
        .where(Sight.municipality_id == municipality_id, Sight.at.in_(moments))
        .where(Sight.act.in_(_together()))
        .group_by(Sight.act, Sight.at)
        .having(func.count() > 1)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def _stands_for_all() -> ColumnElement[bool]:
    """Tell in SQL whether a line is of one person, or the last of those written in one moment."""
    later = aliased(Sight)
    same = (
        later.municipality_id == Sight.municipality_id,
        later.id > Sight.id,
        later.act == Sight.act,
        later.at == Sight.at,
    )
    return or_(Sight.act.not_in(_together()), ~select(later.id).where(*same).exists())


def _together() -> list[str]:
    return [kind.code for kind in SIGHTS.values() if kind.together is not None]
