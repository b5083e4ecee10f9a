"""What is given away: promised, gone, or nobody came for it."""

from flask_babel import lazy_gettext as _l

from messaging.actions.threads import note
from neighbourhood.exchanges import policies, queries
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.actions.replies import REOPENED_FOR
from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.actions.talks import thread_of
from neighbourhood.exchanges.actions.telling import tell_of
from neighbourhood.exchanges.kinds import deeds
from neighbourhood.exchanges.kinds.talks import NOBODY_CAME, REPLY
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.acting import Actor

MISSED = declare(
    "exchanges.not fetched",
    _l(
        "Ce n’est plus gardé pour vous : « %(title)s ». Ce n’est pas grave : s’il est encore là et "
        "vous fait toujours envie, redemandez-le"
    ),
    importance=Importance.TELLS,
    headline=_l("Ce n’est plus gardé pour vous : « %(title)s »"),
    general=_l("Un objet n’est plus gardé pour vous"),
)


def hand_over(actor: Actor, reply: Reply) -> bool:
    """Note that what was promised has left; tell whether it was the last, which ends the notice."""
    notice = queries.lock_with(reply)
    require(notice.author_id == actor.id)
    require(policies.may_hand_over(actor, reply), DomainError)
    reply.handed_at = now()
    db.session.flush()
    note_deed(actor, deeds.HANDED_OVER, title=notice.title, path=notice.path)
    is_last = queries.handed(notice) == notice.places
    if is_last:
        notices.finish(actor, notice)
    return is_last


def still_here(actor: Actor, reply: Reply) -> None:
    """Go back on that: it is still here, and kept for them."""
    notice = queries.lock_with(reply)
    require(notice.author_id == actor.id)
    require(policies.may_say_still_here(actor, reply), DomainError)
    reply.handed_at = None
    note_deed(actor, deeds.WENT_BACK, title=notice.title, path=notice.path)


def miss(actor: Actor, reply: Reply) -> None:
    """Keep it no longer for who did not come: they hear of it kindly, and others may have it."""
    notice = queries.lock_with(reply)
    require(notice.author_id == actor.id)
    require(policies.may_hand_over(actor, reply), DomainError)
    before = {"status": reply.status, "expires_at": notice.expires_at.isoformat()}
    if notice.is_agreed:
        notice.expires_at = max(notice.expires_at, now() + REOPENED_FOR)
    undoing.keep(
        actor.id, REPLY.code, reply.id, **before, moved_to=notice.expires_at.isoformat(), told=True
    )
    reply.take_back()
    reply.left_at = reply.missed_at = reply.answered_at = now()
    db.session.flush()
    note_deed(actor, deeds.NOBODY_CAME, title=notice.title, path=notice.path)
    tell_of(reply, reply.helper, MISSED, by=actor)
    note(thread_of(reply), NOBODY_CAME, by=actor)
    show_card(notice)
