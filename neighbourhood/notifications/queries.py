"""Reading the inbox."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, false, func, not_, or_, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.foundation.web.templating import HERE
from neighbourhood.notifications.kinds import Kind
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.models.residents import Resident


def seen_on(path: Any) -> ColumnElement[bool]:
    """Tell in SQL which notifications are seen by whoever looks at `path`."""
    return or_(Notification.path == path, Notification.also == path)


def unread_count(resident_id: int) -> ScalarSelect[int]:
    """Count what a resident has not looked at yet, and does not look at on this very page."""
    elsewhere = not_(func.coalesce(seen_on(HERE), false()))
    return _unread(resident_id, elsewhere)


def unread_here(resident_id: int) -> ScalarSelect[int]:
    """Count what a resident had not looked at yet, and sees on this very page."""
    return _unread(resident_id, seen_on(HERE))


def _unread(resident_id: int, where: ColumnElement[bool]) -> ScalarSelect[int]:
    mine = Notification.resident_id == resident_id, Notification.read_at.is_(None)
    return select(func.count()).where(*mine, where).scalar_subquery()


def has_unread(resident_id: int, path: str) -> bool:
    """Tell whether a resident has something new to look at on `path`."""
    unread = select(Notification.id).where(
        Notification.resident_id == resident_id,
        seen_on(path),
        Notification.read_at.is_(None),
    )
    return db.session.scalar(unread.limit(1)) is not None


def told_of(resident_id: int, kind: Kind, paths: Collection[str]) -> Notification | None:
    """Return the last that a resident was told of this kind about one of these places."""
    told = select(Notification).where(
        Notification.resident_id == resident_id,
        Notification.kind == kind.code,
        Notification.path.in_(paths),
    )
    return db.session.scalars(told.order_by(Notification.id.desc()).limit(1)).first()


def inbox(resident: Resident, after: Cursor | None) -> Page[Notification]:
    """Return a page of what happened, newest first."""
    statement = select(Notification).where(Notification.resident_id == resident.id)
    return page_of(statement, (Notification.created_at, Notification.id), after)


def mine(resident: Resident, notification_id: int) -> Notification:
    """Return a notification of `resident`; `Missing` for anyone else’s."""
    found = db.session.get(Notification, notification_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    return found
