"""The mail that goes with a notification worth one."""

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications import mails
from neighbourhood.notifications.events import notified
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.models.residents import Resident


@notified.connect
def write(notification: Notification, *, by_mail: bool) -> None:
    """Queue the mail of a notification, in the language of its reader, and within their hours."""
    if by_mail:
        resident = db.session.get_one(Resident, notification.resident_id)
        when = resident.reached_at(now())
        if when > now():
            notification.mail_at = when
        else:
            mails.write(notification, resident)
