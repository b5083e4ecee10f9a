"""Reading the inbox."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, false, func, not_, or_, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.foundation.storing.switched_off import SwitchedOff, counts_in
from neighbourhood.foundation.web.switches import switches_here
from neighbourhood.foundation.web.templating import HERE
from neighbourhood.notifications.kinds import Kind
from neighbourhood.notifications.models import Mute, Notification, What
from neighbourhood.places.models import Quartier
from neighbourhood.residents.kinds import ACQUAINTANCES, Acquaintance
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart, are_apart


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
    return select(func.count()).where(*mine, where, _met(resident_id)).scalar_subquery()


def _met(resident_id: Any) -> ColumnElement[bool]:
    """Tell in SQL which news come from nobody who is kept apart from their reader."""
    return not_(apart(resident_id, Notification.by_id))


def has_unread(resident_id: int, path: str) -> bool:
    """Tell whether a resident has something new to look at on `path`."""
    unread = select(Notification.id).where(
        Notification.resident_id == resident_id,
        seen_on(path),
        Notification.read_at.is_(None),
        _met(resident_id),
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


def mails_due(moment: datetime) -> Sequence[int]:
    """Return the ids of the news whose mail waited until `moment`."""
    waited = Notification.mail_at <= moment
    return db.session.scalars(select(Notification.id).where(waited)).all()


def inbox(resident: Resident, after: Cursor | None) -> Page[Notification]:
    """Return a page of what happened, newest first."""
    own = Notification.resident_id == resident.id, _met(resident.id)
    statement = select(Notification).where(*own)
    return page_of(statement, (Notification.created_at, Notification.id), after)


def mine(resident: Resident, notification_id: int) -> Notification:
    """Return a notification of `resident`; `Missing` for anyone else’s."""
    found = db.session.get(Notification, notification_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    if are_apart(resident.id, found.by_id):
        raise Missing
    return found


def told_by(resident_id: int, other_id: int) -> bool:
    """Tell whether somebody ever caused news of a resident."""
    news = Notification.resident_id == resident_id, Notification.by_id == other_id
    return db.session.scalar(select(Notification.id).where(*news).limit(1)) is not None


ACQUAINTANCES.declare(Acquaintance(code="news", knows=told_by))


def muted(resident_id: Any, what: What) -> Select[int]:
    """Select the conversations or the persons of which a resident is told no more."""
    return select(Mute.thing_id).where(Mute.resident_id == resident_id, Mute.what == what)


def is_muted(resident_id: int, kind: Kind, by: int | None) -> bool:
    """Tell whether a resident wants to be told neither this kind of news nor what this one does."""
    unwanted = or_(
        and_(Mute.what == What.KIND, Mute.kind == kind.code),
        and_(Mute.what == What.PERSON, Mute.thing_id == (by or 0)),
    )
    mine = select(Mute.id).where(Mute.resident_id == resident_id, unwanted)
    return db.session.scalar(mine.limit(1)) is not None


def is_silenced(resident_id: int, kind: Kind) -> bool:
    """Tell whether what such news are about is not offered where a resident lives."""
    code = switches_here().silencing(kind.code)
    if not code:
        return False
    town = (
        select(Quartier.municipality_id)
        .join(Resident, Resident.quartier_id == Quartier.id)
        .where(Resident.id == resident_id)
        .scalar_subquery()
    )
    off = select(SwitchedOff.id).where(SwitchedOff.code == code, counts_in(town))
    return db.session.scalar(off.limit(1)) is not None


def mutes_of(resident: Resident) -> Sequence[Mute]:
    """Return all that a resident is told of no more, the latest first."""
    mine = select(Mute).where(Mute.resident_id == resident.id)
    return db.session.scalars(mine.order_by(Mute.id.desc())).all()


def mute_of(resident_id: int, what: What, thing_id: int = 0, kind: str = "") -> Mute | None:
    """Return what a resident said of one thing, None when they are told of it."""
    one = Mute.what == what, Mute.thing_id == thing_id, Mute.kind == kind
    return db.session.scalar(select(Mute).where(Mute.resident_id == resident_id, *one))
