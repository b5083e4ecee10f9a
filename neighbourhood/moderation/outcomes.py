"""The words of what may be decided, how long it may last, and what is told of it."""

from types import MappingProxyType

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.moderation.kinds import ANSWER, MESSAGE, PROFILE
from neighbourhood.moderation.models.appeals import AppealStatus
from neighbourhood.moderation.models.cases import CaseStatus
from neighbourhood.moderation.models.decisions import Outcome
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.kinds import SIGHTS, SightKind

# In days; 0: without an end.
LASTS = MappingProxyType(
    {
        Outcome.NOTHING: (),
        Outcome.WARNING: (),
        Outcome.HIDDEN: (7, 30, 90, 0),
        Outcome.READ_ONLY: (1, 3, 7, 30),
        Outcome.SUSPENDED: (3, 7, 30, 90),
        Outcome.EXCLUDED: (),
    }
)
# From here on, one person alone decides nothing.
LONGEST_ALONE = 7
OF_AN_ACCOUNT = (Outcome.READ_ONLY, Outcome.SUSPENDED, Outcome.EXCLUDED)

OUTCOME_WORDS = MappingProxyType(
    {
        Outcome.NOTHING: _l("Rien : aucune règle n’est enfreinte"),
        Outcome.WARNING: _l("Un avertissement"),
        Outcome.HIDDEN: _l("Le texte est masqué"),
        Outcome.READ_ONLY: _l("Le compte peut lire, et ne peut plus écrire"),
        Outcome.SUSPENDED: _l("Le compte est suspendu"),
        Outcome.EXCLUDED: _l("Le compte est exclu de Palier"),
    }
)
# In public, in a list.
TOLD_OUTCOMES = MappingProxyType(
    {
        Outcome.NOTHING: _l("Aucune règle enfreinte"),
        Outcome.WARNING: _l("Avertissement"),
        Outcome.HIDDEN: _l("Texte masqué"),
        Outcome.READ_ONLY: _l("Lecture seule"),
        Outcome.SUSPENDED: _l("Suspension"),
        Outcome.EXCLUDED: _l("Exclusion"),
    }
)
# What happens to the text, to the account, and until when: read before one decides.
OUTCOME_ABOUT = MappingProxyType(
    {
        Outcome.NOTHING: _l(
            "Le texte est visible, et le compte garde ses droits. La personne est prévenue si le "
            "texte était masqué, ou si vous lui avez demandé son point de vue."
        ),
        Outcome.WARNING: _l(
            "Le texte est visible, et le compte garde ses droits. La personne lit quelle règle "
            "s’applique, et pourquoi."
        ),
        Outcome.HIDDEN: _l(
            "Personne d’autre ne lit le texte, pendant le temps choisi ou sans date de fin. Le "
            "compte garde ses droits."
        ),
        Outcome.READ_ONLY: _l(
            "Le texte est masqué pour de bon, même après. La personne lit tout, et n’écrit plus "
            "rien pendant le temps choisi."
        ),
        Outcome.SUSPENDED: _l(
            "Le texte est masqué pour de bon, même après. La personne n’entre plus pendant le "
            "temps choisi. Au-delà de 7 jours, une deuxième personne doit être d’accord."
        ),
        Outcome.EXCLUDED: _l(
            "Le texte est masqué pour de bon. La personne n’entre plus, sans date de fin. Une "
            "deuxième personne doit être d’accord."
        ),
    }
)
ANSWER_WORDS = MappingProxyType(
    {
        AppealStatus.UPHELD: _l("La décision reste la même"),
        AppealStatus.LIGHTENED: _l("La décision est allégée"),
        AppealStatus.OVERTURNED: _l("La décision est annulée"),
    }
)
_CASE_WORDS = {
    CaseStatus.OPEN: _l("à décider"),
    CaseStatus.DROPPED: _l("signalements repris"),
    CaseStatus.DECIDED: _l("décidé"),
    CaseStatus.APPEALED: _l("contesté"),
    CaseStatus.CLOSED: _l("fermé"),
}
# What is read before it is decided.
READ_CASE = Weighed(
    title=Fact(label=_l("Ce qui est signalé")),
    excerpt=Fact(label=_l("Le texte")),
    status=Fact(label=_l("Où en est le dossier"), say=said_by(_CASE_WORDS)),
    heard=Fact(label=_l("Le point de vue de la personne concernée")),
    reviewed=Fact(label=_l("L’avis de voisins de confiance")),
)
# The thing itself as it stands, which its author may have changed since.
AS_NOW = {
    "title_now": Fact(label=_l("Le titre, tel qu’il est maintenant")),
    "text_now": Fact(label=_l("Le texte, tel qu’il est maintenant")),
}
READ_DECISION = Weighed(
    outcome=Fact(label=_l("La décision"), say=said_by(OUTCOME_WORDS)),
    facts=Fact(label=_l("Les faits")),
    because=Fact(label=_l("Pourquoi c’est contraire à la règle")),
    heard=Fact(label=_l("Le point de vue de la personne concernée"), of="case.heard"),
)

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
    general=_l("Votre contestation a sa réponse"),
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
REVIEWED = declare(
    "moderation.report reviewed",
    _l(
        "Vous aviez signalé « %(title)s » : la décision a été relue, et elle a changé. Lisez ce "
        "qui compte maintenant"
    ),
    importance=Importance.TELLS,
    headline=_l("La décision sur ce que vous avez signalé a changé"),
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


def say_lasting(days: int) -> str:
    """Say how long a measure lasts."""
    if days == 0:
        return str(gettext("sans date de fin"))
    return str(gettext("1 jour") if days == 1 else gettext("%(days)s jours", days=days))


MEASURE_TAKEN = SIGHTS.declare(
    SightKind(code="moderation.measure", title=_l("Mesure sur le compte : décidée"))
).code
