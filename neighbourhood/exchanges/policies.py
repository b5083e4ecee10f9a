"""Who may do what with a notice and the replies to it; whether it may be seen is for queries."""

from datetime import timedelta

from neighbourhood.exchanges.kinds import POST, REPLY
from neighbourhood.exchanges.models import LIVE, Notice, NoticeStatus, Reply, ReplyStatus
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.acting import Actor

RENEWABLE_BEFORE = timedelta(days=7)
FINISHED = frozenset({NoticeStatus.DONE, NoticeStatus.NOT_DONE})


def may_publish(actor: Actor) -> bool:
    """Allow neighbours whose address is proved."""
    return actor.is_verified and actor.quartier_id is not None and actor.lets(POST)


def is_author(actor: Actor, notice: Notice) -> bool:
    """Recognise the author, or who may post in their place."""
    return notice.author_id == actor.id and actor.lets(POST)


def may_edit(actor: Actor, notice: Notice) -> bool:
    """Allow the author, as long as someone may still reply."""
    return is_author(actor, notice) and notice.status is NoticeStatus.OPEN


def may_reply(actor: Actor, notice: Notice, earlier: Reply | None) -> bool:
    """Allow a verified neighbour while the notice is open; anew only after withdrawing."""
    return (
        actor.is_verified
        and actor.lets(REPLY)
        and notice.author_id != actor.id
        and notice.status is NoticeStatus.OPEN
        and notice.expires_at > now()
        and (earlier is None or earlier.status is ReplyStatus.WITHDRAWN)
    )


def may_accept(actor: Actor, reply: Reply) -> bool:
    """Allow the author, while a place is left."""
    return (
        is_author(actor, reply.notice)
        and reply.notice.status is NoticeStatus.OPEN
        and reply.notice.places_left > 0
        and reply.status is ReplyStatus.OFFERED
    )


def may_decline(actor: Actor, reply: Reply) -> bool:
    """Allow the author, as long as the reply waits for an answer."""
    return is_author(actor, reply.notice) and reply.status is ReplyStatus.OFFERED


def may_withdraw_reply(actor: Actor, reply: Reply) -> bool:
    """Allow the helper, until the thing is over."""
    over = FINISHED | {NoticeStatus.WITHDRAWN}
    mine = reply.helper_id == actor.id and actor.lets(REPLY)
    return mine and reply.status in LIVE and reply.notice.status not in over


def may_close(actor: Actor, notice: Notice) -> bool:
    """Allow the author, once, to say how it ended or to take it down."""
    final = FINISHED | {NoticeStatus.WITHDRAWN}
    return is_author(actor, notice) and notice.status not in final


def may_renew(actor: Actor, notice: Notice) -> bool:
    """Allow the author, while their address is proved, in the last days or after the end."""
    return is_author(actor, notice) and actor.may_read and is_renewable(notice)


def is_renewable(notice: Notice) -> bool:
    """Tell whether the notice has expired or is about to."""
    soon = notice.status is NoticeStatus.OPEN and notice.expires_at - now() <= RENEWABLE_BEFORE
    return soon or notice.status is NoticeStatus.EXPIRED


def may_thank(actor: Actor, reply: Reply) -> bool:
    """Allow either side of an accepted reply, once the thing is over."""
    helped = reply.helper_id == actor.id and actor.lets(REPLY)
    return (
        (helped or is_author(actor, reply.notice))
        and reply.status is ReplyStatus.ACCEPTED
        and reply.notice.status in FINISHED
    )
