"""What a live connection was allowed a moment ago: to speak in its owner's own name.

A grant lives in the connection itself and dies with it: whatever takes a right away (signing out,
an account closed, a home taken back) hangs up. Taking part and a proved address are checked for
every line all the same, where it is stored.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from neighbourhood.foundation.storing.clock import now

# After this long the whole question is asked again, which also notes that the browser is in use.
LASTS = timedelta(minutes=10)
_PLACE = "palier.grant"

Environ = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Grant:
    """The owner of a connection, until when they may go on without being asked again."""

    resident_id: int
    until: datetime


def give(connection: Environ, resident_id: int) -> None:
    """Let the owner of `connection` go on for a while."""
    connection[_PLACE] = Grant(resident_id, now() + LASTS)


def of(connection: Environ | None) -> Grant | None:
    """Return the grant of `connection`, None when it has none or it is over."""
    grant: Grant | None = connection.get(_PLACE) if connection else None
    return grant if grant is not None and grant.until > now() else None
