"""What stands in somebody's inbox, read in a transaction of its own."""

from typing import Any

from neighbourhood.notifications.models import Notification
from neighbourhood.residents.models.residents import Resident


def news(town: Any, resident: Resident, code: str) -> list[Notification]:
    """Return what a resident was told of one kind; a town, or whatever else can make rows."""
    with getattr(town, "make", town).writing() as session:
        found = session.query(Notification).filter_by(resident_id=resident.id, kind=code)
        return found.order_by(Notification.id).all()


def told(town: Any, resident: Resident, code: str) -> int:
    """Count what a resident was told of one kind."""
    return len(news(town, resident, code))


def unread(town: Any, resident: Resident) -> list[Notification]:
    """Return what a resident has not looked at yet."""
    with getattr(town, "make", town).writing() as session:
        found = session.query(Notification).filter_by(resident_id=resident.id, read_at=None)
        return found.order_by(Notification.id).all()


def plain(text: str) -> str:
    """Return `text` with ordinary spaces, whichever its typography asks for."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
