"""Looking after a group: who is asked to when its keeper leaves, one after the other."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.groups.models.groups import Group, GroupStatus
from neighbourhood.groups.models.links import Handover
from neighbourhood.groups.models.members import Role
from neighbourhood.groups.policies import handing as policies
from neighbourhood.groups.queries import handing, members
from neighbourhood.groups.telling import HANDED, show_card, tell
from neighbourhood.notifications.actions import settle
from neighbourhood.residents.acting import Actor


class TakenOver(DomainError):
    """Somebody else looks after the group by now, or is being asked to."""

    sentence = _l("Quelqu’un d’autre s’en occupe maintenant. Rien n’a changé pour vous.")


def look_again(group: Group) -> None:
    """Ask the next one to look after a held group, if nobody does; close it once it is empty."""
    seated = members.seated(group.id)
    if group.is_closed:
        return
    if not seated:
        _close(group)
        return
    there = {one.resident_id: one for one in seated}
    waiting = handing.waiting(group.id)
    if group.author_id in there:
        _forget(group, waiting)
    elif waiting is None or waiting.membership.resident_id not in there:
        _forget(group, waiting)
        _ask_next(group)


def _close(group: Group) -> None:
    group.become(GroupStatus.CLOSED)
    group.closed_at = now()
    db.session.flush()
    show_card(group)


def reopen(group: Group) -> None:
    """Go back on having closed a held group that was empty for a moment."""
    group.go_back_to(GroupStatus.ACTIVE)
    group.closed_at = None
    db.session.flush()
    show_card(group)


def _forget(group: Group, waiting: Handover | None) -> None:
    if waiting is not None:
        db.session.delete(waiting)
        db.session.flush()
        settle(group.place, HANDED)


def _ask_next(group: Group) -> None:
    chosen = handing.next_to_ask(group.id)
    if chosen is None:
        return  # everybody has said no: whoever wants to may say so on the page
    asked = Handover(group_id=group.id, membership_id=chosen.id, created_at=now())
    db.session.add(asked)
    db.session.flush()
    tell(chosen.resident_id, HANDED, group)


def take_over(actor: Actor, group: Group) -> None:
    """Look after a group that nobody looks after: who is asked may, or anybody once all passed."""
    group = hold(Group, group.id)
    membership, waiting = members.seat_by_now(actor.resident, group.id), handing.waiting(group.id)
    kept = handing.is_kept(group)
    require(policies.may_take_over(actor, membership, waiting, keeper=kept), TakenOver)
    if waiting is not None:
        waiting.accepted_at = now()
    group.author_id, group.agent_id = actor.id, None
    if membership is not None and membership.role is not Role.EDITOR:
        membership.role = Role.EDITOR  # by what it is asked, not by trust
    group.active_at = now()
    db.session.flush()
    settle(group.place, HANDED)
    show_card(group)


def pass_on(actor: Actor, group: Group) -> None:
    """Say that one cannot: the next one is asked."""
    group = hold(Group, group.id)
    membership, waiting = members.seat_by_now(actor.resident, group.id), handing.waiting(group.id)
    require(policies.is_asked(actor, membership, waiting), TakenOver)
    _pass(group, waiting)


def pass_over(handover_id: int) -> None:
    """Ask the next one, when two weeks brought no answer; a second time changes nothing."""
    asked = hold(Handover, handover_id)
    group = hold(Group, asked.group_id)
    if asked.accepted_at is None and asked.passed_at is None:
        _pass(group, asked)


def _pass(group: Group, waiting: Handover | None) -> None:
    if waiting is None:
        return
    waiting.passed_at = now()
    db.session.flush()
    settle(group.place, HANDED)
    look_again(group)
