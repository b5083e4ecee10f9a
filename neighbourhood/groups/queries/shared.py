"""Reading what is shared in a group: only who is in it does, and nothing of those kept apart."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.feed.reaches import stays
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.undoing import LASTS, WayBack
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership, Seat
from neighbourhood.groups.models.shared import Shared
from neighbourhood.groups.queries import groups
from neighbourhood.moderation.policies.reporting import NoLongerVisible
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

S = TypeVar("S", bound=Shared)
MOST_SHOWN = 100
LATELY = timedelta(minutes=15)


def is_in(resident_id: Any, group_id: Any) -> ColumnElement[bool]:
    """Tell in SQL whether somebody is in a group, with an account that is open."""
    seat = Membership.group_id == group_id, Membership.resident_id == resident_id
    standing = Membership.status == Seat.STANDING, stays(Membership.resident_id)
    return exists().where(*seat, *standing)


def seen_by(model: type[S], viewer: Resident) -> ColumnElement[bool]:
    """Say in SQL what `viewer` sees of what is shared.

    What moderation hides its author still sees; what was taken away, who may still put it back.
    """
    unhidden = or_(model.hidden_at.is_(None), model.author_id == viewer.id)
    back = exists().where(
        WayBack.about == model.ABOUT,
        WayBack.about_id == model.id,
        WayBack.resident_id == viewer.id,
        WayBack.created_at > now() - LASTS,
    )
    stands = or_(model.removed_at.is_(None), back)
    return and_(_read_by(model, viewer), unhidden, stands)


def _read_by(model: type[S], viewer: Resident) -> ColumnElement[bool]:
    return and_(is_in(viewer.id, model.group_id), not_(apart(viewer.id, model.author_id)))


def get(model: type[S], viewer: Resident, thing_id: int) -> S:
    """Return what `viewer` sees of this id; `Missing` for all else."""
    whole = joinedload(model.author), joinedload(model.group)
    one = select(model).options(*whole).where(model.id == thing_id)
    found = db.session.scalar(one.where(seen_by(model, viewer)))
    if found is None:
        hidden = one.where(_read_by(model, viewer), model.hidden_at.is_not(None))
        raise NoLongerVisible if db.session.scalar(hidden) else Missing
    # Nothing is read of a group that is hidden, or put off by the town.
    groups.get_visible(viewer, found.group_id)
    return found


def sees(viewer: Resident, thing: Shared) -> bool:
    """Tell whether `viewer` sees what is shared."""
    model = type(thing)
    seen = select(model.id).join(model.group).where(model.id == thing.id, seen_by(model, viewer))
    return db.session.scalar(seen.where(Group.hidden_at.is_(None))) is not None


def of_group(model: type[S], viewer: Resident, group: Group) -> Sequence[S]:
    """Return what is shared of one kind in a group, the newest first."""
    shown = model.group_id == group.id, model.removed_at.is_(None), seen_by(model, viewer)
    statement = select(model).options(joinedload(model.author)).where(*shown)
    return db.session.scalars(statement.order_by(model.id.desc()).limit(MOST_SHOWN)).all()


def shared_lately(model: type[S], thing: S) -> bool:
    """Tell whether the same person shared another of the kind in the group a moment ago."""
    others = select(model.id).where(
        model.group_id == thing.group_id,
        model.author_id == thing.author_id,
        model.created_at > now() - LATELY,
        model.id != thing.id,
    )
    return db.session.scalar(others.limit(1)) is not None


def removed_for_good(model: type[S], moment: datetime) -> Sequence[int]:
    """Return the ids of what was taken away, and nobody can put back any more."""
    gone = select(model.id).where(model.removed_at <= moment - LASTS)
    return db.session.scalars(gone.order_by(model.id)).all()
