"""What is said of a mail that left, or did not: its kind, its sort, how it stands and why."""

import re
from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.outside.mail import MAIL_KINDS
from neighbourhood.foundation.storing.dispatches import DispatchStatus
from neighbourhood.notifications.kinds import say_in_general

DISPATCH_WORDS = MappingProxyType(
    {
        DispatchStatus.WAITING: _l("nouvel essai prévu"),
        DispatchStatus.SENT: _l("parti"),
        DispatchStatus.FAILED: _l("échoué"),
    }
)
# Why a mail did not leave, by the kind of failure; any other is said in general.
WHY_WORDS = MappingProxyType(
    {
        "SMTPRecipientsRefused": _l("le serveur refuse cette adresse"),
        "SMTPSenderRefused": _l("le serveur refuse notre adresse"),
        "SMTPAuthenticationError": _l("le serveur de courrier refuse notre mot de passe"),
        "SMTPServerDisconnected": _l("le serveur de courrier a raccroché"),
        "SMTPConnectError": _l("le serveur de courrier ne répond pas"),
        "ConnectionRefusedError": _l("le serveur de courrier ne répond pas"),
        "TimeoutError": _l("le serveur de courrier ne répond pas"),
        "gaierror": _l("le serveur de courrier est introuvable"),
        "SSLCertVerificationError": _l("le certificat du serveur de courrier n’est pas bon"),
    }
)
OTHER_REASON = _l("une erreur que seul le journal technique explique")
OTHER_MAIL = _l("Un autre e-mail")
SERVICE_MAIL, NEWS_MAIL = _l("message de service"), _l("nouvelle")


# What a sentence tells besides, or names after a colon: in a list, what happened is enough.
_AFTER_FIRST = re.compile(r"(?<=[.?!])\s|\s?:\s")


def say_mail(code: str) -> str:
    """Say what a mail was for, without what it told."""
    if code in MAIL_KINDS:
        return str(MAIL_KINDS[code].title)
    return _AFTER_FIRST.split(say_in_general(code))[0].rstrip(". \u00a0") or str(OTHER_MAIL)


def say_sort(code: str) -> str:
    """Say which sort of mail it is: one an account or a team needs, or news of what happened."""
    return str(SERVICE_MAIL if code in MAIL_KINDS else NEWS_MAIL)


def say_why(error: str) -> str:
    """Say why a mail did not leave."""
    return str(WHY_WORDS.get(error, OTHER_REASON))
