"""How an account stands with its neighbours: what a measure keeps it from, and until when."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.errors import Excluded, NotVerified, ReadOnly, Suspended
from neighbourhood.foundation.storing.clock import now


class Measure(StrEnum):
    """What may be decided about an account, from the lightest on."""

    READ_ONLY = "read-only"
    SUSPENDED = "suspended"
    EXCLUDED = "excluded"


class Standing:
    """Mixin of an account: a measure ends by itself, as soon as its date is past.

    Whoever is in read-only reads and writes nothing; whoever is suspended or excluded, barred in
    one word, signs in to one page. Only an exclusion has no date: it lasts until it is lifted.
    """

    read_only_until: Mapped[datetime | None] = mapped_column()
    suspended_until: Mapped[datetime | None] = mapped_column()
    # Looked for when somebody proves an address, and for each thing that neighbours read.
    excluded_at: Mapped[datetime | None] = mapped_column(index=True)

    @property
    def measure(self) -> Measure | None:
        """The heaviest measure that runs at this moment, None when there is none."""
        if self.excluded_at is not None:
            return Measure.EXCLUDED
        if _runs(self.suspended_until):
            return Measure.SUSPENDED
        return Measure.READ_ONLY if _runs(self.read_only_until) else None

    @property
    def measure_until(self) -> datetime | None:
        """When the measure that runs ends; None where there is none, or where it has no end."""
        ends = {
            Measure.SUSPENDED: self.suspended_until,
            Measure.READ_ONLY: self.read_only_until,
        }
        return ends.get(self.measure) if self.measure else None

    @property
    def is_barred(self) -> bool:
        """Whether signing in leads to one page, and to nothing that neighbours write."""
        return self.measure in (Measure.SUSPENDED, Measure.EXCLUDED)

    @property
    def refusal_by_measure(self) -> NotVerified | None:
        """Why a measure keeps this account from writing, None when none does."""
        return refusal_of(self.read_only_until, self.suspended_until, self.excluded_at)


def refusal_of(
    read_only_until: datetime | None,
    suspended_until: datetime | None,
    excluded_at: datetime | None,
) -> NotVerified | None:
    """Return why an account that stands like this may not write now, None when it may."""
    if excluded_at is not None:
        return Excluded()
    if suspended_until is not None and _runs(suspended_until):
        return Suspended.until(suspended_until)
    if read_only_until is not None and _runs(read_only_until):
        return ReadOnly.until(read_only_until)
    return None


def _runs(until: datetime | None) -> bool:
    return until is not None and until > now()
