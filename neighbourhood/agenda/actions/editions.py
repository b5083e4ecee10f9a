"""Noting what calendars are told of an event, so that the next edition has a higher number."""

from collections.abc import Mapping

from neighbourhood.agenda.models.addresses import CalendarEntry
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.upserting import upsert


def note(digests: Mapping[str, str]) -> None:
    """Note what is told of events by now, by key; what was told so already stays as it is."""
    first = upsert(CalendarEntry)
    # In one order, whoever writes at the same moment: none waits for another who waits for them.
    rows = [
        {"key": key, "digest": digest, "sequence": 0, "changed_at": now()}
        for key, digest in sorted(digests.items())
    ]
    changed = first.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "digest": first.excluded.digest,
            "sequence": CalendarEntry.sequence + 1,
            "changed_at": first.excluded.changed_at,
        },
        where=CalendarEntry.digest != first.excluded.digest,
    )
    db.session.execute(changed, rows)
    db.session.expire_all()
