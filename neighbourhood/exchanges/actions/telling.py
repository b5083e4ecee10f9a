"""What those who count on a notice hear: it changed, it ended, it stands again."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from messaging.actions.threads import note, rename
from messaging.kinds import Moment
from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions.talks import thread_of
from neighbourhood.exchanges.kinds import CHANGED_HERE, REPLY, STANDS_AGAIN
from neighbourhood.exchanges.models import Notice, NoticeStatus, Reply
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.foundation.words.changing import Change
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Importance, Kind, declare
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for

CHANGED = declare(
    "exchanges.changed",
    _l("%(changes)s. Cela vous convient toujours ?"),
    importance=Importance.COUNTS,
    headline=_l("« %(title)s » a changé"),
)
# To who offered to help, and whom nobody counts on yet.
CHANGED_MEANWHILE = declare(
    "exchanges.changed-meanwhile",
    _l("%(changes)s."),
    importance=Importance.COUNTS,
    headline=_l("« %(title)s » a changé"),
)
STANDS = declare(
    "exchanges.stands",
    _l("%(name)s revient en arrière : « %(title)s » tient toujours"),
    importance=Importance.COUNTS,
    headline=_l("« %(title)s » tient toujours"),
)


def said_of(notice: Notice) -> dict[str, object]:
    """Return what helpers count on, by the names under which a change of it is told."""
    return {
        "title": notice.title,
        "body": notice.body,
        "places": notice.places,
        # The day, whatever its hour: nobody chose that.
        "until": in_town(notice.expires_at).replace(hour=12, minute=0, second=0, microsecond=0),
    }


def tell_changed(actor: Actor, notice: Notice, title: str, changes: list[Change]) -> None:
    """Tell what changed of a notice, by the title they know, to all who answered it."""
    rename(REPLY.code, [reply.id for reply in notice.replies], notice.title)
    if not changes:
        return
    for reply in queries.live_replies(notice):
        thread = thread_of(reply)
        name = name_for(actor.resident, reply.helper)
        said: dict[str, Any] = {"name": name, "title": title, "changes": changes}
        # Who counts on it is led to where it is answered in one tap.
        if reply.is_accepted:
            notify(reply.helper_id, CHANGED, path=thread.page, also=notice.path, **said)
        else:
            there = {"path": notice.path, "also": thread.page}
            notify(reply.helper_id, CHANGED_MEANWHILE, **there, **said)
        note(thread, CHANGED_HERE, by=actor, details={"changes": changes})


def is_told_by_mail(reply: Reply, ended: NoticeStatus) -> bool:
    """Tell whether a helper counts on what `ended`: it was agreed, and was not done."""
    return reply.is_accepted and ended is not NoticeStatus.DONE


def tell_standing(
    actor: Actor, notice: Notice, told: Sequence[int] | None, ended: NoticeStatus
) -> None:
    """Tell that a notice stands again to those who were told, and as they were, that it `ended`."""
    for reply in queries.live_replies(notice):
        if told is not None and reply.id not in told:
            continue
        kind = STANDS.sent(by_mail=is_told_by_mail(reply, ended))
        tell_of(reply, reply.helper, kind, by=actor)
        note(thread_of(reply), STANDS_AGAIN, by=actor)


def tell_of(reply: Reply, reader: Resident, kind: Kind, *, by: Actor, **more: object) -> None:
    """Tell one side of a reply something, which is seen on the notice and in the conversation."""
    notice, name = reply.notice, name_for(by.resident, reader)
    also = thread_of(reply).page
    details = {"title": notice.title, "name": name, **more}
    notify(reader.id, kind, path=notice.path, also=also, **details)


def note_of(reply: Reply, moment: Moment, *, by: Actor) -> None:
    """Write into the conversation about a reply what happened."""
    note(thread_of(reply), moment, by=by)
