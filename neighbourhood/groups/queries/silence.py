"""Which groups have been silent: no word in their conversation, no card, nobody new."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, String, cast, literal, select

from messaging.models import Conversation
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.models.groups import Group, GroupStatus, circle_of

ASLEEP_AFTER = timedelta(days=183)
WARNED_BEFORE = timedelta(days=14)


def to_warn(moment: datetime) -> Sequence[int]:
    """Return the ids of the groups that soon fall asleep, and whose editors do not know it."""
    silent = *_silent_since(moment - ASLEEP_AFTER + WARNED_BEFORE), ~_warned(moment)
    return db.session.scalars(_awake().where(*silent).order_by(Group.id)).all()


def to_put_to_sleep(moment: datetime) -> Sequence[int]:
    """Return the ids of the groups silent for six months, and whose editors know it."""
    return db.session.scalars(_awake().where(*_asleep(moment)).order_by(Group.id)).all()


def is_warned(group: Group, moment: datetime) -> bool:
    """Tell whether its editors know of this silence, and not of an earlier one."""
    return (
        db.session.scalar(select(Group.id).where(Group.id == group.id, _warned(moment))) is not None
    )


def is_to_sleep(group: Group, moment: datetime) -> bool:
    """Tell whether a group is to fall asleep by now."""
    found = _awake().where(Group.id == group.id, *_asleep(moment))
    return db.session.scalar(found) is not None


def _awake() -> Select[int]:
    return select(Group.id).where(Group.status == GroupStatus.ACTIVE)


def _asleep(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    known = Group.warned_at <= moment - WARNED_BEFORE, _warned(moment)
    return *_silent_since(moment - ASLEEP_AFTER), *known


def _warned(moment: datetime) -> ColumnElement[bool]:
    # What was said of a silence that was broken since is said anew.
    return Group.warned_at.is_not(None) & (Group.warned_at > moment - ASLEEP_AFTER)


def _silent_since(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    code = literal(circle_of("")) + cast(Group.id, String)
    said = select(Conversation.id).where(
        Conversation.about_kind == Group.ABOUT,
        Conversation.about_id == Group.id,
        Conversation.last_message_at > moment,
    )
    shown = select(Card.id).where(Card.reach == code, Card.created_at > moment)
    return Group.active_at <= moment, ~said.exists(), ~shown.exists()
