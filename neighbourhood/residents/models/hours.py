"""Between which hours somebody wants to be written to; what is for them waits until then."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Mapped

from neighbourhood.foundation.settings import current
from neighbourhood.foundation.storing.clock import now

HOURS_RULE = (
    "(reached_from IS NULL) = (reached_until IS NULL) AND (reached_from IS NULL"
    " OR (reached_from >= 0 AND reached_until <= 24 AND reached_from < reached_until))"
)


class Hours:
    """Mixin of an account: from one full hour to another, on the clocks of the town; or always."""

    reached_from: Mapped[int | None]
    reached_until: Mapped[int | None]

    @property
    def prefers_hours(self) -> bool:
        """Whether one is not to be disturbed at any time."""
        return self.reached_from is not None

    @property
    def is_resting(self) -> bool:
        """Whether this is not the moment: what is for them waits."""
        moment = now()
        return self.reached_at(moment) > moment

    def reached_at(self, moment: datetime) -> datetime:
        """Return when they may be disturbed: at `moment`, or when their hours begin."""
        if self.reached_from is None or self.reached_until is None:
            return moment
        local = moment.astimezone(current().time_zone)
        if self.reached_from <= local.hour < self.reached_until:
            return moment
        day = local if local.hour < self.reached_from else local + timedelta(days=1)
        begins = day.replace(hour=self.reached_from, minute=0, second=0, microsecond=0)
        return begins.astimezone(UTC)
