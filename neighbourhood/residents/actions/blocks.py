"""Keeping somebody away, and letting them come near again."""

from sqlalchemy import select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import kept_apart, let_near, parted
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import blocks

UNBLOCKED = "block"


def block(actor: Actor, other_id: int) -> Block:
    """Keep somebody away from now on, who is not told; a second time changes nothing."""
    _hold(actor.id, other_id)
    known = blocks.block_between(actor.id, other_id)
    if known is not None:
        return known
    blocks.blockable(actor.resident, other_id)
    return _part(actor, other_id)


def _hold(one_id: int, other_id: int) -> None:
    # Whoever answers the other meanwhile holds their own account: either they come first, and what
    # they wrote ends below, or they read the block.
    both = select(Resident).where(Resident.id.in_((one_id, other_id))).order_by(Resident.id)
    require(len(db.session.scalars(held(both, Resident)).all()) == 2, Missing)


def _part(actor: Actor, other_id: int) -> Block:
    row = Block(blocker_id=actor.id, blocked_id=other_id, created_at=now())
    db.session.add(row)
    undoing.forget(UNBLOCKED, actor.id)
    db.session.flush()
    # First ends what stands between them, then what they talk in.
    kept_apart.send(row)
    parted.send(row)
    return row


def unblock(actor: Actor, block_id: int) -> int:
    """Keep somebody away no longer, and return who; for ten minutes one may go back on it."""
    row = blocks.own_block(actor.resident, block_id)
    _hold(actor.id, row.blocked_id)
    undoing.keep(actor.id, UNBLOCKED, actor.id, blocked=row.blocked_id)
    db.session.delete(row)
    db.session.flush()
    let_near.send(row)
    return row.blocked_id


def block_again(actor: Actor) -> Block:
    """Go back on having let somebody near."""
    other_id = undoing.take(actor.id, UNBLOCKED, actor.id).read(int, "blocked")
    _hold(actor.id, other_id)
    return blocks.block_between(actor.id, other_id) or _part(actor, other_id)
