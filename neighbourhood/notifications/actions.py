"""Tell a resident something, once the transaction holds."""

from sqlalchemy import update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.money import Amount
from neighbourhood.notifications.events import notified
from neighbourhood.notifications.kinds import Kind
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor


def notify(resident_id: int, kind: Kind, *, path: str, **details: object) -> Notification:
    """Put one event in an inbox; `details` fill its sentence, `path` is where to look."""
    notification = Notification(
        resident_id=resident_id,
        kind=kind.code,
        path=path,
        details={name: _kept(value) for name, value in details.items()},
    )
    db.session.add(notification)
    db.session.flush()
    notified.send(notification)
    return notification


def _kept(value: object) -> object:
    # Whoever reads it may read another language than whoever caused it.
    return {"cents": value.cents} if isinstance(value, Amount) else str(value)


def mark_read(notification: Notification) -> None:
    """Note that the resident went to look."""
    if notification.read_at is None:
        notification.read_at = now()


def mark_all_read(actor: Actor) -> None:
    """Note that the resident has seen the whole inbox."""
    unread = update(Notification).where(
        Notification.resident_id == actor.id, Notification.read_at.is_(None)
    )
    db.session.execute(unread.values(read_at=now()))


def mark_path_read(actor_id: int, path: str) -> None:
    """Note that a resident went to look at `path` by themselves."""
    unread = update(Notification).where(
        Notification.resident_id == actor_id,
        Notification.path == path,
        Notification.read_at.is_(None),
    )
    db.session.execute(unread.values(read_at=now()))
