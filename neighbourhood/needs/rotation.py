"""Which few needs are shown beside other pages: each in its turn, by age and gap, never by story.

Those that miss the least stand in line, the oldest first where they miss as much. Each day the
line begins that many places further: whoever waits long enough is shown, whatever is written, and
anybody can tell which comes when.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.queries import visible_to
from neighbourhood.residents.models.residents import Resident

T = TypeVar("T")
SHOWN, IN_LINE = 2, 6


def turn(line: Sequence[T], day: date, shown: int) -> Sequence[T]:
    """Return which `shown` of those in line are shown on a day: all of them where there are few."""
    if len(line) <= shown:
        return line
    first = day.toordinal() * shown % len(line)
    return [line[(first + place) % len(line)] for place in range(shown)]


def nearly_met(viewer: Resident) -> Sequence[Need]:
    """Return open needs of the viewer’s town for which little is missing, each in its turn."""
    statement = (
        select(Need)
        .join(Need.quartier)
        .join(Need.fund)
        .options(contains_eager(Need.fund))
        .where(visible_to(viewer), Need.status == NeedStatus.OPEN)
        .order_by(Fund.ceiling_cents - Fund.raised_cents, Fund.id)
        .limit(IN_LINE)
    )
    return turn(db.session.scalars(statement).all(), now().date(), SHOWN)
