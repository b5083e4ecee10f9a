"""Organisations: how they ask to act, those that may, and the people who work for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import (
    Base,
    CreatedAt,
    LongText,
    PrimaryKey,
    ShortText,
    only_one,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident


class PartnerKind(StrEnum):
    CITY_SERVICE = "city service"
    ASSOCIATION = "association"
    SOCIAL_FIRM = "social firm"
    COMPANY = "company"
    UNIVERSITY = "university"


class StaffRole(StrEnum):
    """What a member of staff may do in the partner’s name."""

    MANAGE = "manage"
    PUBLISH = "publish"
    VERIFY = "verify"
    PAY_OUT = "pay out"
    ACCOMPANY = "accompany"
    MODERATE = "moderate"
    ADMINISTER = "administer"
    LEND = "lend"
    READ = "read"


class Standing(StrEnum):
    """Whether a partner may act."""

    ACCREDITED = "accredited"
    SUSPENDED = "suspended"


class ApplicationStatus(StrEnum):
    """How far a request to become a partner has come."""

    DRAFT = "draft"  # the professional mailbox has not answered yet
    SUBMITTED = "submitted"
    APPROVED_ONCE = "approved once"
    ACCREDITED = "accredited"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STANDINGS = Moves(
    {Standing.ACCREDITED: {Standing.SUSPENDED}, Standing.SUSPENDED: {Standing.ACCREDITED}}
)
TO_DECIDE = (ApplicationStatus.SUBMITTED, ApplicationStatus.APPROVED_ONCE)
_IN_VAIN = (ApplicationStatus.REFUSED, ApplicationStatus.WITHDRAWN)
UNDER_WAY = (ApplicationStatus.DRAFT, *TO_DECIDE)
_UNDER_WAY = "status IN ('draft', 'submitted', 'approved once')"


class Partner(Base):
    """An organisation; it may act while `accredited_at` is set, which a suspension takes away."""

    __tablename__ = "partner"
    __table_args__ = (
        UniqueConstraint("municipality_id", "name"),
        UniqueConstraint("municipality_id", "siret"),
        CheckConstraint("length(siret) = 14", "siret_of_14_digits"),
        CheckConstraint("suspended_at IS NULL OR accredited_at IS NULL", "suspended_is_closed"),
        CheckConstraint(
            "suspended_at IS NULL"
            " OR (suspended_by_id IS NOT NULL AND length(suspension_reason) > 0)",
            "suspended_for_a_reason",
        ),
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[ShortText]
    kind: Mapped[PartnerKind]
    # None for those accredited from the command line.
    siret: Mapped[str | None] = mapped_column(String(14))
    mail_domain: Mapped[str | None] = mapped_column(String(253))
    accredited_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    suspended_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    suspension_reason: Mapped[str] = mapped_column(String(400), default="")
    # Since when moderation keeps its page from those who do not work there.
    hidden_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    municipality: Mapped[Municipality] = relationship()
    suspended_by: Mapped[Resident | None] = relationship()

    @property
    def standing(self) -> Standing:
        """Where the partner stands."""
        return Standing.ACCREDITED if self.suspended_at is None else Standing.SUSPENDED

    @property
    def is_suspended(self) -> bool:
        """Whether its desk is closed."""
        return self.standing is Standing.SUSPENDED


class Application(Moving, Base):
    """A request to become a partner: two administrators approve it, or one refuses."""

    __tablename__ = "partner_application"
    MOVES = Moves(
        {
            ApplicationStatus.DRAFT: {ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN},
            ApplicationStatus.SUBMITTED: {ApplicationStatus.APPROVED_ONCE, *_IN_VAIN},
            ApplicationStatus.APPROVED_ONCE: {ApplicationStatus.ACCREDITED, *_IN_VAIN},
            ApplicationStatus.ACCREDITED: (),
            ApplicationStatus.REFUSED: (),
            ApplicationStatus.WITHDRAWN: (),
        }
    )
    __table_args__ = (
        CheckConstraint("length(name) > 0 AND length(why) > 0", "told"),
        CheckConstraint("length(siret) = 14", "siret_of_14_digits"),
        CheckConstraint("first_approver_id <> second_approver_id", "two_administrators"),
        CheckConstraint(
            "first_approver_id <> applicant_id AND second_approver_id <> applicant_id"
            " AND refused_by_id <> applicant_id",
            "nobody_decides_for_oneself",
        ),
        CheckConstraint(
            "status <> 'approved once' OR first_approver_id IS NOT NULL", "approved_by_one"
        ),
        CheckConstraint(
            "status <> 'accredited' OR (first_approver_id IS NOT NULL"
            " AND second_approver_id IS NOT NULL AND partner_id IS NOT NULL)",
            "approved_by_two",
        ),
        CheckConstraint(
            "status <> 'refused' OR (refused_by_id IS NOT NULL AND length(refusal_reason) > 0)",
            "refused_for_a_reason",
        ),
        CheckConstraint(
            "status IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL", "mailbox_confirmed"
        ),
        only_one("uq_partner_application_under_way", "applicant_id", where=_UNDER_WAY),
    )

    id: Mapped[PrimaryKey]
    applicant_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[PartnerKind]
    name: Mapped[ShortText]
    siret: Mapped[str] = mapped_column(String(14))
    mailbox: Mapped[str] = mapped_column(Sealed("partner_application.mailbox", 254))
    why: Mapped[LongText]
    status: Mapped[ApplicationStatus] = mapped_column(default=ApplicationStatus.DRAFT)
    created_at: Mapped[CreatedAt]
    submitted_at: Mapped[datetime | None]
    first_approver_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    second_approver_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    refused_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    refusal_reason: Mapped[str] = mapped_column(String(400), default="")
    decided_at: Mapped[datetime | None]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), unique=True)

    municipality: Mapped[Municipality] = relationship()
    partner: Mapped[Partner | None] = relationship()
    applicant: Mapped[Resident] = relationship(foreign_keys=applicant_id)
    first_approver: Mapped[Resident | None] = relationship(foreign_keys=first_approver_id)

    is_draft = Stands(ApplicationStatus.DRAFT)
    is_submitted = Stands(ApplicationStatus.SUBMITTED)
    is_approved_once = Stands(ApplicationStatus.APPROVED_ONCE)
    is_to_decide = Stands(*TO_DECIDE)
    is_accredited = Stands(ApplicationStatus.ACCREDITED)
    is_refused = Stands(ApplicationStatus.REFUSED)
    is_withdrawn = Stands(ApplicationStatus.WITHDRAWN)

    @property
    def mail_domain(self) -> str:
        """The mail domain of the organisation."""
        return self.mailbox.rpartition("@")[2]


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


class StaffInvitation(Base):
    """A mailbox asked to join the staff of a partner; only the account it confirmed may accept.

    At most one waits for each mailbox in a partner: whoever invites holds the partner’s row.
    """

    __tablename__ = "staff_invitation"
    __table_args__ = (
        CheckConstraint("accepted_at IS NULL OR withdrawn_at IS NULL", "accepted_or_withdrawn"),
    )

    id: Mapped[PrimaryKey]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    email: Mapped[str] = mapped_column(Sealed("staff_invitation.email", 254))
    roles: Mapped[list[Any]]
    created_at: Mapped[CreatedAt]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    partner: Mapped[Partner] = relationship()
    invited_by: Mapped[Resident] = relationship()
