"""What can be reported of the agenda: an event of a partner."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.agenda.models.outside import OutsideCalendar, OutsideEvent
from neighbourhood.agenda.queries.outside import sees
from neighbourhood.agenda.telling import show_cards
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import REPORTABLES, Accounts, Reportable
from neighbourhood.partners.models import StaffMember


def _of_event(event_id: Any) -> tuple[Accounts, ...]:
    staff = (
        select(StaffMember.resident_id)
        .join(OutsideCalendar, OutsideCalendar.partner_id == StaffMember.partner_id)
        .join(OutsideEvent, OutsideEvent.calendar_id == OutsideCalendar.id)
    )
    here = staff.where(OutsideEvent.id == event_id)
    return (here.correlate_except(StaffMember, OutsideCalendar, OutsideEvent),)


def _hide(event: OutsideEvent) -> None:
    event.hidden_at = event.hidden_at or now()
    db.session.flush()
    show_cards(event.calendar)


def _restore(event: OutsideEvent) -> None:
    event.hidden_at = None
    db.session.flush()
    show_cards(event.calendar)


EVENT = REPORTABLES.declare(
    Reportable(
        code=OutsideEvent.ABOUT,
        one=_l("un événement d’un organisme"),
        load=lambda event_id: db.session.get(OutsideEvent, event_id),
        title=lambda event: event.title,
        excerpt=lambda event: event.body,
        answering=_of_event,
        personal=False,
        town=lambda event: event.calendar.partner.municipality_id,
        path=lambda event: event.path,
        sees=sees,
        hide=_hide,
        restore=_restore,
    )
)
