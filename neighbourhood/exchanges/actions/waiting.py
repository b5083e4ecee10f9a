"""Replies that wait: the author is reminded once, then they are closed kindly."""

from flask_babel import lazy_gettext as _l

from messaging.actions.threads import note
from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions.replies import REPLIED
from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.actions.talks import thread_of
from neighbourhood.exchanges.kinds.talks import REPLY_UNANSWERED
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.queries.neighbours import called

REMINDED = declare(
    "exchanges.waiting",
    _l(
        "« %(title)s » : quelqu’un attend votre réponse depuis trois jours. Un mot suffit, même "
        "« pas cette fois »"
    ),
    importance=Importance.WAITS,
    headline=_l("Quelqu’un attend votre réponse : « %(title)s »"),
    general=_l("Quelqu’un attend votre réponse depuis trois jours"),
)
# To who had answered, and to the author, who may still say yes.
UNANSWERED = declare(
    "exchanges.unanswered",
    _l("« %(title)s » : personne n’a pu vous répondre. Ce n’est pas contre vous, et merci"),
    importance=Importance.TELLS,
    general=_l("Personne n’a pu vous répondre"),
)
CLOSED_UNANSWERED = declare(
    "exchanges.closed unanswered",
    _l(
        "La réponse de %(name)s s’est refermée au bout de sept jours. Vous pouvez encore dire "
        "oui : « %(title)s »"
    ),
    importance=Importance.TELLS,
    headline=_l("La réponse de %(name)s s’est refermée"),
)


def remind(notice_id: int) -> None:
    """Tell an author once that replies wait for them, however many; nobody is named."""
    notice = hold(Notice, notice_id)
    due = queries.to_remind_of(notice, now())
    if notice.is_over or not due:
        return
    for reply in due:
        reply.reminded_at = now()
    db.session.flush()
    notify(notice.author_id, REMINDED, path=notice.path, title=notice.title)


def close_unanswered(reply_id: int) -> None:
    """Close a reply that got no answer for a week; where its two talk, they decide themselves."""
    reply = db.session.get_one(Reply, reply_id)
    notice = queries.lock_with(reply)
    if reply.id not in queries.to_close(now(), only=reply):
        return
    thread = thread_of(reply)
    reply.become(ReplyStatus.UNANSWERED)
    db.session.flush()
    settle(thread.page, REPLIED)
    where = {"path": notice.path, "also": thread.page}
    helper, author = reply.helper, notice.author
    notify(helper.id, UNANSWERED, **where, by=author.id, title=notice.title)
    name = called(helper, author)
    notify(author.id, CLOSED_UNANSWERED, **where, by=helper.id, title=notice.title, name=name)
    note(thread, REPLY_UNANSWERED)
    show_card(notice)
