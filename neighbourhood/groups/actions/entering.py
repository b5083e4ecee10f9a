"""Coming into a group, asking to, and leaving it again."""

from sqlalchemy import delete, or_

from neighbourhood.feed.reaches import BUILDING
from neighbourhood.foundation.errors import DomainError, Missing, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.groups import kinds
from neighbourhood.groups.actions.handing import look_again, reopen
from neighbourhood.groups.actions.links import revoke_links
from neighbourhood.groups.actions.taking import give_all_back, take_again
from neighbourhood.groups.actions.talking import let_in, let_out
from neighbourhood.groups.events import member_entered, member_left
from neighbourhood.groups.models.groups import MOST_MEMBERS, Group
from neighbourhood.groups.models.members import Membership, Role, Seat, Trust
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.queries import groups, members
from neighbourhood.groups.subjects import GROUPS
from neighbourhood.groups.telling import ASKED, INVITED, JOINED, tell_editors
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import settle
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.accounts import steady

# Of an editor, who goes back on what was answered; whoever leaves goes back on that themselves.
ANSWER = "seat answer"


def enter(actor: Actor, group: Group) -> Membership:
    """Come into a group that is open, or to which one was asked."""
    group, membership = _at_the_door(actor, group)
    require(policies.may_enter(actor, group, membership), _refusal(actor))
    membership = seat(group, actor.resident, agent_id=actor.agent_id)
    note_deed(actor, kinds.ENTERED, title=group.title, path=group.path)
    tell_editors(group, JOINED, by=actor)
    return membership


def ask(actor: Actor, group: Group, *, words: str) -> Membership:
    """Ask to come in, with a few words for those who answer."""
    group, membership = _at_the_door(actor, group)
    require(policies.may_ask(actor, group, membership), _refusal(actor))
    membership = stand_at(group, actor.resident, Seat.ASKING)
    membership.words, membership.answer = words, ""
    membership.agent_id = actor.agent_id
    db.session.flush()
    note_deed(actor, kinds.ASKED, title=group.title, path=group.path)
    tell_editors(group, ASKED, by=actor)
    return membership


def take_back(actor: Actor, group: Group) -> Membership:
    """Say that one does not want to come in any more."""
    group, membership = _between(actor, group)
    require(policies.may_take_back(actor, membership), DomainError)
    part(membership, Seat.LEFT)
    membership.words = ""
    db.session.flush()
    settle(group.door, ASKED)
    settle(group.path, INVITED)
    return membership


def leave(actor: Actor, group: Group) -> Membership:
    """Leave quietly: nobody is told, and for ten minutes one may come back as one was."""
    group, membership = _between(actor, group)
    require(policies.may_leave(actor, membership), DomainError)
    given = part(membership, Seat.LEFT)
    undoing.keep(actor.id, Membership.ABOUT, membership.id, given=given)
    note_deed(actor, kinds.LEFT, title=group.title, path=group.path)
    look_again(group)
    return membership


def come_back(actor: Actor, group: Group) -> Membership:
    """Go back on having left, as if one never had; one is trusted as the others do by now."""
    steady(actor.resident)
    group, membership = _between(actor, group)
    require(actor.is_verified and actor.lets(Group.SCOPE), DomainError)
    require_way_in(membership)
    before = undoing.take(actor.id, Membership.ABOUT, membership.id)
    if group.is_closed and members.count(group) == 0:
        reopen(group)  # it was empty for a moment
    require(not group.is_closed, policies.GroupIsClosed)
    require(members.count(group) < MOST_MEMBERS, policies.GroupFull)
    membership.go_back_to(Seat.STANDING)
    membership.left_at = None
    db.session.flush()
    let_in(group, actor.id, quiet=True)
    take_again(actor.id, group.id, before.read(list, "given"))
    look_again(group)
    member_entered.send(membership)
    return membership


def move_away(membership: Membership) -> None:
    """Take out of a group whoever does not live by it any more; nobody is told."""
    group = hold(Group, membership.group_id)
    part(membership, Seat.LEFT)
    undoing.forget(Membership.ABOUT, membership.id)
    look_again(group)


def forget_ways_back(membership: Membership) -> None:
    """Let nobody go back on how somebody, who does not live by it any more, came out of a group."""
    undoing.forget(Membership.ABOUT, membership.id)
    undoing.forget(ANSWER, membership.id)


def require_way_in(membership: Membership) -> None:
    """Refuse who lives elsewhere by now, or nowhere; they and the group are held."""
    resident, group = membership.resident, membership.group
    lives = resident.may_read and groups.still_lives_by(membership, resident)
    require(lives and group.hidden_at is None, policies.NoWayIn)


def stay(membership: Membership) -> None:
    """Note that somebody in the group of a building lives behind its door by what they proved."""
    if membership.is_standing and membership.group.reach == BUILDING.code:
        membership.joined_at = now()
        db.session.flush()


def seat(
    group: Group, resident: Resident, *, agent_id: int | None = None, quiet: bool = False
) -> Membership:
    """Give somebody their place, the group being held; whoever was in it before is new again."""
    require(members.count(group) < MOST_MEMBERS, policies.GroupFull)
    membership = stand_at(group, resident, Seat.STANDING)
    membership.role, membership.agent_id = Role.NEWCOMER, agent_id
    membership.joined_at = group.active_at = now()
    membership.charter_read_at = membership.met_at = membership.steps_done_at = None
    db.session.flush()
    let_in(group, resident.id, quiet=quiet)
    member_entered.send(membership)
    return membership


def part(membership: Membership, status: Seat) -> list[int]:
    """Take somebody’s place: with it they leave the conversation, of which nobody is told.

    Return what they took care of, and give back.
    """
    was_in = membership.is_standing
    membership.become(status)
    membership.left_at = now()
    db.session.flush()
    if not was_in:
        return []
    let_out(membership.group, membership.resident_id)
    revoke_links(membership.group_id, membership.resident_id)
    given = give_all_back(membership.resident_id, membership.group_id)
    member_left.send(membership)
    return given


def _at_the_door(actor: Actor, group: Group) -> tuple[Group, Membership | None]:
    steady(actor.resident)
    group = hold(Group, group.id)  # places are counted
    require_offered(GROUPS, actor.resident.switched_off)
    return group, members.seat_by_now(actor.resident, group.id)


def _between(actor: Actor, group: Group) -> tuple[Group, Membership]:
    group = hold(Group, group.id)
    membership = members.seat_by_now(actor.resident, group.id)
    if membership is None:
        raise Missing
    return group, membership


def stand_at(group: Group, resident: Resident, status: Seat) -> Membership:
    """Have somebody stand so, whatever was between them and the held group before."""
    membership = members.seat_by_now(resident, group.id)
    if membership is None:
        membership = Membership(group=group, resident=resident, status=status, created_at=now())
        membership.joined_at = now() if status is Seat.STANDING else None
        db.session.add(membership)
        return membership
    if status is Seat.STANDING:
        membership.joined_at = now()
        _begin_anew(membership)
    membership.become(status)
    membership.left_at = membership.hidden_at = None
    forget_ways_back(membership)
    return membership


def _begin_anew(membership: Membership) -> None:
    """Forget whom somebody trusted, and who trusted them, before they were out of it for good.

    What they took care of, too.
    """
    give_all_back(membership.resident_id, membership.group_id)
    either = or_(Trust.trusted_id == membership.id, Trust.by_id == membership.id)
    db.session.execute(delete(Trust).where(either))


def _refusal(actor: Actor) -> type[DomainError]:
    return DomainError if actor.is_verified else NotVerified
