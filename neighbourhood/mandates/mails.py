"""The mail of somebody who has no mailbox, to those who act for them."""

from neighbourhood.notifications import mails
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.models.residents import Resident


def pass_on(notification: Notification, reader: Resident, *, principal: Resident) -> None:
    """Queue the mail of a notification of `principal` for `reader`, who acts for them."""
    template = "neighbourhood/mandates/mail.txt"
    mails.write(notification, reader, template=template, principal=principal)
