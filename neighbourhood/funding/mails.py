"""The mail that says how to make a transfer."""

from flask import render_template
from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.outside.mail import MAIL_KINDS, MailKind, send_later
from neighbourhood.foundation.web.links import link
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.statements.orders import Order
from neighbourhood.residents.models.residents import Resident

_ORDER = MAIL_KINDS.declare(
    MailKind(code="transfer-order", title=_l("Comment faire le virement d’un don"))
)


def tell_order(donor: Resident, pledge: Pledge, order: Order) -> None:
    """Send a donor what to write on the transfer that they announced."""
    if donor.email is None:
        return
    url = link("funding.transfer", key=pledge.key)
    with force_locale(donor.language):
        body = render_template(
            "neighbourhood/funding/transfer.txt", pledge=pledge, order=order, url=url
        )
        subject = gettext("Votre don par virement : la référence à écrire")
    send_later(donor.email, subject, body, kind=_ORDER.code, resident_id=donor.id)
