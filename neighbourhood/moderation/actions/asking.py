"""Telling whoever may look at something; where nobody may, those who can name somebody else."""

from collections.abc import Callable
from typing import Any

from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.outcomes import NOBODY_LEFT
from neighbourhood.moderation.queries.handlers import handlers
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.partners.queries.organisations import administrators
from neighbourhood.residents.models.residents import Resident

ADMINISTRATION = "/administration/"


def ask_others(
    case: Case, may: Callable[[Resident], bool], kind: Kind, *, path: str, **details: Any
) -> None:
    """Tell those who `may` look, of the town or of the site; without any, who runs the site."""
    found = handlers(case, may)
    for one in found:
        notify(one, kind, path=path, **details)
    if not found:
        for administrator in administrators():
            notify(administrator.id, NOBODY_LEFT, path=ADMINISTRATION)
