"""Reading calendars of partners, and the events of theirs that somebody may read."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import contains_eager

from neighbourhood.agenda.models.outside import (
    EventStatus,
    OutsideCalendar,
    OutsideEvent,
    OutsideStatus,
)
from neighbourhood.feed.reaches import TOWN, town_of
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.policies.reporting import NoLongerVisible
from neighbourhood.partners.models import Partner
from neighbourhood.partners.queries.organisations import shows
from neighbourhood.residents.models.residents import Resident

# So many of one calendar stand on the timeline, and so long before.
MOST_CARDS, CARDS_AHEAD = 3, timedelta(days=7)
RECENT = 20


class NoLongerAnnounced(Missing):
    """An event that left the calendar it came from: whoever kept its page is told."""

    status = 410
    sentence = _l(
        "%(partner)s a retiré cet événement de son agenda. Renseignez-vous avant de vous déplacer."
    )


def calendars_of(partner: Partner) -> Sequence[OutsideCalendar]:
    """Return the calendars of a partner, those that are stopped last."""
    mine = select(OutsideCalendar).where(OutsideCalendar.partner_id == partner.id)
    return db.session.scalars(mine.order_by(OutsideCalendar.status, OutsideCalendar.id)).all()


def calendar_of(partner: Partner, calendar_id: int) -> OutsideCalendar:
    """Return one calendar of a partner; `Missing` for any other."""
    found = db.session.get(OutsideCalendar, calendar_id)
    if found is None or found.partner_id != partner.id:
        raise Missing
    return found


def followed() -> Sequence[int]:
    """Return the ids of the calendars that are read every day."""
    still = select(OutsideCalendar.id).join(OutsideCalendar.partner)
    open_desk = Partner.accredited_at.is_not(None)
    shown = still.where(OutsideCalendar.status == OutsideStatus.FOLLOWED, open_desk)
    return db.session.scalars(shown.order_by(OutsideCalendar.id)).all()


def events_of(calendar_id: int) -> Sequence[OutsideEvent]:
    """Return every event of a calendar."""
    every = select(OutsideEvent).where(OutsideEvent.calendar_id == calendar_id)
    return db.session.scalars(every.order_by(OutsideEvent.id)).all()


def ahead_of(calendar: OutsideCalendar, moment: datetime) -> Sequence[OutsideEvent]:
    """Return the next events of a calendar, for those who look after it."""
    ahead = OutsideEvent.ends_at > moment, OutsideEvent.status != EventStatus.GONE
    mine = select(OutsideEvent).where(OutsideEvent.calendar_id == calendar.id, *ahead)
    return db.session.scalars(mine.order_by(OutsideEvent.starts_at).limit(RECENT)).all()


def _read_by(viewer: Resident) -> ColumnElement[bool]:
    """Tell in SQL which events somebody reads: of their town, or for their quartier in it."""
    if not viewer.may_read or viewer.quartier_id is None:
        return false()
    here = OutsideCalendar.quartier_id.in_([viewer.quartier_id])
    near = or_(OutsideCalendar.quartier_id.is_(None), here)
    in_town = Partner.municipality_id == town_of(viewer.quartier_id)
    stands = OutsideCalendar.status == OutsideStatus.FOLLOWED, Partner.accredited_at.is_not(None)
    return and_(near, in_town, *stands, shows(OutsideCalendar.partner_id))


def _whole() -> Select[OutsideEvent]:
    events = select(OutsideEvent).join(OutsideEvent.calendar).join(OutsideCalendar.partner)
    whole = contains_eager(OutsideEvent.calendar)
    return events.options(whole.contains_eager(OutsideCalendar.partner))


def visible_to(viewer: Resident) -> ColumnElement[bool]:
    """Tell in SQL which events somebody may read; the calendar and its partner are joined."""
    shown = OutsideEvent.status != EventStatus.GONE, OutsideEvent.hidden_at.is_(None)
    return and_(*shown, _read_by(viewer))


def between(viewer: Resident, start: date, end: date) -> Sequence[OutsideEvent]:
    """Return the events between two moments that somebody may read."""
    held = OutsideEvent.starts_at < end, OutsideEvent.ends_at >= start
    rows = _whole().where(visible_to(viewer), *held)
    return db.session.scalars(rows.order_by(OutsideEvent.starts_at, OutsideEvent.id)).all()


def find(viewer: Resident, event_id: int) -> OutsideEvent | None:
    """Return an event that somebody may read, None for any other."""
    return db.session.scalar(_whole().where(OutsideEvent.id == event_id, visible_to(viewer)))


def get_visible(viewer: Resident, event_id: int) -> OutsideEvent:
    """Return an event that somebody may read; `Missing` for any other, or one hidden since."""
    one = db.session.scalar(_whole().where(OutsideEvent.id == event_id, _read_by(viewer)))
    if one is None:
        raise Missing
    if one.hidden_at is not None:
        raise NoLongerVisible
    if one.is_gone:
        raise NoLongerAnnounced(partner=one.calendar.partner.name)
    return one


def sees(viewer: Resident, event: OutsideEvent) -> bool:
    """Tell whether somebody may read an event."""
    return find(viewer, event.id) is not None


def to_show(calendar: OutsideCalendar, moment: datetime) -> Sequence[OutsideEvent]:
    """Return the events of a calendar that stand on the timeline by now: the first few."""
    if not calendar.is_followed:
        return []
    soon = OutsideEvent.starts_at > moment, OutsideEvent.starts_at < moment + CARDS_AHEAD
    shown = OutsideEvent.status == EventStatus.PLANNED, OutsideEvent.hidden_at.is_(None)
    mine = select(OutsideEvent).where(OutsideEvent.calendar_id == calendar.id, *soon, *shown)
    first = mine.order_by(OutsideEvent.starts_at, OutsideEvent.id).limit(MOST_CARDS)
    return db.session.scalars(first).all()


def is_known(partner: Partner, url: str) -> bool:
    """Tell whether a partner has a calendar of this address."""
    known = OutsideCalendar.partner_id == partner.id, OutsideCalendar.url == url
    return bool(db.session.scalar(select(exists().where(*known))))


def reach_of(calendar: OutsideCalendar) -> str:
    """Return how far the events of a calendar are heard."""
    return TOWN.code if calendar.quartier_id is None else "quartier"
