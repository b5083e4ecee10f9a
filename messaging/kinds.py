"""The sentences of the house: moments in a conversation, the notification of a message."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.models import Moment
from neighbourhood.notifications.kinds import declare

NEW_MESSAGE = declare(
    "message", _l("%(name)s vous a écrit à propos de « %(subject)s »."), by_mail=True
)

_MOMENTS: Mapping[Moment, LazyString] = {
    Moment.REPLY_ACCEPTED: _l("%(name)s a dit oui. Convenez ici du jour et de l’heure."),
    Moment.REPLY_DECLINED: _l("%(name)s répond : pas cette fois, mais merci."),
    Moment.REPLY_WITHDRAWN: _l("Finalement, %(name)s ne pourra pas. L’annonce reste ouverte."),
    Moment.NOTICE_DONE: _l("C’est fait. Merci à vous !"),
    Moment.NOTICE_NOT_DONE: _l("Cela ne s’est pas fait. L’annonce est close."),
    Moment.NOTICE_EXPIRED: _l("L’annonce est arrivée à sa date de fin."),
    Moment.NOTICE_WITHDRAWN: _l("%(name)s a retiré l’annonce."),
    Moment.SEAT_ACCEPTED: _l("%(name)s a dit oui. À bientôt autour de la table !"),
    Moment.SEAT_DECLINED: _l("%(name)s répond : pas cette fois, mais merci."),
    Moment.SEAT_WITHDRAWN: _l("Finalement, %(name)s ne pourra pas venir."),
}


def say_moment(text: str, name: str) -> str:
    """Return the sentence of a moment in the reader’s language."""
    return str(_MOMENTS[Moment(text)]) % {"name": name}
