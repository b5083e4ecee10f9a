"""Who opens a case that nobody reported."""

from typing import Any

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.moderation.kinds import RESIDENT, Reportable
from neighbourhood.moderation.policies.reporting import moderates
from neighbourhood.moderation.queries.parties import takes_part
from neighbourhood.residents.models.residents import Resident


class OpenedAlready(DomainError):
    """There is an open case about the thing."""

    sentence = _l("Un dossier est déjà ouvert à ce sujet : vous le trouvez dans les signalements.")


def may_open(resident: Resident, kind: Reportable, thing: Any) -> bool:
    """Allow who moderates there and takes no part, for what was published or for an account.

    What is said between some is looked at only once one of them reports it.
    """
    seen = kind.code == RESIDENT.code or kind.sees(resident, thing)
    return (
        kind.published
        and moderates(resident, kind.town(thing))
        and seen
        and not takes_part(resident, kind, thing)
    )
