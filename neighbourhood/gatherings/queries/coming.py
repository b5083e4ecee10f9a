"""Reading who comes, who waits, who brings what, and what was shown afterwards."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.undoing import LASTS
from neighbourhood.gatherings.models.coming import (
    Bringing,
    Coming,
    ComingStatus,
    Regular,
    Snapshot,
    SnapshotStatus,
)
from neighbourhood.gatherings.models.gatherings import (
    Gathering,
    Occurrence,
    OccurrenceStatus,
    Supply,
)
from neighbourhood.gatherings.queries.gatherings import (
    heard_by,
    is_host,
    still_heard_by,
    still_hears,
)
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

LIVE = (ComingStatus.ASKED, ComingStatus.COMING, ComingStatus.WAITING)


def held_date(occurrence_id: int) -> Occurrence:
    """Hold a date, after its gathering: its conversation, too, is opened by one at a time."""
    known = db.session.get(Occurrence, occurrence_id)
    if known is None:
        raise Missing
    hold(Gathering, known.gathering_id)
    return hold(Occurrence, occurrence_id)


def held_with(coming: Coming) -> Occurrence:
    """Hold the date of an answer, and read the answer again as it is by then."""
    occurrence = held_date(coming.occurrence_id)
    db.session.refresh(coming)
    return occurrence


def coming_of(resident_id: int, occurrence: Occurrence) -> Coming | None:
    """Return what a resident answered for a date."""
    own = Coming.occurrence_id == occurrence.id, Coming.resident_id == resident_id
    return db.session.scalar(select(Coming).where(*own))


def get_own(resident: Resident, coming_id: int) -> Coming:
    """Return an answer of `resident`; `Missing` for anyone else’s."""
    own = Coming.id == coming_id, Coming.resident_id == resident.id
    mine = select(Coming).join(Coming.gathering).where(*own, still_heard_by(resident))
    found = db.session.scalar(mine)
    if found is None:
        raise Missing
    return found


def get_as_host(viewer: Resident, coming_id: int) -> Coming:
    """Return an answer to a gathering that `viewer` holds; `Missing` for anyone else."""
    found = db.session.get(Coming, coming_id)
    if found is None or not is_host(viewer.id, found.gathering):
        raise Missing
    if not still_hears(viewer, found.gathering):
        raise Missing
    return found


def live(occurrence: Occurrence) -> Sequence[Coming]:
    """Return everybody whose answer stands, in order."""
    standing = Coming.occurrence_id == occurrence.id, Coming.status.in_(LIVE)
    whole = joinedload(Coming.resident)
    rows = select(Coming).options(whole).where(*standing)
    return db.session.scalars(rows.order_by(Coming.since, Coming.id)).all()


def seen_by(viewer: Resident, occurrence: Occurrence) -> Sequence[Coming]:
    """Return those of them that `viewer` reads, with where they live."""
    standing = Coming.occurrence_id == occurrence.id, Coming.status.in_(LIVE)
    whole = joinedload(Coming.resident).joinedload(Resident.quartier)
    rows = select(Coming).options(whole, joinedload(Coming.agent))
    rows = rows.where(*standing, heard_by(viewer))
    return db.session.scalars(rows.order_by(Coming.since, Coming.id)).all()


def waiting(occurrence: Occurrence) -> Sequence[Coming]:
    """Return who waits for a place, in order."""
    wait = Coming.occurrence_id == occurrence.id, Coming.status == ComingStatus.WAITING
    rows = select(Coming).where(*wait).order_by(Coming.since, Coming.id)
    return db.session.scalars(rows).all()


def live_of(resident_id: int, occurrences: Iterable[Occurrence]) -> dict[int, Coming]:
    """Return what a resident answered, and still stands, by date."""
    ids = [one.id for one in occurrences]
    own = Coming.resident_id == resident_id, Coming.occurrence_id.in_(ids)
    rows = select(Coming).where(*own, Coming.status.in_(LIVE))
    return {row.occurrence_id: row for row in db.session.scalars(rows)}


def has_place(resident_id: int, gathering: Gathering) -> bool:
    """Tell whether a resident has a place on any date of a gathering, or had one."""
    own = Coming.resident_id == resident_id, Coming.gathering_id == gathering.id
    there = select(Coming.id).where(*own, Coming.status == ComingStatus.COMING)
    return db.session.scalar(there.limit(1)) is not None


def standing_of(resident_id: int) -> Sequence[Coming]:
    """Return what a resident answered, and still stands, of dates still to begin."""
    own = Coming.resident_id == resident_id, Coming.status.in_(LIVE)
    return db.session.scalars(ahead().where(*own).order_by(Coming.id)).all()


def ahead() -> Select[Coming]:
    """Select answers to dates still to begin."""
    begins = Occurrence.status == OccurrenceStatus.PLANNED, Occurrence.starts_at > now()
    return select(Coming).join(Coming.occurrence).where(*begins)


def regular_of(resident_id: int, gathering: Gathering) -> Regular | None:
    """Return that a resident comes to every date, be it over."""
    own = Regular.gathering_id == gathering.id, Regular.resident_id == resident_id
    return db.session.scalar(select(Regular).where(*own))


def regulars(gathering: Gathering) -> Sequence[Regular]:
    """Return who comes to every date, in the order in which they said so."""
    standing = Regular.gathering_id == gathering.id, Regular.ended_at.is_(None)
    return db.session.scalars(select(Regular).where(*standing).order_by(Regular.id)).all()


def regulars_of(resident_id: int) -> Sequence[Regular]:
    """Return the series to every date of which a resident comes."""
    own = Regular.resident_id == resident_id, Regular.ended_at.is_(None)
    return db.session.scalars(select(Regular).where(*own)).all()


def brought_to(occurrence: Occurrence) -> Sequence[Bringing]:
    """Return who brings what to a date."""
    whole = joinedload(Bringing.resident), joinedload(Bringing.supply)
    rows = select(Bringing).options(*whole).where(Bringing.occurrence_id == occurrence.id)
    return db.session.scalars(rows.order_by(Bringing.supply_id, Bringing.slot)).all()


def get_supply(gathering_id: int, supply_id: int) -> Supply:
    """Return a thing wanted for a gathering."""
    found = db.session.get(Supply, supply_id)
    if found is None or found.gathering_id != gathering_id:
        raise Missing
    return found


def own_bringing(resident_id: int, occurrence: Occurrence, supply: Supply) -> Bringing | None:
    """Return the last of a thing that a resident took on for a date."""
    rows = select(Bringing).where(
        Bringing.occurrence_id == occurrence.id,
        Bringing.supply_id == supply.id,
        Bringing.resident_id == resident_id,
    )
    return db.session.scalar(rows.order_by(Bringing.slot.desc()).limit(1))


def came(resident_id: int, occurrence: Occurrence) -> bool:
    """Tell whether somebody had a place on a date, or held it."""
    own = coming_of(resident_id, occurrence)
    return (own is not None and own.is_coming) or is_host(resident_id, occurrence.gathering)


def snapshots_for(viewer: Resident, occurrence: Occurrence) -> Sequence[Snapshot]:
    """Return the photos of a date that `viewer` sees: hosts those proposed, all who came others.

    One’s own always.
    """
    if not came(viewer.id, occurrence):
        return []
    shown = [Snapshot.status == SnapshotStatus.SHOWN]
    if is_host(viewer.id, occurrence.gathering):
        shown.append(Snapshot.status == SnapshotStatus.PROPOSED)
    met = ~apart(viewer.id, Snapshot.resident_id)
    others = and_(or_(*shown), Snapshot.hidden_at.is_(None), met)
    mine = Snapshot.resident_id == viewer.id, Snapshot.status != SnapshotStatus.REMOVED
    return _snapshots(occurrence, or_(others, and_(*mine)))


def removed_lately(occurrence: Occurrence) -> Sequence[Snapshot]:
    """Return the photos of a date taken down a moment ago: who did so may put them back."""
    return _snapshots(occurrence, Snapshot.removed_at > now() - LASTS)


def _snapshots(occurrence: Occurrence, which: ColumnElement[bool]) -> Sequence[Snapshot]:
    rows = select(Snapshot).options(joinedload(Snapshot.resident))
    rows = rows.where(Snapshot.occurrence_id == occurrence.id, which)
    return db.session.scalars(rows.order_by(Snapshot.id)).all()


def declined(occurrence: Occurrence) -> Sequence[Coming]:
    """Return who was told no for a date, for the way back of whoever said so."""
    no = Coming.occurrence_id == occurrence.id, Coming.status == ComingStatus.DECLINED
    rows = select(Coming).options(joinedload(Coming.resident)).where(*no)
    return db.session.scalars(rows.order_by(Coming.id)).all()


def sees_snapshot(viewer: Resident, snapshot: Snapshot) -> bool:
    """Tell whether `viewer` sees a photo."""
    return snapshot.id in {one.id for one in snapshots_for(viewer, snapshot.occurrence)}


def get_snapshot(viewer: Resident, snapshot_id: int) -> Snapshot:
    """Return a photo that `viewer` sees; `Missing` for any other."""
    found = db.session.get(Snapshot, snapshot_id)
    if found is None or not sees_snapshot(viewer, found):
        raise Missing
    return found


def removed_for_good(moment: datetime) -> Sequence[int]:
    """Return the ids of the photos taken down that nobody can put back any more."""
    gone = Snapshot.status == SnapshotStatus.REMOVED, Snapshot.removed_at <= moment - LASTS
    return db.session.scalars(select(Snapshot.id).where(*gone)).all()


def thanked(occurrence: Occurrence) -> Sequence[Coming]:
    """Return the words of thanks for a date, for its hosts."""
    said = Coming.occurrence_id == occurrence.id, Coming.thanks != ""
    rows = select(Coming).options(joinedload(Coming.resident)).where(*said)
    return db.session.scalars(rows.order_by(Coming.id)).all()


def is_answered(occurrence: Occurrence) -> bool:
    """Tell whether anybody counts on a date."""
    standing = Coming.occurrence_id == occurrence.id, Coming.status.in_(LIVE)
    return bool(db.session.scalar(select(exists().where(*standing))))
