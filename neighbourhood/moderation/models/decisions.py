"""What was decided in a case, for which reasons, and until when."""

from calendar import monthrange
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.moderation.models.cases import Case, HiddenFor
from neighbourhood.residents.models.residents import Resident

WORDS_LIMIT = 1000
# Regulation (EU) 2022/2065, article 20: at least six months to contest a decision.
MONTHS_TO_APPEAL = 6


class Outcome(StrEnum):
    """What may be decided, from the lightest on."""

    NOTHING = "nothing"
    WARNING = "warning"
    HIDDEN = "hidden"
    READ_ONLY = "read-only"
    SUSPENDED = "suspended"
    EXCLUDED = "excluded"


class Heard(StrEnum):
    """Whether the person concerned could say something before it was decided."""

    NOT_ASKED = "not asked"
    ANSWERED = "answered"
    SILENT = "silent"  # asked, and the date passed without a word
    NOT_WAITED = "not waited"  # the rule is urgent: waiting would have harmed


class DecisionStatus(StrEnum):
    """Where a decision stands."""

    PROPOSED = "proposed"  # a heavy measure waits for a second person
    REFUSED = "refused"  # that person said no
    IN_FORCE = "in force"
    OVER = "over"  # its date is past
    LIGHTENED = "lightened"  # somebody else made it lighter, after an appeal
    OVERTURNED = "overturned"  # somebody else took it back, after an appeal


DECISION_MOVES = Moves(
    {
        DecisionStatus.PROPOSED: {DecisionStatus.REFUSED, DecisionStatus.IN_FORCE},
        DecisionStatus.REFUSED: (),
        DecisionStatus.IN_FORCE: {
            DecisionStatus.OVER,
            DecisionStatus.LIGHTENED,
            DecisionStatus.OVERTURNED,
        },
        # What is over may have been wrong all the same.
        DecisionStatus.OVER: {DecisionStatus.OVERTURNED},
        DecisionStatus.LIGHTENED: {DecisionStatus.OVER},
        DecisionStatus.OVERTURNED: (),
    }
)
_WITH_A_DATE = "('read-only', 'suspended')"
_WITHOUT_A_DATE = "('nothing', 'warning', 'excluded')"


class Decision(Moving, Base):
    """A statement of reasons, as article 17 of Regulation (EU) 2022/2065 lists it.

    `facts` is what was found and `because` why it breaks `rule`, both in words that the person
    concerned reads. `concerned_id` is the account that answers for the thing, None for what an
    organisation published. `until` is the end of the measure, in UTC; None where it has none.
    `outcome` and `until` are those of today: an appeal may have made them lighter than `first`.
    """

    __tablename__ = "moderation_decision"
    __table_args__ = (
        CheckConstraint("length(facts) > 0 AND length(because) > 0", "with_reasons"),
        CheckConstraint(f"outcome NOT IN {_WITHOUT_A_DATE} OR until IS NULL", "no_end"),
        CheckConstraint(f"outcome NOT IN {_WITH_A_DATE} OR until IS NOT NULL", "with_an_end"),
        CheckConstraint("second_id IS NULL OR second_id <> decided_by_id", "by_two_people"),
        CheckConstraint(
            "(in_force_at IS NULL) = (status IN ('proposed', 'refused'))", "since_when"
        ),
        only_one(
            "uq_moderation_decision_standing",
            "case_id",
            where="status IN ('proposed', 'in force')",
        ),
        Index("ix_moderation_decision_concerned", "concerned_id", "status"),
    )
    MOVES = DECISION_MOVES

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"))
    concerned_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    outcome: Mapped[Outcome]
    first_outcome: Mapped[Outcome]
    until: Mapped[datetime | None]
    rule: Mapped[str] = mapped_column(String(40))
    facts: Mapped[str] = mapped_column(Sealed("moderation_decision.facts", WORDS_LIMIT))
    because: Mapped[str] = mapped_column(Sealed("moderation_decision.because", WORDS_LIMIT))
    # Why it was hidden before anybody looked: the one thing that was automatic.
    hidden_for: Mapped[HiddenFor | None]
    heard: Mapped[Heard] = mapped_column(default=Heard.NOT_ASKED)
    status: Mapped[DecisionStatus]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    second_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    second_words: Mapped[str] = mapped_column(
        Sealed("moderation_decision.second_words", WORDS_LIMIT), default=""
    )
    in_force_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    case: Mapped[Case] = relationship()
    concerned: Mapped[Resident | None] = relationship(foreign_keys=concerned_id)
    decided_by: Mapped[Resident] = relationship(foreign_keys=decided_by_id)
    second: Mapped[Resident | None] = relationship(foreign_keys=second_id)

    is_proposed = Stands(DecisionStatus.PROPOSED)
    is_refused = Stands(DecisionStatus.REFUSED)
    is_in_force = Stands(DecisionStatus.IN_FORCE, DecisionStatus.LIGHTENED)
    is_overturned = Stands(DecisionStatus.OVERTURNED)
    is_lightened = Stands(DecisionStatus.LIGHTENED)
    may_be_contested = Stands(DecisionStatus.IN_FORCE, DecisionStatus.OVER)

    @property
    def path(self) -> str:
        """Where whoever it concerns reads it."""
        return f"/moderation/decisions/{self.id}"

    @property
    def found_nothing(self) -> bool:
        """Whether no rule was broken."""
        return self.first_outcome is Outcome.NOTHING

    @property
    def is_past(self) -> bool:
        """Whether its date is past, even before the clock has noted it."""
        over = self.status is DecisionStatus.OVER
        return over or (self.is_in_force and self.until is not None and self.until <= now())

    @property
    def is_about_the_account(self) -> bool:
        """Whether it keeps somebody from something, beyond the thing reported."""
        return self.outcome in (Outcome.READ_ONLY, Outcome.SUSPENDED, Outcome.EXCLUDED)

    @property
    def contested_until(self) -> datetime | None:
        """When the six months to contest it end."""
        return in_months(self.in_force_at, MONTHS_TO_APPEAL) if self.in_force_at else None

    @property
    def is_in_time(self) -> bool:
        """Whether it may still be contested."""
        last = self.contested_until
        return last is not None and now() <= last


def in_months(moment: datetime, months: int) -> datetime:
    """Return the same day so many months later, or the last one of a shorter month."""
    ahead = moment.month - 1 + months
    year, month = moment.year + ahead // 12, ahead % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
