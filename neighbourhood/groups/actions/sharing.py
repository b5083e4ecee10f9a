"""What is the same for all that is shared in a group: beginning it, taking it away, going back."""

from enum import StrEnum
from typing import TypeVar

from messaging.actions import threads
from messaging.kinds import Moment
from messaging.queries import conversations
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.groups import sayings
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.models.shared import Shared
from neighbourhood.groups.policies import shared as policies
from neighbourhood.groups.queries import members, shared
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady

S = TypeVar("S", bound=Shared)


def enter_to_share(actor: Actor, group: Group) -> tuple[Group, Membership | None]:
    """Hold the group in which somebody is about to share something, and find their seat."""
    steady(actor.resident)
    group = hold(Group, group.id)
    return group, members.seat_by_now(actor.resident, group.id)


def require_shared(allowed: bool) -> None:
    """Refuse who may not share anything here."""
    require(allowed, NotVerified)


def put_in(actor: Actor, thing: Shared, *, moment: Moment, deed: Deed) -> None:
    """Let a group have what somebody shares; its conversation says so, once for several."""
    thing.author_id, thing.agent_id, thing.created_at = actor.id, actor.agent_id, now()
    db.session.add(thing)
    db.session.flush()
    thing.group.active_at = now()
    note_deed(actor, deed, title=thing.title, path=thing.path)
    talk = conversations.thread_of(Group.ABOUT, thing.group_id)
    if talk is not None and not shared.shared_lately(type(thing), thing):
        threads.note(talk, moment, by=actor)


def remove(actor: Actor, thing: Shared) -> None:
    """Take away what was shared: for ten minutes it may be put back, then nothing is left."""
    thing, membership = hold_shared(actor, thing)
    require(policies.may_tend(actor, membership, thing), DomainError)
    undoing.keep(actor.id, thing.ABOUT, thing.id, status=thing.status)
    thing.become(thing.GONE)
    thing.removed_at = now()
    db.session.flush()
    note_deed(actor, sayings.REMOVED, title=thing.title, path=thing.path)


def put_back(actor: Actor, thing: Shared) -> None:
    """Go back on having taken something away, or closed it, for ten minutes."""
    thing, membership = hold_shared(actor, thing)
    require(policies.may_look_after(actor, membership, thing), DomainError)
    before = undoing.take(actor.id, thing.ABOUT, thing.id)
    status: StrEnum = before.read(type(thing.status), "status")
    thing.go_back_to(status)
    thing.removed_at = None
    db.session.flush()
    note_deed(actor, sayings.WENT_BACK, title=thing.title, path=thing.path)


def hold_shared(actor: Actor, thing: S) -> tuple[S, Membership | None]:
    """Hold the group, then what is shared in it, and return it with the seat of somebody by then.

    In this order everywhere: whoever leaves a group, or is removed from it, holds it too.
    """
    group = hold(Group, thing.group_id)
    membership = members.seat_by_now(actor.resident, group.id)
    return hold(type(thing), thing.id), membership  # type: ignore[type-var]
