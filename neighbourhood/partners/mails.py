"""The mails with a link that only their reader may follow."""

from datetime import timedelta

from flask import render_template
from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.outside.mail import MAIL_KINDS, MailKind, send_later
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.foundation.web.links import link
from neighbourhood.partners.models import Application, StaffInvitation

MAILBOX = "partner-mailbox"
INVITATION = "staff-invitation"
CONFIRM_FOR = timedelta(days=3)
ACCEPT_FOR = timedelta(days=7)
_MAILBOX = MAIL_KINDS.declare(
    MailKind(code=MAILBOX, title=_l("Confirmation de l’adresse e-mail d’un partenaire"))
)
_INVITATION = MAIL_KINDS.declare(
    MailKind(code=INVITATION, title=_l("Invitation dans l’équipe d’un partenaire"))
)


def ask_mailbox(application: Application) -> None:
    """Ask the professional mailbox of a request to answer."""
    url = link("partners.confirm_mailbox", token=sign(MAILBOX, application.id))
    with force_locale(application.applicant.language):
        body = render_template(
            "neighbourhood/partners/ask_mailbox.txt", application=application, url=url
        )
        subject = gettext("Confirmez l’adresse e-mail de %(partner)s", partner=application.name)
    whose = application.applicant_id
    send_later(application.mailbox, subject, body, kind=_MAILBOX.code, resident_id=whose)


def invite(invitation: StaffInvitation) -> None:
    """Send an invitation to join the staff of a partner."""
    url = link("partners.accept_invitation", token=sign(INVITATION, invitation.id))
    with force_locale(invitation.invited_by.language):
        body = render_template("neighbourhood/partners/invite.txt", invitation=invitation, url=url)
        subject = gettext("Rejoignez l’équipe de %(partner)s", partner=invitation.partner.name)
    send_later(invitation.email, subject, body, kind=_INVITATION.code)
