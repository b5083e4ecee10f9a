"""What partners hold, as it stands on days."""

from datetime import date

from neighbourhood.agenda.models.outside import KIND, EventStatus, OutsideEvent
from neighbourhood.agenda.queries import outside
from neighbourhood.agenda.subjects import AGENDA
from neighbourhood.feed import happenings
from neighbourhood.feed.happenings import HAPPENINGS, Happening, Happenings
from neighbourhood.foundation import settings
from neighbourhood.residents.models.residents import Resident

_STATUSES = {
    EventStatus.PLANNED: happenings.PLANNED,
    EventStatus.CANCELLED: happenings.CANCELLED,
}


def _between(viewer: Resident, start: date, end: date) -> list[Happening]:
    return [of(event) for event in outside.between(viewer, start, end)]


def _find(viewer: Resident, number: int) -> Happening | None:
    found = outside.find(viewer, number)
    return None if found is None else of(found)


def of(event: OutsideEvent) -> Happening:
    """Return an event of a partner as it stands on its days."""
    starts: date = event.starts_at
    ends: date = event.ends_at
    if event.whole_days:
        starts, ends = event.days(settings.current().time_zone)
    return Happening(
        code=OutsideEvent.ABOUT,
        number=event.id,
        kind=KIND,
        title=event.title,
        path=event.path,
        starts=starts,
        ends=ends,
        where=event.place,
        status=_STATUSES.get(event.status, happenings.CANCELLED),
        reach=outside.reach_of(event.calendar),
        quartier_id=event.calendar.quartier_id,
        by=event.calendar.partner.name,
        in_public=True,
    )


HAPPENINGS.declare(Happenings(code=OutsideEvent.ABOUT, between=_between, find=_find, switch=AGENDA))
