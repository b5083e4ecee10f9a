"""Who is kept apart from whom: decided here, in SQL and for two accounts, both ways."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, union_all
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.kinds import ACQUAINTANCES
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import may_see_profile


def apart(viewer_id: Any, column: Any) -> ColumnElement[bool]:
    """Tell in SQL whether `viewer_id` meets nothing of the account in `column`; of none, no.

    `viewer_id` is a value or a parameter; where it is a column, it is `are_columns_apart`.
    """
    kept_away = select(Block.blocked_id).where(Block.blocker_id == viewer_id)
    kept_away_by = select(Block.blocker_id).where(Block.blocked_id == viewer_id)
    # Read once a statement, by two indexes, whatever the number of rows.
    return and_(column.is_not(None), column.in_(union_all(kept_away, kept_away_by)))


def are_columns_apart(one: Any, other: Any) -> ColumnElement[bool]:
    """Tell in SQL, row by row, whether the accounts in two columns are kept apart."""
    between = or_(
        and_(Block.blocker_id == one, Block.blocked_id == other),
        and_(Block.blocker_id == other, Block.blocked_id == one),
    )
    return select(Block.id).where(between).correlate_except(Block).exists()


def are_apart(one_id: int | None, other_id: int | None) -> bool:
    """Tell whether one of two accounts keeps the other away."""
    if one_id is None or other_id is None or one_id == other_id:
        return False
    return db.session.scalar(select(are_columns_apart(one_id, other_id))) is True


def require_together(actor: Actor, *others: int | None) -> None:
    """Refuse, as if they were gone, to reach somebody from whom the actor or the agent is apart.

    What one may see in another’s place is the principal’s; what one writes comes from one’s own
    hand: nobody reaches through a mandate who keeps them away.
    """
    hands = {actor.id, actor.by_id}
    met = {other for other in others if other is not None} - hands
    require(not any(are_apart(hand, other) for hand in sorted(hands) for other in met), Missing)


def blockable(viewer: Resident, other_id: int) -> Resident:
    """Return somebody whom `viewer` may keep away: whose profile they see, or whom they met.

    Whoever is kept away by the other may do so too, of somebody they met: once the other lets them
    near again, they are still protected. It tells them nothing, as it is so of any closed account.
    """
    other = db.session.get(Resident, other_id)
    require(other is not None and other.id != viewer.id, Missing)
    require(block_between(viewer.id, other_id) is None, Missing)
    met = any(each.knows(viewer.id, other_id) for each in ACQUAINTANCES.values())
    if other is None or not (met or _meets(viewer, other)):
        raise Missing
    return other


def _meets(viewer: Resident, other: Resident) -> bool:
    return may_see_profile(viewer, other) and not are_apart(viewer.id, other.id)


def block_between(blocker_id: int, blocked_id: int) -> Block | None:
    """Return the block of one account against another, in this direction."""
    one = Block.blocker_id == blocker_id, Block.blocked_id == blocked_id
    return db.session.scalar(select(Block).where(*one))


def blocks_of(resident: Resident) -> Sequence[Block]:
    """Return whom a resident keeps away, the latest first."""
    statement = select(Block).options(joinedload(Block.blocked))
    mine = statement.where(Block.blocker_id == resident.id)
    return db.session.scalars(mine.order_by(Block.id.desc())).all()


def own_block(resident: Resident, block_id: int) -> Block:
    """Return a block of `resident`; anyone else’s is `Missing`."""
    found = db.session.get(Block, block_id)
    if found is None or found.blocker_id != resident.id:
        raise Missing
    return found
