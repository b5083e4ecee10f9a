"""The mail that goes with a notification worth one, and what mandates tell."""

from flask import render_template
from flask_babel import force_locale

from neighbourhood.foundation.outside.mail import send_later
from neighbourhood.foundation.settings import current
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications import kinds
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.events import notified
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.events import mandate_begun, mandate_ended
from neighbourhood.residents.models.mandates import Mandate
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import mandates


@notified.connect
def write(notification: Notification) -> None:
    """Queue the mail of a notification, in the language of who receives it."""
    if not kinds.is_by_mail(notification.kind):
        return
    resident = db.session.get_one(Resident, notification.resident_id)
    for reader in mandates.mailboxes_for(resident):
        _write_to(reader, notification, about=resident)


def _write_to(reader: Resident, notification: Notification, *, about: Resident) -> None:
    with force_locale(reader.language):
        sentence = kinds.say(notification.kind, notification.details)
        url = f"{current().base_url}{notification.path}"
        body = render_template(
            "neighbourhood/notifications/mail.txt",
            resident=reader,
            principal=about if about.id != reader.id else None,
            sentence=sentence,
            url=url,
        )
    if reader.email:
        send_later(reader.email, sentence, body)


@mandate_begun.connect
def tell_begun(mandate: Mandate) -> None:
    """Tell the principal who may act for them, and the agents that they may."""
    names = ", ".join(held.agent.public_name for held in mandate.agents)
    who = mandate.organisation or names
    if mandate.principal.email is not None:  # whoever has none reads it on paper
        notify(mandate.principal_id, kinds.MANDATE_BEGUN, path=mandate.path, name=who)
    for agent_id in _agents_by_themselves(mandate):
        name = mandate.principal.full_name
        notify(agent_id, kinds.MANDATE_HELD, path=mandate.path, name=name)


@mandate_ended.connect
def tell_ended(mandate: Mandate) -> None:
    """Tell both sides that nobody acts any more."""
    who = mandate.organisation or ", ".join(held.agent.public_name for held in mandate.agents)
    if mandate.principal.email is not None:
        notify(mandate.principal_id, kinds.MANDATE_OVER, path=mandate.path, name=who)
    for agent_id in _agents_by_themselves(mandate):
        name = mandate.principal.full_name
        notify(agent_id, kinds.MANDATE_GIVEN_UP, path=mandate.path, name=name)


def _agents_by_themselves(mandate: Mandate) -> list[int]:
    # The staff of an organisation is told by the slice that knows its pages.
    return [] if mandate.organisation else [held.agent_id for held in mandate.agents]
