"""The mails with a link that only their reader may follow."""

from datetime import timedelta

from flask import render_template
from flask_babel import force_locale, gettext

from neighbourhood.foundation.outside.mail import send_later
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.foundation.web.links import link
from neighbourhood.partners.models import Application, StaffInvitation

MAILBOX = "partner-mailbox"
INVITATION = "staff-invitation"
CONFIRM_FOR = timedelta(days=3)
ACCEPT_FOR = timedelta(days=7)


def ask_mailbox(application: Application) -> None:
    """Ask the professional mailbox of a request to answer."""
    url = link("partners.confirm_mailbox", token=sign(MAILBOX, application.id))
    with force_locale(application.applicant.language):
        body = render_template(
            "neighbourhood/partners/ask_mailbox.txt", application=application, url=url
        )
        subject = gettext("Confirmez l’adresse e-mail de %(partner)s", partner=application.name)
    send_later(application.mailbox, subject, body)


def invite(invitation: StaffInvitation) -> None:
    """Send an invitation to join the staff of a partner."""
    url = link("partners.accept_invitation", token=sign(INVITATION, invitation.id))
    with force_locale(invitation.invited_by.language):
        body = render_template("neighbourhood/partners/invite.txt", invitation=invitation, url=url)
        subject = gettext("Rejoignez l’équipe de %(partner)s", partner=invitation.partner.name)
    send_later(invitation.email, subject, body)
