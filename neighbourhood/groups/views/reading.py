"""The list of groups, and the page of one."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.feed import queries as feed
from neighbourhood.feed.kinds import Filters
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import verified
from neighbourhood.groups.kinds import READ_GROUP
from neighbourhood.groups.models.groups import Group, Nature
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.policies import handing as may_hand
from neighbourhood.groups.queries import groups, handing, members, steps
from neighbourhood.groups.subjects import ENTRIES, NATURES, OWN_ROLES, said_size
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.groups.views.sharing import together
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for

WORDS_LIMIT = 100


@bp.get("/")
@represented(Group.SCOPE)
@verified
def index() -> ResponseReturnValue:
    """List my groups, then those to discover, by nature and words."""
    chosen, words = _nature(), request.args.get("q", "")[:WORDS_LIMIT].strip()
    after = Cursor.parse(request.args.get("after"))
    mine = groups.mine(current_user)
    page = groups.to_discover(current_user, nature=chosen, words=words, after=after)
    shown = [group.id for group in (*mine, *page.rows)]
    return render_template(
        "neighbourhood/groups/index.html",
        mine=[] if after else mine,
        page=page,
        chosen=chosen,
        words=words,
        counts=members.counts(shown),
        natures=NATURES,
        entries=ENTRIES,
        said_size=said_size,
        may=policies,
    )


def _nature() -> Nature | None:
    asked = request.args.get("nature")
    return Nature(asked) if asked in set(Nature) else None


@bp.get("/<int:group_id>")
@represented(Group.SCOPE)
@verified
def show(group_id: int) -> ResponseReturnValue:
    """Show one group: what it is, who is there, how to come in; inside, what is said."""
    group = groups.get_visible(current_user, group_id)
    membership, count = members.membership_of(current_user, group), members.count(group)
    return render_template(
        "neighbourhood/groups/show.html",
        group=group,
        membership=membership,
        editors=members.editors(current_user, group),
        size=said_size(count, inside=policies.may_read(current_actor(), membership)),
        alone=count == 1,
        natures=NATURES,
        entries=ENTRIES,
        name_for=name_for,
        may=policies,
        read=READ_GROUP.drawn(group),
        **(_inside(group, membership) if membership is not None else {}),
    )


def _inside(group: Group, membership: Membership) -> dict[str, Any]:
    """Return what those who are in it read besides."""
    if not policies.may_read(current_actor(), membership):
        return {"invited_by": membership.decided_by if membership.is_invited else None}
    after = Cursor.parse(request.args.get("after"))
    conversation = steps.conversation_of(group)
    editing = policies.may_edit(current_actor(), membership)
    return {
        "own_role": OWN_ROLES[membership.role],
        "page": feed.timeline(current_user, Filters(reach=group.circle), after),
        "after": after,
        "conversation": conversation,
        "together": together(group, membership),
        "first_steps": steps.of(membership, conversation),
        "is_kept": handing.is_kept(group),
        "waiting": handing.waiting(group.id),
        "may_hand": may_hand,
        "waits": editing and members.is_anyone_asking(group),
    }
