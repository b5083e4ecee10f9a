"""Who may do what with a notice and the replies to it; whether it may be seen is for queries."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges import days, queries
from neighbourhood.exchanges.models.days import Absence, StandIn
from neighbourhood.exchanges.models.notices import HowEnded, Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus, Thanks
from neighbourhood.exchanges.models.subjects import Direction, Subject
from neighbourhood.feed import policies as feed
from neighbourhood.feed.policies import (
    are_both_here,
    is_author,
    may_decline,
    may_put_up,
    may_respond,
    may_reword,
    may_take_back,
)
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.timebank.kinds import TIME

# What others of this slice read here too.
__all__ = ["are_both_here", "may_decline"]

TIMED = frozenset({Subject.SERVICE, Subject.COMPANY, Subject.ADVICE})
RENEWABLE_BEFORE = timedelta(days=7)
MONTH = timedelta(days=30)


class NobodyToThank(DomainError):
    """It cannot have been done by those whom nobody said yes to."""

    sentence = _l(
        "Vous n’avez dit oui à personne. Si vous n’en avez plus besoin, retirez l’annonce."
    )


# What cannot have come about without somebody.
WITH_HELP = frozenset({HowEnded.DONE, HowEnded.PARTLY})
FINISHED = frozenset({NoticeStatus.DONE, NoticeStatus.NOT_DONE})
FINAL = FINISHED | {NoticeStatus.WITHDRAWN}


def may_publish(actor: Actor) -> bool:
    """Allow neighbours whose address is proved."""
    return may_put_up(actor, Notice)


def may_edit(actor: Actor, notice: Notice) -> bool:
    """Allow the author until it ends, while they are in its circle: what is agreed changes too."""
    return may_reword(actor, notice) and not notice.is_closed


def may_reply(actor: Actor, notice: Notice, earlier: Reply | None) -> bool:
    """Allow a verified neighbour while the notice is open; anew only after withdrawing."""
    return may_respond(actor, notice, Reply, earlier) and rests_until(notice) is None


def rests_until(notice: Notice) -> datetime | None:
    """Tell when one may ask again of somebody who helps so many times a month; None for now."""
    most = notice.particulars.get("per_month")
    if not most:
        return None
    yeses = queries.yeses_since(notice, now() - MONTH)
    return yeses[most - 1] + MONTH if len(yeses) >= most else None


def may_accept(actor: Actor, reply: Reply) -> bool:
    """Allow the author while there is room, and of a reply that was closed unanswered too."""
    notice = reply.notice
    late = reply.is_unanswered and is_author(actor, notice) and notice.is_open
    taken_up = late and notice.places_left > 0 and are_both_here(reply)
    return taken_up or feed.may_accept(actor, reply)


def may_withdraw_reply(actor: Actor, reply: Reply) -> bool:
    """Allow the helper, until the thing is over."""
    here = reply.handed_at is None and reply.notice.status not in FINAL
    return here and may_take_back(actor, reply)


def may_say_why(actor: Actor, reply: Reply) -> bool:
    """Allow whoever left what was agreed to say why, once, while somebody else is looked for."""
    mine = reply.helper_id == actor.id and actor.lets(Reply.SCOPE)
    left = reply.left_at is not None and reply.missed_at is None and not reply.left_because
    return (
        mine and reply.is_withdrawn and left and not reply.notice.is_over and are_both_here(reply)
    )


def may_still(actor: Actor, reply: Reply) -> bool:
    """Allow whoever was told that a place is free again to say, once, that they still can."""
    mine = reply.helper_id == actor.id and actor.lets(Reply.SCOPE) and actor.is_verified
    called = reply.is_spare and reply.called_at is not None and reply.still_at is None
    notice = reply.notice
    return mine and called and notice.takes_answers and are_both_here(reply)


def may_be_absent(actor: Actor, reply: Reply) -> bool:
    """Allow whoever is counted on; on which days, is for the days of the notice."""
    mine = reply.helper_id == actor.id and actor.lets(Reply.SCOPE)
    return mine and reply.is_accepted and not reply.notice.is_over and are_both_here(reply)


def may_come_after_all(actor: Actor, absence: Absence) -> bool:
    """Allow it until somebody else comes: they were told that they are counted on."""
    return absence.is_open and may_be_absent(actor, absence.reply)


def may_say_why_absent(actor: Actor, absence: Absence) -> bool:
    """Allow whoever cannot come on a day to say why, once."""
    missing = absence.is_open or absence.is_covered
    return missing and not absence.reason and may_be_absent(actor, absence.reply)


def may_stand_in(actor: Actor, stand_in: StandIn) -> bool:
    """Allow whoever was told that somebody is looked for, as long as nobody comes."""
    reply = stand_in.reply
    mine = reply.helper_id == actor.id and actor.lets(Reply.SCOPE) and actor.is_verified
    free = stand_in.may_offer and stand_in.absence.is_open
    return mine and free and not reply.notice.is_over and are_both_here(reply)


def may_step_back(actor: Actor, stand_in: StandIn) -> bool:
    """Allow whoever said that they can on a day to say that they cannot."""
    mine = stand_in.reply.helper_id == actor.id and actor.lets(Reply.SCOPE)
    return mine and stand_in.stands and not stand_in.reply.notice.is_over


def may_answer_stand_in(actor: Actor, stand_in: StandIn) -> bool:
    """Allow the author; a yes while nobody comes is for the action."""
    reply = stand_in.reply
    theirs = reply.helper_id != actor.by_id
    own = is_author(actor, reply.notice) and theirs
    return own and stand_in.is_waiting and not reply.notice.is_over and are_both_here(reply)


def may_clear_day(actor: Actor, notice: Notice) -> bool:
    """Allow the author of what comes again to say that a day is not needed, or is after all."""
    return is_author(actor, notice) and bool(days.next_days(notice))


def may_hand_over(actor: Actor, reply: Reply) -> bool:
    """Allow the author, of what is promised, to say that it has left or that nobody came."""
    return is_author(actor, reply.notice) and reply.is_promised and not reply.notice.is_over


def may_say_still_here(actor: Actor, reply: Reply) -> bool:
    """Allow the author to say, until the notice is over, that what had left is still there."""
    gone = reply.is_accepted and reply.handed_at is not None
    return is_author(actor, reply.notice) and gone and not reply.notice.is_over


def may_close(actor: Actor, notice: Notice) -> bool:
    """Allow the author, once, to say how it ended or to take it down."""
    return is_author(actor, notice) and notice.status not in FINAL


def may_finish(actor: Actor, notice: Notice) -> bool:
    """Allow the author to say that it was done, once they said yes to somebody."""
    return may_close(actor, notice) and notice.taken > 0


def may_put_back(actor: Actor, notice: Notice) -> bool:
    """Allow the author to go back on an end; for how long is for the way back."""
    return is_author(actor, notice) and actor.is_verified


def may_put_back_reply(actor: Actor, reply: Reply) -> bool:
    """Allow either side to go back on what they did with a reply, while the notice is not over."""
    mine = reply.helper_id == actor.id and actor.lets(Reply.SCOPE)
    either = mine or is_author(actor, reply.notice)
    gone = reply.handed_at is not None
    return actor.is_verified and either and not gone and are_both_here(reply)


def may_renew(actor: Actor, notice: Notice) -> bool:
    """Allow the author, while their address is proved, in the last days or after the end."""
    return is_author(actor, notice) and actor.may_read and is_renewable(notice)


def is_renewable(notice: Notice) -> bool:
    """Tell whether the notice has expired or is about to."""
    soon = notice.status is NoticeStatus.OPEN and notice.expires_at - now() <= RENEWABLE_BEFORE
    return soon or notice.status is NoticeStatus.EXPIRED


def may_thank(actor: Actor, reply: Reply) -> bool:
    """Allow either side of an accepted reply, once the thing is over."""
    helped = reply.helper_id == actor.id and actor.lets(Reply.SCOPE)
    return (
        (helped or is_author(actor, reply.notice))
        and (actor.is_oneself or actor.by_id not in (reply.helper_id, reply.notice.author_id))
        and reply.status is ReplyStatus.ACCEPTED
        and reply.notice.status in FINISHED
        and are_both_here(reply)
    )


def helper_of(reply: Reply) -> Resident:
    """Return who helps: who answers a request, or who offers."""
    asks = reply.notice.direction is Direction.ASK
    return reply.helper if asks else reply.notice.author


def is_helped(actor: Actor, reply: Reply) -> bool:
    """Recognise who was helped, or who may act for them; never by the hand of who helped."""
    notice = reply.notice
    asks = notice.direction is Direction.ASK
    mine = notice.author_id if asks else reply.helper_id
    scope = Notice.SCOPE if asks else Reply.SCOPE
    return mine == actor.id and actor.lets(scope) and helper_of(reply).id != actor.by_id


def may_note_time(actor: Actor, reply: Reply) -> bool:
    """Allow who was helped with what takes time, once it is done, where the town wants it."""
    timed = reply.notice.subject in TIMED and TIME not in actor.resident.switched_off
    over = reply.is_accepted and reply.notice.is_done
    return timed and over and is_helped(actor, reply) and are_both_here(reply)


def may_read_word(actor: Actor, word: Thanks) -> bool:
    """Keep what is not to be read yet from who acts in the writer’s place: they may be the other.

    Who may read words at all is for queries.
    """
    return word.opened_at is not None or actor.is_oneself


def may_answer_word(actor: Actor, word: Thanks) -> bool:
    """Allow whoever read what the other side wrote, unless that is an answer already."""
    to_read = word.opened_at is not None and word.hidden_at is None and word.answers_id is None
    return to_read and word.author_id != actor.id and may_thank(actor, word.reply)
