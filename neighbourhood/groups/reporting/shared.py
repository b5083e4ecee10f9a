"""How what is shared in a group is reported and hidden."""

from collections.abc import Callable
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.models.papers import GroupFile, PinnedNote
from neighbourhood.groups.models.polls import Poll
from neighbourhood.groups.models.shared import Shared
from neighbourhood.groups.models.tasks import TaskList
from neighbourhood.groups.outcomes import said_option
from neighbourhood.groups.queries import shared
from neighbourhood.moderation.kinds import REPORTABLES, Reportable, accounts


def _hide(thing: Shared) -> None:
    thing.hidden_at = thing.hidden_at or now()


def _restore(thing: Shared) -> None:
    thing.hidden_at = None


def _declare(model: Any, one: LazyString, excerpt: Callable[[Any], str]) -> Reportable:
    return REPORTABLES.declare(
        Reportable(
            code=model.ABOUT,
            one=one,
            load=lambda thing_id: db.session.get(model, thing_id),
            title=lambda thing: thing.title,
            excerpt=excerpt,
            answering=lambda number: (accounts(model.author_id, number, of=model.id),),
            witnessing=lambda number: (accounts(model.agent_id, number, of=model.id),),
            published=False,
            town=lambda thing: thing.group.quartier.municipality_id,
            path=lambda thing: thing.path,
            sees=shared.sees,
            hide=_hide,
            restore=_restore,
        )
    )


POLL = _declare(
    Poll, _l("un sondage"), lambda poll: "\n".join(said_option(one) for one in poll.options)
)
TASK_LIST = _declare(TaskList, _l("une liste de tâches"), lambda found: found.typed_lines)
NOTE = _declare(PinnedNote, _l("une note épinglée"), lambda note: note.body)
FILE = _declare(GroupFile, _l("un fichier d’un groupe"), lambda file: file.alt)
