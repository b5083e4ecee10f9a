"""Reading the files about many people of a town."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.exports.models import AGREED_WITHIN, KEPT_FOR, Export, ExportStatus
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.queries.identities import is_somebody
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import staff_in
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.housemates import at_home

RECENT = 50
_STANDING = ExportStatus.PREPARING, ExportStatus.READY


def of_town(municipality_id: int) -> Sequence[Export]:
    """Return what was asked for in a town, the latest first."""
    there = select(Export).where(Export.municipality_id == municipality_id)
    named = there.options(joinedload(Export.asked_by), joinedload(Export.decided_by))
    return db.session.scalars(named.order_by(Export.id.desc()).limit(RECENT)).all()


def in_town(municipality_id: int, export_id: int) -> Export:
    """Return a file of a town; another’s is `Missing`."""
    found = db.session.get(Export, export_id)
    if found is None or found.municipality_id != municipality_id:
        raise Missing
    return found


def waiting(municipality_id: int | None) -> int:
    """Count what waits for an answer in a town (None: anywhere)."""
    open_still = Export.status == ExportStatus.WAITING, Export.created_at > now() - AGREED_WITHIN
    counted = select(func.count()).select_from(Export).where(*open_still)
    if municipality_id is not None:
        counted = counted.where(Export.municipality_id == municipality_id)
    return db.session.scalar(counted) or 0


def colleagues(asker: Resident, municipality_id: int) -> list[int]:
    """Return who could agree to what `asker` asks for in a town, by number."""
    return [one.id for one in second_hands(asker, municipality_id)]


def second_hands(asker: Resident, municipality_id: int) -> list[Resident]:
    """Return who could agree to what `asker` asks for in a town."""
    staff = staff_in(municipality_id, StaffRole.ADMINISTER)
    found = select(Resident).where(
        Resident.id.in_(staff),
        Resident.id.not_in(at_home(asker)),
    )
    return [one for one in db.session.scalars(found.order_by(Resident.id)) if is_somebody(one)]


def under_way(asker: Resident, municipality_id: int, code: str) -> Sequence[Export]:
    """Return the files of a kind that `asker` asked for and that are not there yet."""
    mine = select(Export).where(
        Export.asked_by_id == asker.id,
        Export.municipality_id == municipality_id,
        Export.code == code,
        Export.status.in_((ExportStatus.WAITING, ExportStatus.PREPARING)),
    )
    return db.session.scalars(mine).all()


def standing() -> Sequence[Export]:
    """Return every file that is stored, or may be."""
    return db.session.scalars(select(Export).where(Export.status.in_(_STANDING))).all()


def over(moment: datetime) -> Sequence[int]:
    """Return what waited too long at `moment`, and the files whose day is over."""
    unanswered = and_(
        Export.status == ExportStatus.WAITING, Export.created_at <= moment - AGREED_WITHIN
    )
    since = func.coalesce(Export.ready_at, Export.decided_at)
    old = and_(Export.status.in_(_STANDING), since <= moment - KEPT_FOR)
    return db.session.scalars(
        select(Export.id).where(or_(unanswered, old)).order_by(Export.id)
    ).all()
