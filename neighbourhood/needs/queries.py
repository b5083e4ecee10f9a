"""Reading needs; who may see which is decided here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page
from neighbourhood.needs.models import PUBLISHED, Need, NeedKind, NeedStatus
from neighbourhood.partners.models import Partner, StaffMember, StaffRole
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident

PAGE_SIZE = 20
RECENT = 6
NEARLY = 2
DESK_SIZE = 300


@dataclass(frozen=True, slots=True)
class Filters:
    """What a neighbour chose to see of the list."""

    kind: NeedKind | None = None
    quartier_id: int | None = None


def visible_to(viewer: Resident) -> ColumnElement[bool]:
    """Tell what is published in the viewer’s town; the caller joins `Quartier`."""
    return Need.status.in_(PUBLISHED) & (Quartier.municipality_id == town_of(viewer))


def town_of(viewer: Resident) -> int:
    """Return the municipality whose needs concern the viewer, 0 (none) without an address."""
    return viewer.quartier.municipality_id if viewer.quartier else 0


def show(viewer: Resident, need_id: int) -> Need:
    """Return a need the viewer may read, `Missing` otherwise."""
    works_there = select(StaffMember.id).where(
        StaffMember.partner_id == Need.partner_id, StaffMember.resident_id == viewer.id
    )
    by_staff = Need.status.in_(PUBLISHED) & works_there.exists()
    found = db.session.scalar(
        _with_places().where(Need.id == need_id, or_(visible_to(viewer), by_staff))
    )
    if found is None:
        raise Missing
    return found


def to_fund(viewer: Resident, filters: Filters, after: Cursor | None) -> Page[Need]:
    """Return a page of the needs that still miss money, newest first."""
    statement = _listed(viewer, filters, (NeedStatus.OPEN,)).limit(PAGE_SIZE + 1)
    if after is not None:
        position = tuple_(Need.published_at, Need.id)
        statement = statement.where(position < tuple_(after.moment, after.id))
    rows = list(db.session.scalars(statement))
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    last = rows[-1] if more else None
    moment = last.published_at if last else None
    return Page(rows, Cursor(moment, last.id) if last and moment else None)


def recently_met(viewer: Resident, filters: Filters) -> Sequence[Need]:
    """Return the last needs that neighbours funded, those with a proof included."""
    met = (NeedStatus.FUNDED, NeedStatus.PROVED)
    statement = _listed(viewer, filters, met).limit(RECENT)
    return db.session.scalars(statement).all()


def nearly_met(viewer: Resident) -> Sequence[Need]:
    """Return the open needs of the viewer’s town for which the least is missing."""
    statement = (
        select(Need)
        .join(Need.quartier)
        .where(visible_to(viewer), Need.status == NeedStatus.OPEN)
        .order_by(Need.target_cents - Need.raised_cents, Need.id)
        .limit(NEARLY)
    )
    return db.session.scalars(statement).all()


def desk(partner: Partner) -> Sequence[Need]:
    """Return what the staff of `partner` work on, newest first."""
    statement = (
        _with_places()
        .options(joinedload(Need.author))
        .where(Need.partner_id == partner.id, Need.status != NeedStatus.WITHDRAWN)
        .order_by(Need.id.desc())
        .limit(DESK_SIZE)
    )
    return db.session.scalars(statement).all()


def of_partner(partner: Partner, need_id: int) -> Need:
    """Return a need of `partner`, `Missing` for anyone else’s."""
    found = db.session.scalar(
        _with_places().where(Need.id == need_id, Need.partner_id == partner.id)
    )
    if found is None:
        raise Missing
    return found


def locked(need_id: int) -> Need:
    """Return a need as it is now, held for this transaction: others who want it wait.

    SQLite has one writer at a time, so there the transaction itself is the lock.
    """
    statement = select(Need).where(Need.id == need_id).with_for_update()
    found = db.session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise Missing
    return found


def publishers(partner_id: int) -> Sequence[int]:
    """Return the ids of the staff who publish for a partner."""
    statement = select(StaffMember.resident_id).where(
        StaffMember.partner_id == partner_id, StaffMember.role == StaffRole.PUBLISH
    )
    return db.session.scalars(statement).all()


def _with_places() -> Select[Need]:
    return (
        select(Need)
        .join(Need.quartier)
        .options(contains_eager(Need.quartier), joinedload(Need.partner))
    )


def _listed(viewer: Resident, filters: Filters, statuses: tuple[NeedStatus, ...]) -> Select[Need]:
    statement = (
        _with_places()
        .where(visible_to(viewer), Need.status.in_(statuses))
        .order_by(Need.published_at.desc(), Need.id.desc())
    )
    if filters.kind is not None:
        statement = statement.where(Need.kind == filters.kind)
    if filters.quartier_id is not None:
        statement = statement.where(Need.quartier_id == filters.quartier_id)
    return statement
