"""The words of those who are asked before a decision: whom it concerns, neighbours of trust."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.moderation.models.decisions import Heard
from neighbourhood.notifications.kinds import Importance, declare

# In the statement of reasons: whom it concerns reads it, as moderators do.
HEARD_WORDS = MappingProxyType(
    {
        Heard.ANSWERED: _l(
            "On a demandé son point de vue à la personne concernée. Elle a répondu, et sa "
            "réponse a été lue avant de décider."
        ),
        Heard.SILENT: _l(
            "On a demandé son point de vue à la personne concernée. Elle n’a pas répondu avant "
            "la date donnée."
        ),
        Heard.NOT_WAITED: _l(
            "La règle est urgente et attendre était dangereux : on a décidé sans attendre le "
            "point de vue de la personne concernée."
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
        "Répondez au plus tard %(until)s"
    ),
    importance=Importance.COUNTS,
    headline=_l("On vous demande votre point de vue"),
)
# To moderators.
HEARING_ANSWERED = declare(
    "moderation.hearing answered",
    _l("La personne concernée a donné son point de vue : vous pouvez décider"),
    importance=Importance.WAITS,
)
