"""The sentences of the house: moments in a conversation, the notification of a message."""

from collections.abc import Mapping

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from messaging.models import Moment
from neighbourhood.mandates.kinds import declare_deed, declare_scope
from neighbourhood.notifications.kinds import declare

NEW_MESSAGE = declare(
    "message", _l("%(name)s vous a écrit à propos de « %(subject)s »."), by_mail=True
)


def _say_written(count: int, title: str) -> str:
    said = ngettext(
        "a écrit un message dans la conversation « %(title)s »",
        "a écrit %(num)d messages dans la conversation « %(title)s »",
        count,
        title=title,
    )
    return str(said)


# What a mandate may allow here, and what its journal says was done.
CHAT = declare_scope(
    "chat",
    _l("Tenir les conversations"),
    _l("lire les messages et y répondre"),
    icon="message-circle",
    rank=40,
)
WROTE = declare_deed(
    "wrote",
    _l("a écrit dans la conversation « %(title)s »"),
    scopes={CHAT},
    counted=_say_written,
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
    Moment.STREET_SHOWN: _l("%(name)s vous montre sa rue."),
    Moment.DOOR_SHOWN: _l("%(name)s vous montre son adresse."),
    Moment.ADDRESS_WITHDRAWN: _l("%(name)s ne montre plus son adresse."),
}

# The same, read by whoever did it.
_MY_MOMENTS: Mapping[Moment, LazyString] = {
    Moment.REPLY_ACCEPTED: _l("Vous avez dit oui. Convenez ici du jour et de l’heure."),
    Moment.REPLY_DECLINED: _l("Vous avez répondu : pas cette fois, mais merci."),
    Moment.REPLY_WITHDRAWN: _l("Finalement, vous ne pourrez pas. L’annonce reste ouverte."),
    Moment.NOTICE_WITHDRAWN: _l("Vous avez retiré l’annonce."),
    Moment.SEAT_ACCEPTED: _l("Vous avez dit oui. À bientôt autour de la table !"),
    Moment.SEAT_DECLINED: _l("Vous avez répondu : pas cette fois, mais merci."),
    Moment.SEAT_WITHDRAWN: _l("Finalement, vous ne pourrez pas venir."),
    Moment.STREET_SHOWN: _l("Vous montrez votre rue."),
    Moment.DOOR_SHOWN: _l("Vous montrez votre adresse."),
    Moment.ADDRESS_WITHDRAWN: _l("Vous ne montrez plus votre adresse."),
}


def say_moment(text: str, name: str, *, mine: bool = False) -> str:
    """Return the sentence of a moment in the reader’s language; `mine` if the reader did it."""
    moment = Moment(text)
    sentence = _MY_MOMENTS.get(moment) if mine else None
    return str(sentence or _MOMENTS[moment]) % {"name": name}
