"""The mail that goes with a notification worth one."""

from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications import mails
from neighbourhood.notifications.events import notified
from neighbourhood.notifications.kinds import KINDS
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.models.residents import Resident


@notified.connect
def write(notification: Notification, *, by_mail: bool) -> None:
    """Queue the mail of a notification, in the language of its reader, and within their hours.

    What surely leaves is noted with the news themselves: whatever happens after the commit, what
    is still to be sent is found there.
    """
    if not by_mail:
        return
    resident = db.session.get_one(Resident, notification.resident_id)
    when, moment = resident.reached_at(now()), now()
    surely = KINDS[notification.kind].surely
    if surely or when > moment:
        notification.mail_at = when
        db.session.flush()
    if surely and when <= moment:
        enqueue_after_commit(mails.send, notification.id)
    elif when <= moment:
        mails.write(notification, resident)
