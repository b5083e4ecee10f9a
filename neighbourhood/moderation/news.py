"""What is told of a case: to whom it concerns, to who reported, to those who moderate."""

from flask_babel import lazy_gettext as _l

from neighbourhood.moderation.kinds import ANSWER, MESSAGE, PROFILE
from neighbourhood.notifications.kinds import Importance, declare

# To whom it concerns: it never says who reported.
DECIDED = declare(
    "moderation.decided",
    _l("Une décision concerne « %(title)s » : lisez-la, et comment la contester"),
    importance=Importance.BINDS,
    headline=_l("Une décision concerne un de vos textes"),
    variants={
        MESSAGE: _l(
            "Une décision concerne un de vos messages à propos de « %(title)s » : lisez-la, et "
            "comment la contester"
        ),
        ANSWER: _l(
            "Une décision concerne votre réponse à « %(title)s » : lisez-la, et comment la "
            "contester"
        ),
        PROFILE: _l("Une décision concerne votre présentation : lisez-la, et comment la contester"),
    },
)
ANSWERED = declare(
    "moderation.appeal answered",
    _l("Votre contestation au sujet de « %(title)s » a sa réponse"),
    importance=Importance.BINDS,
    variants={
        MESSAGE: _l(
            "Votre contestation au sujet d’un message à propos de « %(title)s » a sa réponse"
        ),
        ANSWER: _l("Votre contestation au sujet d’une réponse à « %(title)s » a sa réponse"),
        PROFILE: _l("Votre contestation au sujet du profil de %(title)s a sa réponse"),
    },
)
# To who reported; the first was told before it was said what.
declare(
    "moderation.examined",
    _l("Ce que vous avez signalé a été examiné. Merci"),
    importance=Importance.TELLS,
)
EXAMINED = declare(
    "moderation.report examined",
    _l("Vous aviez signalé « %(title)s » : c’est examiné. Lisez ce qui est décidé"),
    importance=Importance.TELLS,
    headline=_l("Ce que vous avez signalé a été examiné"),
)
# To moderators.
SECOND_ASKED = declare(
    "moderation.second asked",
    _l("Une mesure lourde est proposée : il faut l’avis d’une deuxième personne"),
    importance=Importance.WAITS,
)
TO_JUDGE = declare(
    "moderation.to judge",
    _l("Une décision est contestée : quelqu’un d’autre doit la relire, au plus tard le %(until)s"),
    importance=Importance.WAITS,
)
NOBODY_LEFT = declare(
    "moderation.nobody left",
    _l(
        "Personne ne peut plus relire une décision de modération : les personnes qui modèrent y "
        "ont toutes pris part, ou sont concernées. Nommez quelqu’un d’autre"
    ),
    importance=Importance.WAITS,
)
# Neither who was excluded, nor who is new, nor where they live.
SAME_HOME = declare(
    "moderation.same home",
    _l(
        "Un compte vient de prouver une adresse où une personne a été exclue. C’est peut-être "
        "quelqu’un d’autre du même immeuble : tant qu’on ne signale rien, il n’y a rien à faire"
    ),
    importance=Importance.TELLS,
    headline=_l("Un compte à une adresse où une personne a été exclue"),
)
SECOND_SAID_NO = declare(
    "moderation.second said no",
    _l("La mesure lourde que vous proposiez n’a pas eu de deuxième accord"),
    importance=Importance.COUNTS,
)
