"""How notices stand, how they ended, and ready-made answers to them, in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.kinds import NEXT_TIME, OFF_PHRASES, THANKS, Stage
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
    "borrow": (
        _l("Bonjour, je peux vous prêter le mien. Quand en avez-vous besoin ?"),
        _l("Bonjour, j’en ai un, mais il sert cette semaine. Est-ce encore utile après ?"),
        _l("Bonjour, j’ai quelque chose d’approchant. Voulez-vous le voir ?"),
    ),
    "give": (
        _l("Bonjour, cela m’intéresse. Quand puis-je passer le prendre ?"),
        _l("Bonjour, est-ce toujours là ?"),
        _l("Bonjour, je peux passer ce soir, si cela vous va."),
    ),
    "seek": (
        _l("Bonjour, j’en ai un que je ne garde pas. Voulez-vous le voir ?"),
        _l("Bonjour, j’ai quelque chose d’approchant, à donner."),
        _l("Bonjour, j’en aurai un à donner bientôt. Est-ce encore utile après ?"),
    ),
    "offer": (
        _l("Bonjour, votre proposition m’intéresse. Quand seriez-vous disponible ?"),
        _l("Bonjour, cela m’aiderait beaucoup. Pouvons-nous en parler ?"),
        _l("Bonjour, est-ce toujours possible ?"),
    ),
}

_NOT_THIS_TIME = _l("Pas cette fois, mais merci de demander.")
# Which of the sentences below says that somebody else was taken, and nothing more.
FOR_ANOTHER = 1
# What the author of a notice says no with, by how the notice is shown.
GENTLE_DECLINES: Mapping[str, tuple[LazyString, ...]] = {
    "ask": (
        _l("Pas cette fois, mais merci de proposer."),
        _l("Merci beaucoup, quelqu’un d’autre s’en occupe déjà."),
        _l("Merci, mes plans ont changé : je n’en ai plus besoin."),
    ),
    "borrow": (
        _l("Pas cette fois, mais merci de proposer."),
        _l("Merci beaucoup, quelqu’un d’autre me le prête déjà."),
        _l("Merci, mes plans ont changé : je n’en ai plus besoin."),
    ),
    "offer": (
        _NOT_THIS_TIME,
        _l("Merci de votre message. Quelqu’un d’autre a déjà répondu."),
        _l("Mes plans ont changé : je ne le propose plus."),
    ),
    "give": (
        _NOT_THIS_TIME,
        _l("Merci de votre message. C’est déjà promis à quelqu’un d’autre."),
        _l("Finalement, je le garde."),
    ),
    "seek": (
        _l("Merci beaucoup, mais ce n’est pas tout à fait ce que je cherche."),
        _l("Merci beaucoup, quelqu’un d’autre m’en donne déjà un."),
        _l("Merci, mes plans ont changé : je n’en ai plus besoin."),
    ),
}

_WHEN = _l("Quand cela vous arrange-t-il ?")
_AGREED = (
    _WHEN,
    _l("C’est parfait pour moi."),
    _l("J’ai un empêchement : pouvons-nous changer de jour ?"),
    THANKS,
)
_DONE = (THANKS, _l("C’était un plaisir."), NEXT_TIME)
# Ready words in a conversation about an answer: where it stands, whether the notice is one’s own.
PHRASES: Mapping[tuple[Stage, bool], tuple[LazyString, ...]] = {
    (Stage.WAITING, True): (
        _l("Oui, avec plaisir."),
        _WHEN,
        _l("Pas cette fois, mais merci de votre message."),
    ),
    (Stage.WAITING, False): (_WHEN, _l("Je peux m’adapter à votre jour."), THANKS),
    (Stage.AGREED, True): _AGREED,
    (Stage.AGREED, False): _AGREED,
    (Stage.DONE, True): _DONE,
    (Stage.DONE, False): _DONE,
    (Stage.OFF, True): OFF_PHRASES,
    (Stage.OFF, False): OFF_PHRASES,
}
