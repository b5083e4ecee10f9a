"""Who enters a conversation and who leaves it: what the others read of it, and hear at once."""

from collections.abc import Iterable, Sequence
from functools import partial

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from messaging import broadcast, kinds
from messaging.actions.talking import Beside, _add, settle
from messaging.models import FEW_SEATS, MOST_SEATS, Conversation, Member, Message, MessageKind
from messaging.queries import parting
from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit, db
from neighbourhood.foundation.storing.holding import hold


class NoSeatLeft(DomainError):
    """As many take part as one conversation holds."""

    code = "no_seat_left"
    sentence = _l(
        "Cette conversation est complète : %(max)s personnes au plus. Attendez qu’une place se "
        "libère."
    )


def enter(conversation: Conversation, resident_ids: Iterable[int], *, quiet: bool = False) -> None:
    """Let residents take part, or take part again; of who does already, nothing changes.

    They read what was said since the beginning, and none of it is new to them. `quiet` says so to
    nobody.
    """
    conversation = hold(Conversation, conversation.id)
    seats = {each.resident_id: each for each in parting.seats_of(conversation.id)}
    wanted = list(dict.fromkeys(resident_ids))
    back = [seats[one] for one in wanted if one in seats and seats[one].left_at is not None]
    fresh = [one for one in wanted if one not in seats]
    if not (back or fresh):
        return
    for each in back:
        each.left_at, each.back_at = None, now()
        each.last_read_id = each.told_id = conversation.last_message_id
    seat(conversation, fresh, read_up_to=conversation.last_message_id)
    if not quiet:
        _say_entered(conversation, [*(each.resident_id for each in back), *fresh])


def seat(conversation: Conversation, fresh: Sequence[int], *, read_up_to: int = 0) -> None:
    """Give seats to residents who never had one here."""
    db.session.add_all(
        Member(
            conversation_id=conversation.id,
            resident_id=one,
            last_read_id=read_up_to,
            told_id=read_up_to,
        )
        for one in fresh
    )
    db.session.flush()
    sitting = parting.sitting(conversation.id)
    if sitting > MOST_SEATS:
        raise NoSeatLeft(max=MOST_SEATS)
    conversation.many = kinds.is_for_many(conversation.about_kind) or sitting > FEW_SEATS
    conversation.parted = parting.holds_two_apart(conversation.id)
    # Nobody opens a conversation with somebody who keeps them away.
    require(not (conversation.parted and parting.is_for_two(conversation)), Missing)


def leave(conversation: Conversation, resident_id: int, *, quiet: bool = False) -> None:
    """Let a resident take part no more: nothing that is said from now on reaches them.

    Their seat is kept for whoever comes back; of who has left already, nothing changes.
    """
    conversation = hold(Conversation, conversation.id)
    own = next(
        (each for each in parting.seats_of(conversation.id) if each.resident_id == resident_id),
        None,
    )
    if own is None or own.left_at is not None:
        return
    own.left_at = now()
    db.session.flush()
    # The others go on; the browsers of who left come back, and are not let in here any more.
    after_commit(partial(broadcast.hang_up, resident_id))
    if not quiet:
        _say(conversation, resident_id, kinds.LEFT)
    conversation.parted = parting.holds_two_apart(conversation.id)


def _say_entered(conversation: Conversation, who: Sequence[int]) -> None:
    if len(who) == 1:
        _say(conversation, who[0], kinds.ENTERED)
    else:
        _say(conversation, None, kinds.ENTERED_TOGETHER, who=who)


def _say(
    conversation: Conversation,
    author_id: int | None,
    moment: kinds.Moment,
    *,
    who: Sequence[int] = (),
) -> None:
    before = conversation.last_message_id
    message = _add(
        conversation,
        author_id,
        moment.code,
        kind=MessageKind.MOMENT,
        beside=Beside(details={"residents": list(who)} if who else None),
    )
    settle(message, before)
    _pass_by(message, before)


def _pass_by(message: Message, before: int) -> None:
    """Whoever had read all before has nothing new to read: people come and go."""
    seats = update(Member).where(
        Member.conversation_id == message.conversation_id, Member.last_read_id >= before
    )
    db.session.execute(seats.values(last_read_id=message.id))
