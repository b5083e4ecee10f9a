"""Where events of partners are shown, and whom one tells that a calendar fails."""

from sqlalchemy import select

from neighbourhood.agenda.kinds import FAILS
from neighbourhood.agenda.models.outside import KIND, OutsideCalendar, OutsideEvent
from neighbourhood.agenda.queries import outside
from neighbourhood.feed.actions import Showing, show
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.partners.models import StaffMember, StaffRole


def show_cards(calendar: OutsideCalendar) -> None:
    """Have the next few events of a calendar stand on the timeline, and no other of it."""
    soon = {event.id: event for event in outside.to_show(calendar, now())}
    for event in _on_timeline(calendar):
        if event.id not in soon:
            _show(event, listed=False)
    for event in soon.values():
        _show(event, listed=True)


def _on_timeline(calendar: OutsideCalendar) -> list[OutsideEvent]:
    theirs = OutsideEvent.calendar_id == calendar.id, Card.listed, Card.about == OutsideEvent.ABOUT
    listed = select(OutsideEvent).join(Card, Card.about_id == OutsideEvent.id).where(*theirs)
    return list(db.session.scalars(listed))


def _show(event: OutsideEvent, *, listed: bool) -> None:
    calendar = event.calendar
    show(
        Showing(
            about=OutsideEvent.ABOUT,
            about_id=event.id,
            kind=KIND,
            category=None,
            title=event.title,
            body=event.body,
            partner_id=calendar.partner_id,
            municipality_id=calendar.partner.municipality_id,
            quartier_id=calendar.quartier_id,
            reach=outside.reach_of(calendar),
            listed=listed,
            held_at=event.starts_at,
            # Not when it was read: a hundred events of an evening push nobody off the timeline.
            created_at=max(calendar.created_at, event.starts_at - outside.CARDS_AHEAD),
            facts={"place": event.place, "whole_days": event.whole_days},
        )
    )


def tell_failing(calendar: OutsideCalendar) -> None:
    """Tell those who publish for a partner, once, that its calendar cannot be read."""
    publish = StaffMember.partner_id == calendar.partner_id, StaffMember.role == StaffRole.PUBLISH
    staff = select(StaffMember.resident_id).where(*publish).order_by(StaffMember.resident_id)
    for resident_id in db.session.scalars(staff).all():
        notify(
            resident_id,
            FAILS,
            path=calendar.desk,
            also=calendar.path,
            title=calendar.name,
            partner=calendar.partner.name,
        )


def settle_failing(calendar: OutsideCalendar) -> None:
    """Note that it is read again."""
    settle(calendar.path, FAILS)
