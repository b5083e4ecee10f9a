"""What whoever scans the poster of a hall may read: nothing of who holds it, nor of who comes."""

from datetime import timedelta

from neighbourhood.feed.reaches import OPEN
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import sign_for_good, unsign_for_good
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.queries.gatherings import get_visible, to_show
from neighbourhood.residents.models.residents import Resident

_PURPOSE = "poster of a gathering"
# After the first of its dates: no series goes on for longer.
_HANGS = timedelta(days=3 * 366)


def token_of(occurrence: Occurrence) -> str:
    """Return what stands in the square of a poster."""
    return sign_for_good(_PURPOSE, occurrence.id)


def on_poster(token: str) -> Occurrence | None:
    """Return the date that a poster tells of, or the next of its series; None if none is told."""
    known = unsign_for_good(_PURPOSE, token)
    found = db.session.get(Occurrence, known) if isinstance(known, int) else None
    if found is None or found.ends_at < now() - _HANGS or not is_told_to_all(found.gathering):
        return None
    shown = to_show(found.gathering) if found.is_past and found.gathering.is_series else found
    return None if shown.is_at_home else shown


def is_told_to_all(gathering: Gathering) -> bool:
    """Tell whether whoever passes by may know of it: all who live there see it."""
    by_somebody = gathering.hidden_at is None and bool(gathering.author.is_active)
    return by_somebody and gathering.reach in OPEN and not gathering.is_at_home


def may_open(reader: Resident, gathering: Gathering) -> bool:
    """Tell whether somebody who signed in reads all of it."""
    try:
        get_visible(reader, gathering.id)
    except Missing:
        return False
    return True
