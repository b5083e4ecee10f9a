"""Everything that members of a group share there, on one page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from types import ModuleType

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.web.access import verified
from neighbourhood.groups.kinds import MAY_JOIN
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.models.papers import GroupFile, PinnedNote
from neighbourhood.groups.models.polls import Poll
from neighbourhood.groups.models.tasks import TaskList
from neighbourhood.groups.policies import shared as policies
from neighbourhood.groups.policies.groups import may_read
from neighbourhood.groups.queries import groups, members, polls, shared
from neighbourhood.groups.sayings import said_due
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor

# How many of a kind are shown on the page of the group itself.
A_FEW = 3


@dataclass(frozen=True, slots=True)
class Together:
    """What is shared in a group, as one of those who are in it sees it."""

    group: Group
    membership: Membership | None
    notes: Sequence[PinnedNote]
    polls: Sequence[Poll]
    answered: set[int]
    lists: Sequence[TaskList]
    files: Sequence[GroupFile]
    may: ModuleType = policies
    said_due: Callable[[date], str] = said_due


def together(group: Group, membership: Membership | None, *, most: int = A_FEW) -> Together | None:
    """Return what is shared in a group, None for whoever is not in it."""
    if not may_read(current_actor(), membership):
        return None
    asked = polls.unanswered_first(current_user, group)
    return Together(
        group=group,
        membership=membership,
        notes=shared.of_group(PinnedNote, current_user, group),
        polls=asked[:most],
        answered=polls.answered_among(current_user, asked),
        lists=shared.of_group(TaskList, current_user, group)[:most],
        files=shared.of_group(GroupFile, current_user, group)[:most],
    )


@bp.get("/<int:group_id>/ensemble")
@represented(MAY_JOIN)
@verified
def shared_in_group(group_id: int) -> ResponseReturnValue:
    """Show all that is shared in a group, and what one may add."""
    group = groups.get_visible(current_user, group_id)
    membership = members.membership_of(current_user, group)
    found = together(group, membership, most=shared.MOST_SHOWN)
    if found is None:
        raise Missing
    return render_template("neighbourhood/groups/shared/index.html", group=group, found=found)


def group_to_share_in(group_id: int) -> Group:
    """Return a group in which the reader may share something; `Missing` for any other."""
    group = groups.get_visible(current_user, group_id)
    if not policies.may_share(current_actor(), members.membership_of(current_user, group)):
        raise Missing
    return group
