"""What went wrong with a loan: late, lost or broken, and what the two said of it."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import (
    Base,
    CreatedAt,
    LongText,
    PrimaryKey,
    only_one,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.loans.models.loans import Loan
from neighbourhood.residents.models.residents import Resident

VOICE_LIMIT = 1000
SILENCE = timedelta(days=14)


class IncidentKind(StrEnum):
    """What went wrong."""

    LATE = "late"
    LOST = "lost"
    BROKEN = "broken"


class IncidentStatus(StrEnum):
    """How far the two have come: neither proposes anything before both were heard."""

    OPEN = "open"
    HEARD = "heard"
    PROPOSED = "proposed"
    SETTLED = "settled"
    UNSETTLED = "unsettled"
    TAKEN_BACK = "taken back"


INCIDENT_MOVES = Moves(
    {
        IncidentStatus.OPEN: {
            IncidentStatus.HEARD,
            IncidentStatus.SETTLED,
            IncidentStatus.UNSETTLED,
            IncidentStatus.TAKEN_BACK,
        },
        IncidentStatus.HEARD: {
            IncidentStatus.PROPOSED,
            IncidentStatus.SETTLED,
            IncidentStatus.UNSETTLED,
        },
        IncidentStatus.PROPOSED: {
            IncidentStatus.PROPOSED,
            IncidentStatus.SETTLED,
            IncidentStatus.UNSETTLED,
        },
        IncidentStatus.SETTLED: (),
        IncidentStatus.UNSETTLED: (),
        IncidentStatus.TAKEN_BACK: (),
    }
)
UNDER_WAY = frozenset({IncidentStatus.OPEN, IncidentStatus.HEARD, IncidentStatus.PROPOSED})
_UNDER_WAY = "('open', 'heard', 'proposed')"


class Incident(Moving, Base):
    """Something that went wrong with a loan, opened by one of the two; one under way at a time."""

    __tablename__ = "loan_incident"
    __table_args__ = (
        only_one("uq_loan_incident_under_way", "loan_id", where=f"status IN {_UNDER_WAY}"),
        CheckConstraint(f"(closed_at IS NULL) = (status IN {_UNDER_WAY})", "closed_at_a_moment"),
    )

    ABOUT = "loan incident"
    MOVES = INCIDENT_MOVES

    id: Mapped[PrimaryKey]
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"), index=True)
    kind: Mapped[IncidentKind]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    status: Mapped[IncidentStatus] = mapped_column(default=IncidentStatus.OPEN)
    created_at: Mapped[CreatedAt]
    closed_at: Mapped[datetime | None]

    loan: Mapped[Loan] = relationship()
    opened_by: Mapped[Resident] = relationship(foreign_keys=opened_by_id)
    voices: Mapped[list["IncidentVoice"]] = relationship(
        back_populates="incident", order_by="IncidentVoice.id", passive_deletes="all"
    )

    is_open = Stands(IncidentStatus.OPEN)
    is_heard = Stands(IncidentStatus.HEARD)
    is_proposed = Stands(IncidentStatus.PROPOSED)
    is_settled = Stands(IncidentStatus.SETTLED)
    is_unsettled = Stands(IncidentStatus.UNSETTLED)
    is_under_way = Stands(*UNDER_WAY)
    is_ended = Stands(IncidentStatus.SETTLED, IncidentStatus.UNSETTLED)

    @property
    def path(self) -> str:
        """Where the two of them read it."""
        return f"/prets/incidents/{self.id}"

    @property
    def proposal(self) -> "IncidentVoice | None":
        """What was proposed last."""
        made = [voice for voice in self.voices if voice.says is Says.PROPOSAL]
        return made[-1] if made else None

    @property
    def proposed(self) -> str:
        """What was proposed last, in its words; empty while nothing was."""
        return self.proposal.text if self.proposal else ""

    @property
    def is_silent(self) -> bool:
        """Whether the other side has said nothing for a fortnight."""
        return self.is_open and self.created_at <= now() - SILENCE

    def account_of(self, resident_id: int) -> "IncidentVoice | None":
        """Return what one of the two told of it."""
        told = (voice for voice in self.voices if voice.says is Says.ACCOUNT)
        return next((voice for voice in told if voice.author_id == resident_id), None)

    def close(self, status: IncidentStatus) -> None:
        """Bring it to an end."""
        self.become(status)
        self.closed_at = now()


class Says(StrEnum):
    """What one says of an incident: how it came about, or what could be done."""

    ACCOUNT = "account"
    PROPOSAL = "proposal"


class IncidentVoice(Base):
    """What one of the two said of an incident; only the two of them read it."""

    __tablename__ = "incident_voice"
    __table_args__ = (
        CheckConstraint("length(text) > 0", "said"),
        Index(
            "uq_incident_voice_one_account",
            "incident_id",
            "author_id",
            unique=True,
            sqlite_where=text("says = 'account'"),
            postgresql_where=text("says = 'account'"),
        ),
        Index("ix_incident_voice_incident", "incident_id", "id"),
    )

    ABOUT = "incident voice"

    id: Mapped[PrimaryKey]
    incident_id: Mapped[int] = mapped_column(ForeignKey("loan_incident.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    says: Mapped[Says]
    text: Mapped[LongText]
    created_at: Mapped[CreatedAt]
    # Since when moderation keeps it from the other side.
    hidden_at: Mapped[datetime | None]

    incident: Mapped[Incident] = relationship(back_populates="voices")
    author: Mapped[Resident] = relationship(foreign_keys=author_id)
    agent: Mapped[Resident | None] = relationship(foreign_keys=agent_id)
