"""Reading what somebody was told of a date they come to."""

from collections.abc import Sequence

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.changing import Change
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.notifications.models import Notification


def changes_told(coming: Coming | None, kind: str) -> Sequence[Change]:
    """Return what somebody was told of the change they have not answered yet, if it is kept."""
    if coming is None or not coming.is_asked_anew:
        return ()
    theirs = Notification.resident_id == coming.resident_id, Notification.kind == kind
    here, since = Notification.path == coming.occurrence.path, coming.changed_at
    told = here, Notification.created_at >= since
    first = select(Notification.details).where(*theirs, *told).order_by(Notification.id)
    details = db.session.scalar(first.limit(1))
    return details.get("changes", ()) if isinstance(details, dict) else ()
