"""What those who count on a notice hear: it changed, it ended, it stands again."""

import json
from collections.abc import Sequence

from messaging.actions.threads import note, rename
from messaging.kinds import Moment
from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions.talks import thread_of
from neighbourhood.exchanges.kinds.talks import CHANGED_HERE, REPLY, STANDS_AGAIN
from neighbourhood.exchanges.models.notices import Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.feed import telling as feed
from neighbourhood.feed.telling import declare_tellings
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.foundation.words.changing import Change
from neighbourhood.notifications.kinds import Kind
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

TOLD = declare_tellings("exchanges")


def said_of(notice: Notice) -> dict[str, object]:
    """Return what helpers count on, by the names under which a change of it is told."""
    return {
        "title": notice.title,
        "body": notice.body,
        "places": notice.places,
        "particulars": json.dumps(notice.particulars, sort_keys=True),
        # The day, whatever its hour: nobody chose that.
        "until": in_town(notice.expires_at).replace(hour=12, minute=0, second=0, microsecond=0),
    }


def tell_changed(actor: Actor, notice: Notice, title: str, changes: list[Change]) -> None:
    """Tell what changed of a notice, by the title they know, to all who answered it."""
    rename(REPLY.code, [reply.id for reply in notice.replies], notice.title)
    if not changes:
        return
    for reply in queries.replies_to_tell(notice):
        thread = thread_of(reply)
        feed.tell_changed(reply, TOLD, by=actor, talk=thread.page, title=title, changes=changes)
        note(thread, CHANGED_HERE, by=actor, details={"changes": changes})


def is_told_by_mail(reply: Reply, ended: NoticeStatus) -> bool:
    """Tell whether a helper counts on what `ended`: it was agreed, and was not done."""
    return reply.is_accepted and ended is not NoticeStatus.DONE


def tell_standing(
    actor: Actor, notice: Notice, told: Sequence[int] | None, ended: NoticeStatus
) -> None:
    """Tell that a notice stands again to those who were told, and as they were, that it `ended`."""
    for reply in queries.replies_to_tell(notice):
        if told is not None and reply.id not in told:
            continue
        kind = TOLD.stands.sent(by_mail=is_told_by_mail(reply, ended))
        tell_of(reply, reply.helper, kind, by=actor)
        note(thread_of(reply), STANDS_AGAIN, by=actor)


def tell_of(reply: Reply, reader: Resident, kind: Kind, *, by: Actor, **more: object) -> None:
    """Tell one side of a reply something, which is seen on the notice and in the conversation."""
    feed.tell(reply, reader, kind, by=by, talk=thread_of(reply).page, **more)


def note_of(reply: Reply, moment: Moment, *, by: Actor) -> None:
    """Write into the conversation about a reply what happened."""
    note(thread_of(reply), moment, by=by)
