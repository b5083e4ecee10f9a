"""Conversations in which two are kept apart."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, not_, or_, select
from sqlalchemy.orm import aliased

from messaging.models import Conversation, Member
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.residents.kinds import ACQUAINTANCES, Acquaintance
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart


def hearers(conversation_id: int, author_id: int | None) -> list[int]:
    """Return who takes part and is not kept apart from the author of a line."""
    there = select(Member.resident_id).where(
        Member.conversation_id == conversation_id, Member.left_at.is_(None)
    )
    if author_id is not None:
        there = there.where(not_(apart(author_id, Member.resident_id)))
    return list(db.session.scalars(there.order_by(Member.id)))


def is_anyone_there(conversation_id: int, resident_id: int) -> bool:
    """Tell whether somebody else takes part who is still here and hears `resident_id`."""
    others = (
        select(Member.id)
        .join(Member.resident)
        .where(
            Member.conversation_id == conversation_id,
            Member.resident_id != resident_id,
            Member.left_at.is_(None),
            Resident.closed_at.is_(None),
            not_(apart(resident_id, Member.resident_id)),
        )
    )
    return db.session.scalar(others.limit(1)) is not None


def has_company() -> ColumnElement[bool]:
    """Tell in SQL of a seat whether another of its conversation is held by somebody still here."""
    # Tables, not classes: this is asked for at the start, when those are not settled yet.
    other, listener = Member.__table__.alias(), Resident.__table__.alias()
    somebody = select(other.c.id).join(listener, listener.c.id == other.c.resident_id)
    return (
        somebody.where(
            other.c.conversation_id == Member.conversation_id,
            other.c.resident_id != Member.resident_id,
            other.c.left_at.is_(None),
            listener.c.closed_at.is_(None),
        )
        .correlate(Member)
        .exists()
    )


def is_kept_apart() -> ColumnElement[bool]:
    """Tell in SQL of a seat whether somebody else who takes part is kept apart from its owner."""
    other, block = Member.__table__.alias(), Block.__table__.alias()
    away = select(other.c.id).where(
        other.c.conversation_id == Member.conversation_id,
        other.c.left_at.is_(None),
        or_(
            other.c.resident_id.in_(_away(block, Member.resident_id, "blocker_id", "blocked_id")),
            other.c.resident_id.in_(_away(block, Member.resident_id, "blocked_id", "blocker_id")),
        ),
    )
    # Asked only where two are: there are few such conversations.
    return case((Conversation.parted, away.correlate(Member, Conversation).exists()), else_=False)


def _away(block: Any, one: Any, mine: str, theirs: str) -> Select[Any]:
    return select(block.c[theirs]).where(block.c[mine] == one).correlate(Member)


def is_apart_from_anyone(resident_id: int, conversation_id: int) -> bool:
    """Tell whether a resident is kept apart from somebody who takes part."""
    away = select(Member.id).where(
        Member.conversation_id == conversation_id, apart(resident_id, Member.resident_id)
    )
    return db.session.scalar(away.limit(1)) is not None


def holds_two_apart(conversation_id: int) -> bool:
    """Tell whether two of those who take part are kept apart."""
    one, other = aliased(Member), aliased(Member)
    # From the blocks, which are few, not from each two of five hundred.
    away = (
        select(Block.id)
        .join(one, one.resident_id == Block.blocker_id)
        .join(other, other.resident_id == Block.blocked_id)
        .where(
            *(seat.conversation_id == conversation_id for seat in (one, other)),
            *(seat.left_at.is_(None) for seat in (one, other)),
        )
    )
    return db.session.scalar(away.limit(1)) is not None


def shared_by(one_id: int, other_id: int) -> Sequence[Conversation]:
    """Return, and hold, the conversations in which both have a seat, left or not."""
    one, other = (_has_seat(each) for each in (one_id, other_id))
    wanted = select(Conversation).where(one, other).order_by(Conversation.id)
    return db.session.scalars(held(wanted, Conversation)).all()


def have_met(one_id: int, other_id: int) -> bool:
    """Tell whether two ever had a seat in the same conversation."""
    shared = select(Conversation.id).where(_has_seat(one_id), _has_seat(other_id))
    return db.session.scalar(shared.limit(1)) is not None


ACQUAINTANCES.declare(Acquaintance(code="conversation", knows=have_met))


def _has_seat(resident_id: int) -> ColumnElement[bool]:
    seat = aliased(Member)
    return exists().where(seat.conversation_id == Conversation.id, seat.resident_id == resident_id)


def seats_of(conversation_id: int) -> Sequence[Member]:
    """Return every seat of a conversation, those that were left too."""
    wanted = select(Member).where(Member.conversation_id == conversation_id)
    anew = wanted.order_by(Member.id).execution_options(populate_existing=True)
    return db.session.scalars(anew).all()


def sitting(conversation_id: int) -> int:
    """Count who takes part."""
    there = Member.conversation_id == conversation_id, Member.left_at.is_(None)
    return db.session.scalar(select(func.count()).where(*there)) or 0


def is_for_two(conversation: Conversation) -> bool:
    """Tell whether a conversation is between two: it has two seats, and nobody comes later."""
    counted = select(func.count()).where(Member.conversation_id == conversation.id)
    return not conversation.many and db.session.scalar(counted) == 2
