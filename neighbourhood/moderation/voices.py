"""The words of those who are asked before a decision: whom it concerns, neighbours of trust."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.moderation.kinds import ANSWER, MESSAGE, PROFILE
from neighbourhood.moderation.models.decisions import Decision, Heard
from neighbourhood.moderation.models.reviewers import ReviewerStatus
from neighbourhood.notifications.kinds import Importance, declare

# In the statement of reasons: whom it concerns reads it, as moderators do.
HEARD_WORDS = MappingProxyType(
    {
        Heard.ANSWERED: _l(
            "On a demandé son point de vue à la personne concernée. Elle a répondu : qui "
            "décide lit sa réponse."
        ),
        Heard.SILENT: _l(
            "On a demandé son point de vue à la personne concernée. Elle n’a pas répondu avant "
            "la date donnée."
        ),
    }
)
READ_QUESTION = Reading(
    rule=Fact(label=_l("La règle")),
    question=Fact(label=_l("La question")),
)

# To whom a case concerns: it never says who reported.
HEARING_ASKED = declare(
    "moderation.hearing asked",
    _l(
        "Avant de décider au sujet de « %(title)s », on vous demande votre point de vue. "
        "Répondez au plus tard le %(until)s"
    ),
    importance=Importance.COUNTS,
    headline=_l("On vous demande votre point de vue"),
    variants={
        MESSAGE: _l(
            "Avant de décider au sujet d’un de vos messages à propos de « %(title)s », on vous "
            "demande votre point de vue. Répondez au plus tard le %(until)s"
        ),
        ANSWER: _l(
            "Avant de décider au sujet de votre réponse à « %(title)s », on vous demande votre "
            "point de vue. Répondez au plus tard le %(until)s"
        ),
        PROFILE: _l(
            "Avant de décider au sujet de votre présentation, on vous demande votre point de vue. "
            "Répondez au plus tard le %(until)s"
        ),
    },
)
# To whoever was asked, where nothing becomes of it.
CLEARED = declare(
    "moderation.cleared",
    _l("C’est décidé au sujet de « %(title)s » : aucune règle n’est enfreinte, rien ne change"),
    importance=Importance.COUNTS,
    headline=_l("On vous avait demandé votre point de vue : c’est décidé"),
    variants={
        MESSAGE: _l(
            "C’est décidé au sujet d’un de vos messages à propos de « %(title)s » : aucune règle "
            "n’est enfreinte, rien ne change"
        ),
        ANSWER: _l(
            "C’est décidé au sujet de votre réponse à « %(title)s » : aucune règle n’est "
            "enfreinte, rien ne change"
        ),
        PROFILE: _l(
            "C’est décidé au sujet de votre présentation : aucune règle n’est enfreinte, rien ne "
            "change"
        ),
    },
)
# To moderators.
HEARING_ANSWERED = declare(
    "moderation.hearing answered",
    _l("La personne concernée a donné son point de vue : vous pouvez décider"),
    importance=Importance.WAITS,
)
# To a neighbour who is asked to help review.
REVIEW_ASKED = declare(
    "moderation.review asked",
    _l("La commune vous propose d’aider à relire ce que des voisins signalent. À vous de dire"),
    importance=Importance.COUNTS,
    headline=_l("Voulez-vous aider à relire des signalements ?"),
)
TO_REVIEW = declare(
    "moderation.to review",
    _l("Un signalement attend votre avis"),
    importance=Importance.WAITS,
)
REVIEW_ENDED = declare(
    "moderation.review ended",
    _l("Merci d’avoir aidé à relire : la commune ne vous demandera plus d’avis"),
    importance=Importance.COUNTS,
)
REVIEW_TAKEN_BACK = declare(
    "moderation.review taken back",
    _l("La commune reprend sa demande d’aide pour relire : vous n’avez rien à faire."),
    importance=Importance.TELLS,
)
# To who named them.
REVIEW_ACCEPTED = declare(
    "moderation.review accepted",
    _l("%(name)s accepte d’aider à relire les signalements"),
    importance=Importance.TELLS,
    headline=_l("%(name)s accepte d’aider à relire"),
)
REVIEW_DECLINED = declare(
    "moderation.review declined",
    _l("%(name)s ne souhaite pas aider à relire les signalements"),
    importance=Importance.TELLS,
    headline=_l("%(name)s ne souhaite pas aider à relire"),
)
REVIEW_STOPPED = declare(
    "moderation.review stopped",
    _l("%(name)s n’aide plus à relire les signalements"),
    importance=Importance.TELLS,
)
REVIEWER_WORDS = MappingProxyType(
    {
        ReviewerStatus.ASKED: _l("n’a pas encore répondu"),
        ReviewerStatus.SERVING: _l("aide à relire"),
    }
)
READ_SHARED = Reading(
    excerpt=Fact(label=_l("Le texte")),
)


def count_opinions(decision: Decision) -> int:
    """Count the neighbours whose opinions were there when it was decided."""
    return sum(one.created_at <= decision.created_at for one in decision.case.opinions)
