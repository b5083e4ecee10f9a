"""The mail of a notification."""

import logging

from flask import render_template
from flask_babel import force_locale
from sqlalchemy.exc import SQLAlchemyError

from neighbourhood.foundation.outside.jobs import job
from neighbourhood.foundation.outside.mail import send_later
from neighbourhood.foundation.settings import current
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.notifications import kinds
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.models.residents import Resident

log = logging.getLogger(__name__)

TEMPLATE = "neighbourhood/notifications/mail.txt"


def write_waiting(notification_id: int) -> None:
    """Queue the mail of one that waited for it, unless that was done, or its reader has read it."""
    notification = hold(Notification, notification_id)
    if notification.mail_at is None:
        return
    notification.mail_at = None
    db.session.flush()
    if notification.read_at is None:
        write(notification, notification.resident)


@job
def send(notification_id: int) -> None:
    """Do so for one piece of news, at once."""
    with transaction():
        write_waiting(notification_id)


def write(
    notification: Notification, reader: Resident, *, template: str = TEMPLATE, **more: object
) -> None:
    """Queue the mail of a notification, in the language of a `reader` whose account is open.

    To a mailbox that sends everything back, news are not sent: they stand in the inbox.
    """
    if reader.email is None or not reader.is_active or reader.mail_returns_since is not None:
        return
    try:
        subject, body = _worded(notification, reader, template, **more)
        send_later(reader.email, subject, body, kind=notification.kind, resident_id=reader.id)
    except SQLAlchemyError:
        raise  # the transaction is broken: nothing of it may be kept
    except Exception as failure:  # noqa: BLE001 - a mail fails in ways of its own
        # What happened stands in the inbox. Whoever else it concerns must hear of it, too.
        log.warning(
            "the mail of notification %s failed: %s", notification.id, type(failure).__name__
        )


def _worded(
    notification: Notification, reader: Resident, template: str, **more: object
) -> tuple[str, str]:
    with force_locale(reader.language):
        said = notification.kind, notification.details
        url = f"{current().base_url}{notification.path}"
        letter = kinds.KINDS[notification.kind].letter
        way = letter.way if letter else None
        words = {"sentence": kinds.say_in_mail(*said), "way": way, "url": url}
        body = render_template(template, resident=reader, **words, **more)
        return kinds.say_shortly(*said), body
