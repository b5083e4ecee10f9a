"""Gatherings as they stand on days: each date that somebody may read, and those they come to."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, exists, or_, select
from sqlalchemy.orm import contains_eager

from neighbourhood.feed import happenings
from neighbourhood.feed.happenings import HAPPENINGS, Happening, Happenings
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.models.coming import Coming, ComingStatus
from neighbourhood.gatherings.models.gatherings import KIND, Gathering, Occurrence
from neighbourhood.gatherings.models.hosting import Host, HostStatus
from neighbourhood.gatherings.queries.gatherings import visible_to
from neighbourhood.gatherings.subjects import MEETING
from neighbourhood.residents.models.residents import Resident

_MARKS = {
    ComingStatus.COMING: happenings.COMES,
    ComingStatus.WAITING: happenings.WAITS,
    ComingStatus.ASKED: happenings.ASKED,
}


def _answered_by(viewer: Resident) -> ScalarSelect[ComingStatus]:
    """Find in SQL what somebody answered for a date."""
    own = Coming.occurrence_id == Occurrence.id, Coming.resident_id == viewer.id
    return select(Coming.status).where(*own).scalar_subquery()


def _held_by(viewer: Resident) -> ColumnElement[bool]:
    """Tell in SQL whether somebody holds a gathering."""
    holds = exists().where(
        Host.gathering_id == Gathering.id,
        Host.resident_id == viewer.id,
        Host.status == HostStatus.HOST,
    )
    return or_(holds, Gathering.author_id == viewer.id)


def _seen_by(viewer: Resident, *which: ColumnElement[bool]) -> Sequence[Happening]:
    dates = select(Occurrence, _answered_by(viewer), _held_by(viewer)).join(Occurrence.gathering)
    whole = contains_eager(Occurrence.gathering).joinedload(Gathering.quartier)
    rows = dates.options(whole).where(visible_to(viewer), Gathering.hidden_at.is_(None), *which)
    found = db.session.execute(rows.order_by(Occurrence.starts_at, Occurrence.id))
    return [_of(one, answer, holds=bool(holds)) for one, answer, holds in found]


def _of(one: Occurrence, answer: ComingStatus | None, *, holds: bool) -> Happening:
    gathering = one.gathering
    called_off = one.is_cancelled or gathering.is_cancelled
    return Happening(
        code=Occurrence.ABOUT,
        number=one.id,
        kind=KIND,
        title=gathering.title,
        path=one.path,
        starts=one.starts_at,
        ends=one.ends_at,
        # Of a home, no more than the quartier: its address is released to who comes, elsewhere.
        where=one.held_where or gathering.quartier.name,
        status=happenings.CANCELLED if called_off else happenings.PLANNED,
        reach=gathering.reach,
        quartier_id=gathering.quartier_id,
        mine=holds or answer is ComingStatus.COMING,
        mark=(_MARKS.get(answer) if answer else None) or happenings.HOLDS * holds,
        in_public=not one.is_at_home,
        zone=gathering.zone,
    )


def _between(viewer: Resident, start: date, end: date) -> Sequence[Happening]:
    return _seen_by(viewer, Occurrence.starts_at < end, Occurrence.ends_at > start)


def _find(viewer: Resident, number: int) -> Happening | None:
    return next(iter(_seen_by(viewer, Occurrence.id == number)), None)


HAPPENINGS.declare(Happenings(code=Occurrence.ABOUT, between=_between, find=_find, switch=MEETING))
