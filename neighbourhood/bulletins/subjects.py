"""What words to the quartier are about, how they stand and what one answers, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.bulletins.models import BulletinStatus, Topic
from neighbourhood.foundation.web.choices import LISTS, Choice, ChoiceList, offered

# The code of the switch under which words are said.
WORDS = "words"
_HERE = "here"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the writer of a word: a line under the tile, an example of a title."""

    hint: LazyString
    example: LazyString


TOPICS: Mapping[Topic, tuple[LazyString, str]] = {
    Topic.NEWS: (_l("Nouvelle"), "megaphone"),
    Topic.QUESTION: (_l("Question"), "circle-help"),
    Topic.LOST: (_l("Perdu"), "search"),
    Topic.FOUND: (_l("Trouvé"), "eye"),
    Topic.OUTAGE: (_l("Coupure ou travaux"), "triangle-alert"),
    Topic.RECOMMENDATION: (_l("Recommandation demandée"), "lightbulb"),
}
ASKED: Mapping[str, Asked] = {
    Topic.NEWS: Asked(
        _l("ce qui se passe par ici"),
        _l("Par exemple : « La boulangerie rouvre mardi »."),
    ),
    Topic.QUESTION: Asked(
        _l("à qui connaît bien le quartier"),
        _l("Par exemple : « Quel jour passent les encombrants ? »."),
    ),
    Topic.LOST: Asked(
        _l("un objet, un animal"),
        _l("Par exemple : « Un chat gris, perdu depuis hier soir »."),
    ),
    Topic.FOUND: Asked(
        _l("pour le rendre à qui le cherche"),
        _l("Par exemple : « Un trousseau de trois clés »."),
    ),
    Topic.OUTAGE: Asked(
        _l("l’eau, le courant, l’ascenseur, une rue"),
        _l("Par exemple : « Plus d’eau chaude depuis ce matin »."),
    ),
    Topic.RECOMMENDATION: Asked(
        _l("un plombier, un cours, un médecin"),
        _l("Par exemple : « Qui connaît un bon professeur de guitare ? »."),
    ),
}
_ASKED_OTHERWISE = Asked(_l("un mot de plus"), _l("Dites en quelques mots de quoi il s’agit."))

# What towns may add to, put away and order.
TOPIC_LIST = LISTS.declare(
    ChoiceList(
        code="topic",
        title=_l("Sujets des mots au quartier"),
        one=_l("Un sujet de plus"),
        groups={_HERE: _l("Un mot au quartier")},
        declared={_HERE: [Choice(code.value, *words) for code, words in TOPICS.items()]},
    )
)


def topics_here() -> list[Choice]:
    """Return the topics offered where the reader lives, in order."""
    return offered(TOPIC_LIST.code, _HERE)


def asked_of(topic: str) -> Asked:
    """Return what is asked of the writer of a word of this topic, a town’s own included."""
    return ASKED.get(topic, _ASKED_OTHERWISE)


STATUSES: Mapping[BulletinStatus, LazyString] = {
    BulletinStatus.OPEN: _l("En ligne"),
    BulletinStatus.CLOSED: _l("Discussion close"),
    BulletinStatus.EXPIRED: _l("Terminé"),
    BulletinStatus.WITHDRAWN: _l("Retiré"),
}

_ME_TOO = _l("Cela m’intéresse aussi.")
_HERE_TOO = _l("Chez nous aussi.")
_THANKS = _l("Merci pour l’information.")
# Answers in one tap, by topic; the author of a word has others.
READY: Mapping[str, tuple[LazyString, ...]] = {
    Topic.NEWS: (_THANKS, _ME_TOO),
    Topic.QUESTION: (_ME_TOO, _l("Je ne sais pas, mais je vais demander.")),
    Topic.LOST: (_l("Je l’ai vu."), _l("J’ouvre l’œil.")),
    Topic.FOUND: (_l("Je fais passer le mot."), _l("Je crois savoir à qui c’est.")),
    Topic.OUTAGE: (_HERE_TOO, _l("Chez nous, tout marche."), _l("C’est revenu.")),
    Topic.RECOMMENDATION: (_ME_TOO,),
}
READY_FOR_AUTHOR = (_l("Merci à vous !"), _l("C’est réglé, merci."))


def ready_answers(topic: str, *, author: bool) -> tuple[LazyString, ...]:
    """Return what one may answer in one tap."""
    return READY_FOR_AUTHOR if author else READY.get(topic, (_THANKS, _HERE_TOO))
