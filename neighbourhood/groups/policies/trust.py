"""Who may trust whom, and how many it takes."""

from neighbourhood.groups.models.members import Membership, Role
from neighbourhood.groups.policies.groups import may_help
from neighbourhood.residents.acting import Actor

MOST_FOR_A_MEMBER = 2
MOST_FOR_AN_EDITOR = 3


def needed(step: Role, others: int) -> int:
    """Return how many of the `others` that may trust somebody take them one step up.

    As in Karrot (`get_trust_threshold_for_newcomer`): half of them, three at most, one at least.
    Karrot has one step, from newcomer to editor; here whoever is new becomes a member first, and
    for that two are enough, or the only other one there is.
    """
    if step is Role.MEMBER:
        return max(1, min(MOST_FOR_A_MEMBER, others))
    return max(1, min(MOST_FOR_AN_EDITOR, others // 2))


def next_step(membership: Membership) -> Role | None:
    """Return what somebody becomes next, None for an editor."""
    return {Role.NEWCOMER: Role.MEMBER, Role.MEMBER: Role.EDITOR}.get(membership.role)


def may_trust(actor: Actor, own: Membership | None, other: Membership) -> bool:
    """Allow members, for themselves alone, to trust another who has a step to go."""
    apart = own is not None and own.id != other.id and own.group_id == other.group_id
    there = other.is_standing and next_step(other) is not None
    return apart and there and actor.is_oneself and may_help(actor, own)
