"""What gatherings hear of residents, and of groups."""

from neighbourhood.foundation.storing import undoing
from neighbourhood.gatherings.actions import cancelling, coming, hosts
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries import ending, hosting
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.groups.events import member_entered, member_left
from neighbourhood.groups.models.groups import circle_of
from neighbourhood.groups.models.members import Membership
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import (
    kept_apart,
    resident_closed,
    resident_restricted,
    resident_unsettled,
)
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident


@resident_unsettled.connect
@resident_closed.connect
def leave(resident: Resident) -> None:
    """Call off the gatherings, and free the places, of someone who has no address here.

    They hold those of others no more; nor do they again once they are back.
    """
    actor = Actor.of(resident)
    for gathering in queries.standing_gatherings(resident):
        cancelling.cancel(actor, gathering)
    for regular in answers.regulars_of(resident.id):
        coming.leave_all(actor, regular)
    for answer in answers.standing_of(resident.id):
        coming.leave(actor, answer)
    _hold_no_more(resident)
    undoing.forget_all(Coming.ABOUT, queries.concerning(resident.id), but=resident.id)


@resident_restricted.connect
def hold_no_more(resident: Resident) -> None:
    """Let whoever is excluded hold nothing with others any more."""
    if resident.excluded_at is not None:
        _hold_no_more(resident)


def _hold_no_more(resident: Resident) -> None:
    for host in ending.hostings_of(resident.id):
        hosts.end(host)


@kept_apart.connect
def part(block: Block) -> None:
    """Free the places of each of two at the other’s gatherings."""
    two = block.blocker_id, block.blocked_id
    for regular in ending.regulars_between(*two):
        coming.part_for_good(regular)
    for answer in ending.answers_between(*two):
        coming.part(answer)
    for host in ending.hostings_between(*two):
        hosts.end(host)


@member_left.connect
def let_go(membership: Membership) -> None:
    """Free the places somebody had in what is held in a group, which they hold no more either.

    What they put up there stays for the group.
    """
    inside = membership.resident_id, circle_of(membership.group_id)
    for regular in ending.regulars_in(*inside):
        coming.part_for_good(regular)
    for answer in ending.answers_in(*inside):
        coming.part(answer)
    for host in ending.hostings_in(*inside):
        hosts.end(host)
    for gathering in hosting.put_up_in(*inside):
        hosts.leave_to_group(gathering)


@member_entered.connect
def take_back(membership: Membership) -> None:
    """Let somebody who is in a group again hold what they once put up there."""
    inside = membership.resident_id, circle_of(membership.group_id)
    for gathering in hosting.put_up_in(*inside):
        hosts.take_back(gathering)
