"""Mandates: who may act for whom, in what, until when, and what was done by it."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Moving
from neighbourhood.foundation.storing.sealed import Sealed, SealedJson
from neighbourhood.foundation.words.organisations import Organisation
from neighbourhood.partners.models import Partner
from neighbourhood.places.homes import Home
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident

REFERENCE_LENGTH = 8
DURATIONS = (1, 31, 182, 365)


class Consent(StrEnum):
    """How the principal agreed: a code given in person, or a form signed on paper."""

    CODE = "code"
    PAPER = "paper"


class MandateStatus(StrEnum):
    PREPARED = "prepared"
    LIVE = "live"
    REVOKED = "revoked"
    EXPIRED = "expired"
    ABANDONED = "abandoned"


class Mandate(Moving, Base):
    """What the principal lets agents do in their place, for `days` from `begins_at`.

    `partner` is the organisation whose staff are the agents, None where persons are. `address_id`
    is where the paper says the principal lives, until it is recorded.
    """

    MOVES = Moves(
        {
            MandateStatus.PREPARED: {MandateStatus.LIVE, MandateStatus.ABANDONED},
            MandateStatus.LIVE: {MandateStatus.REVOKED, MandateStatus.EXPIRED},
            MandateStatus.REVOKED: (),
            MandateStatus.EXPIRED: (),
            MandateStatus.ABANDONED: (),
        }
    )

    __tablename__ = "mandate"
    __table_args__ = (
        CheckConstraint("CAST(scopes AS TEXT) <> '[]'", "for_something"),
        CheckConstraint(f"days IN {DURATIONS}", "for_a_known_time"),
        CheckConstraint(
            "status IN ('prepared', 'abandoned')"
            " OR (begins_at IS NOT NULL AND ends_at > begins_at)",
            "begun_for_a_while",
        ),
        CheckConstraint("(status = 'revoked') = (revoked_at IS NOT NULL)", "revoked_once"),
        CheckConstraint(
            "consent <> 'paper' OR status IN ('prepared', 'abandoned')"
            " OR recorded_by_id IS NOT NULL",
            "paper_seen_by_somebody",
        ),
        CheckConstraint("recorded_by_id <> prepared_by_id", "paper_seen_by_another"),
        Index("ix_mandate_due", "status", "ends_at"),
    )

    id: Mapped[PrimaryKey]
    reference: Mapped[str] = mapped_column(String(REFERENCE_LENGTH), unique=True)
    principal_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    # Codes that slices declare in their `kinds`.
    scopes_given: Mapped[list[Any]] = mapped_column("scopes", SealedJson("mandate.scopes"))
    days: Mapped[int]
    consent: Mapped[Consent]
    status: Mapped[MandateStatus] = mapped_column(default=MandateStatus.PREPARED)
    address_id: Mapped[int | None] = mapped_column(Home)
    # From it follow the code of consent and the code that revokes; see `queries.mandates`.
    nonce: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[CreatedAt]
    begins_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    principal: Mapped[Resident] = relationship(foreign_keys=principal_id)
    prepared_by: Mapped[Resident] = relationship(foreign_keys=prepared_by_id)
    recorded_by: Mapped[Resident | None] = relationship(foreign_keys=recorded_by_id)
    partner: Mapped[Partner | None] = relationship()
    address: Mapped[Address | None] = relationship(
        primaryjoin=lambda: Address.id == foreign(Mandate.address_id)
    )
    agents: Mapped[list["MandateAgent"]] = relationship(
        back_populates="mandate", order_by="MandateAgent.id", cascade="all, delete-orphan"
    )

    @property
    def scopes(self) -> frozenset[str]:
        """What the agents may do."""
        return frozenset(self.scopes_given)

    @scopes.setter
    def scopes(self, codes: Iterable[str]) -> None:
        self.scopes_given = sorted(codes)

    @property
    def organisation(self) -> str:
        """The name of the partner whose staff are the agents, as it is today; empty for persons."""
        return Organisation(self.partner.name) if self.partner else ""

    @property
    def is_live(self) -> bool:
        """Whether the agents may act at this very moment."""
        running = self.status is MandateStatus.LIVE
        return running and self.ends_at is not None and self.ends_at > now()

    @property
    def is_prepared(self) -> bool:
        """Whether it waits for the consent of the principal, or for an agent to take it up."""
        return self.status is MandateStatus.PREPARED

    @property
    def path(self) -> str:
        """Where it is shown to those it concerns."""
        return f"/mandats/{self.id}"


class MandateAgent(Base):
    """One of those who may act by a mandate."""

    __tablename__ = "mandate_agent"
    __table_args__ = (UniqueConstraint("mandate_id", "agent_id"),)

    id: Mapped[PrimaryKey]
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    created_at: Mapped[CreatedAt]

    mandate: Mapped[Mandate] = relationship(back_populates="agents")
    agent: Mapped[Resident] = relationship()


class IdentityCheck(Base):
    """Who somebody is, as a desk has seen it, for those who act for others from elsewhere.

    It gives no home: whoever has no other proof reads and writes nothing in their own name. It is
    good for the `name` that the desk saw; `reference` is what one says there.
    """

    __tablename__ = "identity_check"
    __table_args__ = (
        CheckConstraint(
            "(seen_at IS NULL) = (seen_by_id IS NULL) AND (seen_at IS NULL) = (name IS NULL)",
            "seen_by_somebody",
        ),
        CheckConstraint("seen_by_id <> resident_id", "not_by_oneself"),
    )

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(
        ForeignKey("resident.id", ondelete="CASCADE"), unique=True
    )
    reference: Mapped[str] = mapped_column(String(REFERENCE_LENGTH), unique=True)
    name: Mapped[str | None] = mapped_column(Sealed("identity_check.name", 200))
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    created_at: Mapped[CreatedAt]
    seen_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)


class MandateDeed(Base):
    """One line of the journal of a mandate: who did what, to what, when. Never changed."""

    __tablename__ = "mandate_deed"
    __table_args__ = (Index("ix_mandate_deed_journal", "mandate_id", "created_at", "id"),)

    id: Mapped[PrimaryKey]
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    # A code that some slice declares in its `kinds`.
    deed: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Sealed("mandate_deed.title", 200))
    path: Mapped[str] = mapped_column(Sealed("mandate_deed.path", 200))
    created_at: Mapped[CreatedAt]

    mandate: Mapped[Mandate] = relationship()
    agent: Mapped[Resident] = relationship()


class MandateReport(Base):
    """The journal of one month, to be printed and posted to the principal."""

    __tablename__ = "mandate_report"
    __table_args__ = (
        UniqueConstraint("mandate_id", "month"),
        CheckConstraint("posted_at IS NULL OR printed_at IS NOT NULL", "printed_before_posted"),
        CheckConstraint("returned_at IS NULL OR posted_at IS NOT NULL", "posted_before_returned"),
    )

    id: Mapped[PrimaryKey]
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    # Its first day.
    month: Mapped[date]
    created_at: Mapped[CreatedAt]
    printed_at: Mapped[datetime | None]
    posted_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]

    mandate: Mapped[Mandate] = relationship()
