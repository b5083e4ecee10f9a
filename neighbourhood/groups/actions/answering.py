"""What editors answer at the door, whom members ask to come, and taking somebody’s place away."""

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.groups import kinds
from neighbourhood.groups.actions.entering import ANSWER, part, require_way_in, seat, stand_at
from neighbourhood.groups.actions.links import revoke_links
from neighbourhood.groups.actions.taking import take_again
from neighbourhood.groups.actions.talking import let_in
from neighbourhood.groups.events import member_entered
from neighbourhood.groups.models.groups import MOST_MEMBERS, Group
from neighbourhood.groups.models.members import Membership, Seat
from neighbourhood.groups.policies import answering as policies
from neighbourhood.groups.policies.groups import GroupFull
from neighbourhood.groups.queries import groups, links, members
from neighbourhood.groups.telling import (
    ASKED,
    DECLINED,
    JOINED,
    REMOVED,
    WELCOMED,
    tell,
    tell_editors,
    tell_invited,
)
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import settle
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.accounts import steady
from neighbourhood.residents.queries.blocks import require_together


def accept(actor: Actor, group: Group, asking: Membership) -> None:
    """Say yes to somebody who asks to come in."""
    own, asking = _both(actor, group, asking)
    require(policies.may_answer(actor, own, asking), policies.AnsweredAlready)
    require_way_in(asking)
    membership = seat(asking.group, asking.resident, agent_id=asking.agent_id)
    membership.decided_by_id, membership.answer = actor.id, ""
    db.session.flush()
    _answered(actor, membership)
    tell(membership.resident_id, WELCOMED, membership.group, by=actor.id)


def decline(actor: Actor, group: Group, asking: Membership, *, words: str) -> None:
    """Say no, with gentle words; for ten minutes one may go back on it."""
    own, asking = _both(actor, group, asking)
    require(policies.may_answer(actor, own, asking), policies.AnsweredAlready)
    undoing.keep(actor.id, ANSWER, asking.id, status=asking.status)
    asking.become(Seat.DECLINED)
    asking.answer, asking.decided_by_id = words, actor.id
    db.session.flush()
    _answered(actor, asking)
    tell(asking.resident_id, DECLINED, asking.group, by=actor.id)


def _answered(actor: Actor, membership: Membership) -> None:
    group = membership.group
    if not members.is_anyone_asking(group):
        settle(group.door, ASKED)
    note_deed(actor, kinds.ANSWERED_ASKING, title=group.title, path=group.path)


def remove(actor: Actor, group: Group, other: Membership, *, words: str) -> None:
    """Take somebody’s place away, with words; for ten minutes one may go back on it."""
    own, other = _both(actor, group, other)
    require(policies.may_remove(actor, own, other), DomainError)
    status, given = other.status, part(other, Seat.REMOVED)
    undoing.keep(actor.id, ANSWER, other.id, status=status, given=given)
    other.answer, other.decided_by_id = words, actor.id
    db.session.flush()
    note_deed(actor, kinds.REMOVED, title=group.title, path=group.path)
    tell(other.resident_id, REMOVED, other.group)


def go_back(actor: Actor, group: Group, other: Membership) -> None:
    """Go back on a no, or on having removed somebody, for ten minutes."""
    own, other = _both(actor, group, other)
    require(policies.may_edit(actor, own), DomainError)
    require(other.is_declined or other.is_removed, undoing.SinceThen)
    require_way_in(other)
    before = undoing.take(actor.id, ANSWER, other.id)
    status = before.read(Seat, "status")
    full = status is Seat.STANDING and members.count(other.group) >= MOST_MEMBERS
    require(not full, GroupFull)
    other.go_back_to(status)
    other.left_at, other.answer, other.decided_by_id = None, "", None
    settle(other.group.place, DECLINED, REMOVED)
    if status is Seat.STANDING:
        db.session.flush()
        let_in(other.group, other.resident_id, quiet=True)
        take_again(other.resident_id, group.id, before.read(list, "given"))
        member_entered.send(other)
    db.session.flush()


def invite(actor: Actor, group: Group, resident: Resident) -> Membership:
    """Ask somebody to come, who decides."""
    require_together(actor, resident.id)
    group = hold(Group, group.id)
    own = members.seat_by_now(actor.resident, group.id)
    known = members.seat_by_now(resident, group.id)
    require(policies.may_invite(actor, own, known, resident), policies.NotToInvite)
    require(groups.may_be_found_by(group, resident), policies.NotToInvite)
    membership = stand_at(group, resident, Seat.INVITED)
    membership.decided_by_id, membership.answer, membership.words = actor.id, "", ""
    db.session.flush()
    note_deed(actor, kinds.INVITED, title=group.title, path=group.path)
    tell_invited(membership, by=actor)
    return membership


def enter_by(actor: Actor, token: str) -> Membership:
    """Come in by the link of a member."""
    link = links.led_by(actor.resident, token)
    group = hold(Group, link.group_id)
    known = members.seat_by_now(actor.resident, group.id)
    require(policies.may_enter_by_link(actor, group, known), policies.NotToInvite)
    require(groups.may_be_found_by(group, actor.resident), policies.NotToInvite)
    membership = seat(group, actor.resident, agent_id=actor.agent_id)
    note_deed(actor, kinds.ENTERED, title=group.title, path=group.path)
    tell_editors(group, JOINED, by=actor)
    return membership


def revoke(actor: Actor, group: Group) -> None:
    """End one’s own link."""
    require(actor.lets(Group.SCOPE))
    revoke_links(group.id, actor.id)


def mark(actor: Actor, group: Group, step: str) -> None:
    """Tick one of the first steps of a newcomer, or put them all away."""
    own = members.seat_by_now(actor.resident, hold(Group, group.id).id)
    if own is None or not own.is_standing or step not in STEPS:
        return
    setattr(own, STEPS[step], getattr(own, STEPS[step]) or now())
    db.session.flush()


STEPS = {"charter": "charter_read_at", "people": "met_at", "done": "steps_done_at"}


def _both(actor: Actor, group: Group, other: Membership) -> tuple[Membership | None, Membership]:
    require_together(actor, other.resident_id)
    steady(other.resident)
    hold(Group, group.id)
    db.session.refresh(other)
    return members.seat_by_now(actor.resident, group.id), other
