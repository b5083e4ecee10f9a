"""The mail that goes with a notification worth one."""

from flask import render_template
from flask_babel import force_locale

from neighbourhood.foundation.database import db
from neighbourhood.foundation.mail import send_later
from neighbourhood.foundation.settings import current
from neighbourhood.notifications import kinds
from neighbourhood.notifications.events import notified
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.models import Resident


@notified.connect
def write(notification: Notification) -> None:
    """Queue the mail of a notification, in the language of who receives it."""
    if not kinds.is_by_mail(notification.kind):
        return
    resident = db.session.get_one(Resident, notification.resident_id)
    with force_locale(resident.language):
        sentence = kinds.say(notification.kind, notification.details)
        url = f"{current().base_url}{notification.path}"
        body = render_template(
            "neighbourhood/notifications/mail.txt", resident=resident, sentence=sentence, url=url
        )
    send_later(resident.email, sentence, body)
