"""The people a partner accompanies, and the staff who act for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.mandates.models import Mandate, MandateAgent, MandateDeed, MandateStatus
from neighbourhood.partners.models import Partner, StaffMember, StaffRole
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident

SHOWN_AFTER_THE_END = 20


@dataclass(frozen=True, slots=True)
class Accompanied:
    """A mandate given to a partner, and when something was last done by it."""

    mandate: Mandate
    last_deed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Desk:
    """A partner, how many mandates it holds, and how many wait to be signed or taken up."""

    partner: Partner
    running: int
    waiting: int


def companions(partner_id: int) -> list[Resident]:
    """Return the staff who may act for people; nobody while the partner is suspended."""
    statement = (
        select(Resident)
        .join(StaffMember, StaffMember.resident_id == Resident.id)
        .join(StaffMember.partner)
        .where(
            Partner.id == partner_id,
            Partner.accredited_at.is_not(None),
            StaffMember.role == StaffRole.ACCOMPANY,
            Resident.closed_at.is_(None),
        )
        .order_by(StaffMember.id)
    )
    return list(db.session.scalars(statement))


def standing_mandates(partner_id: int) -> Sequence[Mandate]:
    """Return the mandates of a partner that wait or run, held for this transaction."""
    statement = (
        _of(partner_id)
        .where(Mandate.status.in_((MandateStatus.PREPARED, MandateStatus.LIVE)))
        .options(selectinload(Mandate.agents))
        .order_by(Mandate.id)
    )
    return db.session.scalars(held(statement, Mandate)).all()


def count_forms(partner_id: int) -> int:
    """Count the forms of a partner that wait for a signature."""
    waiting = _of(partner_id).where(Mandate.status == MandateStatus.PREPARED).subquery()
    return db.session.scalar(select(func.count()).select_from(waiting)) or 0


def next_form(partner: Partner, principal: Resident) -> Mandate | None:
    """Return the form of a partner that waits for the signature of somebody it knows."""
    statement = _of(partner.id).where(
        Mandate.principal_id == principal.id, Mandate.status == MandateStatus.PREPARED
    )
    found: Mandate | None = db.session.scalar(statement)
    return found


def accompanied(partner: Partner) -> list[Accompanied]:
    """Return whom a partner acts for, or soon will, by name."""
    return _listed(
        _of(partner.id)
        .join(Mandate.principal)
        .where(_stands())
        .order_by(Resident.full_name, Mandate.id)
    )


def accompanied_before(partner: Partner) -> list[Accompanied]:
    """Return whom a partner acts for no more, the latest mandates first."""
    begun = Mandate.begins_at.is_not(None)
    statement = _of(partner.id).where(begun, ~_stands()).order_by(Mandate.id.desc())
    return _listed(statement.limit(SHOWN_AFTER_THE_END))


def desks_of(resident: Resident) -> list[Desk]:
    """Return the partners through which `resident` may act, and for how many people."""
    partners = staff_of(resident, StaffRole.ACCOMPANY)
    statement = (
        select(Mandate.partner_id, Mandate.status, func.count())
        .where(Mandate.partner_id.in_([partner.id for partner in partners]), _stands())
        .group_by(Mandate.partner_id, Mandate.status)
    )
    counts = {(at, status): count for at, status, count in db.session.execute(statement)}
    return [
        Desk(
            partner,
            counts.get((partner.id, MandateStatus.LIVE), 0),
            counts.get((partner.id, MandateStatus.PREPARED), 0),
        )
        for partner in partners
    ]


def _stands() -> ColumnElement[bool]:
    running = and_(Mandate.status == MandateStatus.LIVE, Mandate.ends_at > now())
    return or_(Mandate.status == MandateStatus.PREPARED, running)


def _of(partner_id: int) -> Select[Mandate]:
    return select(Mandate).where(Mandate.partner_id == partner_id)


def _listed(statement: Select[Mandate]) -> list[Accompanied]:
    last = (
        select(func.max(MandateDeed.created_at))
        .where(MandateDeed.mandate_id == Mandate.id)
        .scalar_subquery()
    )
    rows = db.session.execute(statement.add_columns(last).options(joinedload(Mandate.principal)))
    return [Accompanied(mandate, moment) for mandate, moment in rows]


def mandate_of(partner: Partner, mandate_id: int) -> Mandate:
    """Return a mandate given to `partner`; any other is `Missing`."""
    statement = (
        _of(partner.id)
        .where(Mandate.id == mandate_id, Mandate.status != MandateStatus.ABANDONED)
        .options(
            joinedload(Mandate.principal).options(
                joinedload(Resident.quartier).defer(Quartier.boundary)
            ),
            selectinload(Mandate.address),
            selectinload(Mandate.agents).joinedload(MandateAgent.agent),
        )
    )
    found: Mandate | None = db.session.scalar(statement)
    if found is None:
        raise Missing
    return found
