"""What is held of calendars: who takes theirs along, and what partners publish."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from neighbourhood.agenda.models.addresses import CalendarAddress
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding, impersonal
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import rows_of, theirs


def _erase(resident_id: int) -> None:
    """Nobody reads the calendar of somebody who has left."""
    db.session.execute(delete(CalendarAddress).where(theirs(CalendarAddress, resident_id)))


HOLDINGS.declare(
    Holding(
        code="agenda",
        title=_l("Vos calendriers à emporter"),
        purpose=_l("Pour lire l’agenda du quartier dans celui de votre téléphone."),
        basis=Basis.CONTRACT,
        tables=frozenset({"calendar_address"}),
        kept=_l("tant que le compte est ouvert"),
        read=rows_of(CalendarAddress),
        erase=_erase,
    )
)
impersonal(_l("les éditions des agendas, sans qui les lit"), "calendar_entry")
impersonal(
    _l("les calendriers publics des organismes, et leurs événements"),
    "outside_calendar",
    "outside_event",
)
