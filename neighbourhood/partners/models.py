"""Accredited organisations and the people who work for them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.database import Base, CreatedAt, PrimaryKey, ShortText
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models import Resident


class PartnerKind(StrEnum):
    CITY_SERVICE = "city service"
    ASSOCIATION = "association"
    SOCIAL_FIRM = "social firm"
    COMPANY = "company"
    UNIVERSITY = "university"


class StaffRole(StrEnum):
    """What a member of staff may do in the partner’s name."""

    PUBLISH = "publish"
    VERIFY = "verify"
    PAY_OUT = "pay out"
    READ = "read"


class Partner(Base):
    """An organisation; it may act once `accredited_at` is set."""

    __tablename__ = "partner"
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[ShortText]
    kind: Mapped[PartnerKind]
    accredited_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    municipality: Mapped[Municipality] = relationship()


class StaffMember(Base):
    """One role of one person in one partner."""

    __tablename__ = "staff_member"
    __table_args__ = (UniqueConstraint("partner_id", "resident_id", "role"),)

    id: Mapped[PrimaryKey]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    role: Mapped[StaffRole]
    created_at: Mapped[CreatedAt]

    partner: Mapped[Partner] = relationship()
    resident: Mapped[Resident] = relationship()
