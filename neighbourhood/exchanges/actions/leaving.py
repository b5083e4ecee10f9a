"""What follows when a helper leaves: they may say why, and the others hear that a place is free."""

from flask_babel import lazy_gettext as _l

from messaging.actions.threads import note, quote
from neighbourhood.exchanges import policies, queries
from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.actions.talks import thread_of
from neighbourhood.exchanges.actions.telling import tell_of
from neighbourhood.exchanges.kinds import deeds
from neighbourhood.exchanges.kinds.talks import REPLY, REPLY_STILL
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.acting import Actor

WHY_LEFT = declare(
    "exchanges.why left",
    _l("%(name)s dit pourquoi ce n’est plus possible : « %(reason)s »"),
    importance=Importance.TELLS,
    headline=_l("%(name)s dit pourquoi ce n’est plus possible"),
)
PLACE_FREE = declare(
    "exchanges.place free",
    _l(
        "Une place est de nouveau libre : « %(title)s ». Si vous pouvez toujours, dites-le d’un "
        "geste. Sinon, ne faites rien"
    ),
    importance=Importance.COUNTS,
    headline=_l("Une place est de nouveau libre : « %(title)s »"),
    general=_l("Une place est de nouveau libre"),
)
STILL_CAN = declare(
    "exchanges.still can",
    _l("%(name)s peut toujours : « %(title)s »"),
    importance=Importance.WAITS,
    general=_l("Une personne qui avait répondu peut toujours"),
)


def say_why(actor: Actor, reply: Reply, *, reason: str) -> None:
    """Say to the author, once and if one likes, why one cannot any more."""
    notice = queries.lock_with(reply)
    require(reply.helper_id == actor.id)
    require(policies.may_say_why(actor, reply), DomainError)
    reply.left_because = reason
    db.session.flush()
    note_deed(actor, deeds.SAID_WHY, title=notice.title, path=notice.path)
    tell_of(reply, notice.author, WHY_LEFT, by=actor, reason=reason)
    quote(thread_of(reply), reply.helper_id, reason, agent_id=actor.agent_id)


def call_again(reply_id: int) -> None:
    """Tell one who had offered that a place is free again: once for each notice, never twice.

    Who is called: those who still wait, those whose answer never came, and those who read, in the
    ready-made sentence and nothing else, that somebody else was taken. Whoever was told "not this
    time" in any other way was told so for a reason of the author’s, which may be about them: they
    are left in peace. Ten minutes after the leaving, so that who goes back on it disturbs nobody.
    """
    reply = db.session.get_one(Reply, reply_id)
    notice = queries.lock_with(reply)
    if not (reply.may_be_called and notice.takes_answers and notice.places_left):
        return
    reply.called_at = now()
    db.session.flush()
    notify(
        reply.helper_id,
        PLACE_FREE,
        path=notice.path,
        also=thread_of(reply).page,
        by=notice.author_id,
        title=notice.title,
    )


def still_can(actor: Actor, reply: Reply) -> None:
    """Say in one tap that one’s offer of help still holds; the author chooses, as before."""
    notice = queries.lock_with(reply)
    require(reply.helper_id == actor.id)
    require(policies.may_still(actor, reply), DomainError)
    reply.hold_out()
    db.session.flush()
    note_deed(actor, deeds.STILL_CAN, title=notice.title, path=notice.path)
    undoing.forget(REPLY.code, reply.id)
    tell_of(reply, notice.author, STILL_CAN, by=actor)
    note(thread_of(reply), REPLY_STILL, by=actor)
    show_card(notice)
