"""What somebody was told, read again from the table of notifications."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Notification


def told(resident, code) -> int:
    db.session.rollback()
    found = db.session.query(Notification).filter_by(resident_id=resident.id, kind=code)
    return found.count()
