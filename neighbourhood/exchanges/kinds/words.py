"""How notices stand, how they ended, and ready-made answers to them, in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges.models.notices import NoticeStatus

STATUSES: Mapping[NoticeStatus, LazyString] = {
    NoticeStatus.OPEN: _l("En cours"),
    NoticeStatus.AGREED: _l("C’est convenu"),
    NoticeStatus.DONE: _l("C’est fait"),
    NoticeStatus.NOT_DONE: _l("Cela ne s’est pas fait"),
    NoticeStatus.EXPIRED: _l("Terminée"),
    NoticeStatus.WITHDRAWN: _l("Retirée"),
}

# How it ended, to whoever still had no answer.
ENDED: Mapping[NoticeStatus, LazyString] = {
    NoticeStatus.DONE: _l("C’est fait, avec quelqu’un d’autre"),
    NoticeStatus.NOT_DONE: _l("Cela ne s’est pas fait"),
    NoticeStatus.EXPIRED: _l("L’annonce est arrivée à sa date de fin"),
    NoticeStatus.WITHDRAWN: _l("L’annonce a été retirée"),
}

SUGGESTIONS: Mapping[str, tuple[LazyString, ...]] = {
    "ask": (
        _l("Bonjour, je peux vous aider. Quand cela vous arrange-t-il ?"),
        _l("Bonjour, je peux vous aider, mais dans quelques jours. Est-ce encore utile ?"),
        _l("Bonjour, je ne sais pas tout faire, mais je veux bien essayer avec vous."),
    ),
    "loan": (
        _l("Bonjour, je voudrais vous l’emprunter. Quand serait-ce possible ?"),
        _l("Bonjour, j’en aurais besoin quelques jours. Quand puis-je passer ?"),
        _l("Bonjour, est-ce toujours possible ?"),
    ),
    "borrow": (
        _l("Bonjour, je peux vous prêter le mien. Quand en avez-vous besoin ?"),
        _l("Bonjour, j’en ai un, mais il sert cette semaine. Est-ce encore utile après ?"),
        _l("Bonjour, j’ai quelque chose d’approchant. Voulez-vous le voir ?"),
    ),
    "offer": (
        _l("Bonjour, votre proposition m’intéresse. Quand seriez-vous disponible ?"),
        _l("Bonjour, cela m’aiderait beaucoup. Pouvons-nous en parler ?"),
        _l("Bonjour, est-ce toujours possible ?"),
    ),
}
