"""Who runs what: administrators, staff of towns by role."""

from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager

from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import Partner, StaffMember, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident

Colleague = tuple[Resident, list[StaffRole]]
Team = tuple[Partner, list[Colleague]]


def works_outside(resident_id: int, town_id: int | None) -> bool:
    """Tell whether somebody is on the staff of a partner of another town than that."""
    there = select(StaffMember.id).join(StaffMember.partner)
    other = StaffMember.resident_id == resident_id, Partner.municipality_id != (town_id or 0)
    return bool(db.session.scalar(select(exists(there.where(*other)))))


def teams() -> list[tuple[Municipality, list[Team]]]:
    """Return every town with its accredited partners, and who works for each with which roles."""
    statement = (
        select(StaffMember)
        .join(StaffMember.partner)
        .join(Partner.municipality)
        .join(StaffMember.resident)
        .options(
            contains_eager(StaffMember.partner).contains_eager(Partner.municipality),
            contains_eager(StaffMember.resident),
        )
        .where(Partner.accredited_at.is_not(None), Resident.closed_at.is_(None))
        .order_by(
            Municipality.name,
            Municipality.id,
            Partner.name,
            Partner.id,
            Resident.full_name,
            Resident.id,
            StaffMember.role,
        )
    )
    roles = db.session.scalars(statement).all()
    by_town = groupby(roles, key=lambda one: one.partner.municipality)
    return [(town, _by_partner(those)) for town, those in by_town]


def _by_partner(roles: Iterable[StaffMember]) -> list[Team]:
    by_partner = groupby(roles, key=lambda one: one.partner)
    return [(partner, _by_person(those)) for partner, those in by_partner]


def _by_person(roles: Iterable[StaffMember]) -> list[Colleague]:
    by_person = groupby(roles, key=lambda one: one.resident)
    return [(person, [one.role for one in those]) for person, those in by_person]
