"""Reading files and requests; each is seen by its owner, and requests by who answers them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.residents import Resident
from neighbourhood.rights.models import (
    Archive,
    ArchiveStatus,
    DataRequest,
    RequestStatus,
)

RECENT = 50


def latest_archive(resident: Resident) -> Archive | None:
    """Return the file asked for last, whatever became of it."""
    mine = select(Archive).where(Archive.resident_id == resident.id)
    return db.session.scalar(mine.order_by(Archive.id.desc()).limit(1))


def own_archive(resident: Resident, archive_id: int) -> Archive:
    """Return a file of `resident`; anyone else’s is `Missing`."""
    found = db.session.get(Archive, archive_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    return found


def standing_archives(resident_id: int) -> Sequence[Archive]:
    """Return the files of an account that are not thrown away yet."""
    mine = Archive.resident_id == resident_id, Archive.status != ArchiveStatus.GONE
    return db.session.scalars(select(Archive).where(*mine).order_by(Archive.id)).all()


def old_archives(before: datetime) -> Sequence[int]:
    """Return the files that were ready, or begun in vain, by then."""
    since = func.coalesce(Archive.ready_at, Archive.created_at)
    old = Archive.status != ArchiveStatus.GONE, since <= before
    return db.session.scalars(select(Archive.id).where(*old).order_by(Archive.id)).all()


def own_requests(resident: Resident) -> Sequence[DataRequest]:
    """Return what `resident` asked, the latest first."""
    mine = select(DataRequest).where(DataRequest.resident_id == resident.id)
    return db.session.scalars(mine.order_by(DataRequest.id.desc()).limit(RECENT)).all()


def own_request(resident: Resident, request_id: int) -> DataRequest:
    """Return what `resident` asked; anyone else’s is `Missing`."""
    found = db.session.get(DataRequest, request_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    return found


def count_waiting(resident_id: int) -> int:
    """Count what an account asked and nobody answered."""
    waiting = DataRequest.resident_id == resident_id, DataRequest.status == RequestStatus.WAITING
    return db.session.scalar(select(func.count()).where(*waiting)) or 0


def queue(town: int | None) -> Sequence[DataRequest]:
    """Return what waits for an answer in a town (None: anywhere), the most urgent first."""
    waiting = select(DataRequest).where(DataRequest.status == RequestStatus.WAITING)
    if town is not None:
        waiting = waiting.where(DataRequest.municipality_id == town)
    together = waiting.options(joinedload(DataRequest.resident))
    return db.session.scalars(together.order_by(DataRequest.due_at, DataRequest.id)).all()


def waiting(town: int | None) -> int:
    """Count what waits for an answer in a town (None: anywhere)."""
    counted = select(func.count()).where(DataRequest.status == RequestStatus.WAITING)
    if town is not None:
        counted = counted.where(DataRequest.municipality_id == town)
    return db.session.scalar(counted) or 0


def asked_in(town: int | None, request_id: int) -> DataRequest:
    """Return a request of a town (None: of any); another is `Missing`."""
    found = db.session.get(DataRequest, request_id)
    if found is None or (town is not None and found.municipality_id != town):
        raise Missing
    return found
