"""What counters that are open hear: the new total, once it has moved."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from neighbourhood.campaigns.queries.figures import Live, live
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Municipality

NAMESPACE = "/chiffres"
# A counter looks at most this often; whatever comes in between, it asks for by itself.
PAUSE = timedelta(seconds=3)

_looked: WeakKeyDictionary[Engine, dict[int, tuple[datetime, Live | None]]] = WeakKeyDictionary()


def room(town_id: int) -> str:
    """Return the name of the room of those who watch the counter of a town."""
    return f"town:{town_id}"


def payload(shown: Live) -> Mapping[str, Any]:
    """Return what a counter shows, as scripts read it: the same for whoever asks."""
    return {
        "cents": shown.cents,
        "people": shown.people,
        "aim": shown.aim,
        "reached": [[cents, day.isoformat()] for cents, day in shown.reached],
    }


def announce(town_id: int) -> None:
    """Tell the counters of a town when what may be told has moved; looks once in `PAUSE`."""
    looked = _looked.setdefault(db.engine, {})
    moment, last = looked.get(town_id, (None, None))
    if moment is not None and moment <= now() < moment + PAUSE:
        return
    town = db.session.get(Municipality, town_id)
    shown = live(town) if town is not None else None
    looked[town_id] = (now(), shown)
    if shown is not None and shown != last:
        socketio.emit(
            "total", {"town": town_id, **payload(shown)}, to=room(town_id), namespace=NAMESPACE
        )
