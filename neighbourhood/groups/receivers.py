"""What groups hear of residents."""

from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.groups.actions.entering import forget_ways_back, move_away, stay
from neighbourhood.groups.actions.handing import look_again
from neighbourhood.groups.actions.taking import give_all_back
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.queries import groups, members
from neighbourhood.residents.events import (
    resident_back,
    resident_closed,
    resident_restricted,
    resident_settled,
    resident_unsettled,
)
from neighbourhood.residents.models.residents import Resident


@resident_unsettled.connect
def leave_all(resident: Resident) -> None:
    """Take whoever lives nowhere that is proved out of their groups."""
    for membership in members.standing_of(resident.id):
        move_away(membership)
    for membership in members.out_of(resident.id):
        forget_ways_back(membership)


@resident_settled.connect
def leave_behind(resident: Resident) -> None:
    """Take whoever moved out of the groups of where they lived before."""
    for membership in members.standing_of(resident.id):
        if groups.still_lives_by(membership, resident):
            stay(membership)
        else:
            move_away(membership)
    for membership in members.out_of(resident.id):
        if not groups.may_be_found_by(membership.group, resident):
            forget_ways_back(membership)


@resident_closed.connect
def look_for_keepers(resident: Resident) -> None:
    """Ask others to look after the groups of somebody who leaves; their place waits for them.

    What they took care of does not.
    """
    _look_again(resident)
    give_all_back(resident.id)
    seats = [membership.id for membership in members.standing_of(resident.id)]
    undoing.forget_all(Membership.ABOUT, seats, but=resident.id)


@resident_restricted.connect
def replace_the_excluded(resident: Resident) -> None:
    """Do the same for whoever is excluded."""
    if resident.excluded_at is not None:
        _look_again(resident)
        give_all_back(resident.id)


@resident_back.connect
def look_again_with(resident: Resident) -> None:
    """Look after their groups again whoever comes back, unless somebody else does by now."""
    _look_again(resident)


def _look_again(resident: Resident) -> None:
    for membership in members.standing_of(resident.id):
        if membership.is_standing:
            look_again(hold(Group, membership.group_id))
