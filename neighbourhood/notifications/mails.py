"""The mail of a notification."""

from flask import render_template
from flask_babel import force_locale

from neighbourhood.foundation.outside.mail import send_later
from neighbourhood.foundation.settings import current
from neighbourhood.notifications import kinds
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.models.residents import Resident

TEMPLATE = "neighbourhood/notifications/mail.txt"


def write(
    notification: Notification, reader: Resident, *, template: str = TEMPLATE, **more: object
) -> None:
    """Queue the mail of a notification for `reader`, if they have a mailbox, in their language."""
    if reader.email is None:
        return
    with force_locale(reader.language):
        sentence = kinds.say(notification.kind, notification.details)
        url = f"{current().base_url}{notification.path}"
        body = render_template(template, resident=reader, sentence=sentence, url=url, **more)
    send_later(reader.email, sentence, body)
