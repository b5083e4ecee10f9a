"""Accrediting organisations and naming their staff."""

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.partners.models import Partner, PartnerKind, StaffMember, StaffRole
from neighbourhood.partners.queries import roles
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models import Resident


def accredit(municipality: Municipality, *, name: str, kind: PartnerKind) -> Partner:
    """Let an organisation act in `municipality`, from now on."""
    partner = Partner(municipality=municipality, name=name, kind=kind, accredited_at=now())
    db.session.add(partner)
    db.session.flush()
    return partner


def name_staff(partner: Partner, resident: Resident, *, role: StaffRole) -> None:
    """Give `resident` a role in `partner`; a second time changes nothing."""
    if role not in roles(resident, partner):
        db.session.add(StaffMember(partner=partner, resident=resident, role=role))
        db.session.flush()
