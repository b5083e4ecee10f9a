"""What those who run a town do with its groups: put one to sleep, and go back on it."""

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.groups import kinds
from neighbourhood.groups.models.groups import Group, GroupStatus
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.subjects import Rest
from neighbourhood.groups.telling import RESTED, ROUSED, SILENT, show_card, tell_members
from neighbourhood.notifications.actions import settle
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights


def rest(actor: Actor, group: Group, *, why: Rest) -> None:
    """Put a group to sleep, and tell its members why: any of them may wake it."""
    group = hold(Group, group.id)
    require(policies.may_be_rested(group), policies.NotToRest)
    undoing.keep(actor.id, Group.ABOUT, group.id, status=group.status)
    group.become(GroupStatus.ASLEEP)
    db.session.flush()
    settle(group.path, SILENT)
    show_card(group)
    tell_members(group, RESTED, but=actor.id, variant=why.value)
    _note(actor, group, kinds.RESTED, kinds.WHY_RESTED[why].noted(group.number))


def rouse(actor: Actor, group: Group) -> None:
    """Go back on it, for ten minutes: the group is as it was."""
    group = hold(Group, group.id)
    require(group.is_asleep, undoing.SinceThen)
    before = undoing.take(actor.id, Group.ABOUT, group.id)
    group.go_back_to(before.read(GroupStatus, "status"))
    db.session.flush()
    settle(group.path, RESTED)
    show_card(group)
    tell_members(group, ROUSED, but=actor.id)
    _note(actor, group, kinds.ROUSED, group.number)


def _note(actor: Actor, group: Group, act: str, reason: str) -> None:
    office = sights.office_of(actor.by_id, group.quartier.municipality_id)
    if group.author_id == actor.by_id:
        sights.note_many(actor.by_id, act, reason, office=office)
    else:
        sights.note(actor.by_id, group.author_id, act, reason, office=office)
