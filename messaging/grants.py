"""What a live connection was allowed a moment ago: to speak in its owner's own name.

A grant lives in the connection itself and dies with it: whatever takes a right away (signing out,
an account closed or restricted, a home taken back) hangs up. A hang-up may be lost on its way,
between two processes: so nothing that can end is taken for granted. For every line, `sending` asks
where it is stored whether the sign-in stands, the account is open and under no measure, the address
is proved and confirmed within the year, and the seat in the conversation is still held. What
remains needs no question:

- whoever acts by a mandate, for somebody or for a partner, is given no grant;
- in whose name a connection speaks is settled when it opens, for the ordinary way as well;
- a second factor is asked when a connection opens; the ordinary way asks for it no later.
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
    """The owner of a connection, where they signed in, until when they are not asked again."""

    resident_id: int
    sign_in_id: int
    until: datetime


def give(connection: Environ, resident_id: int, sign_in_id: int) -> None:
    """Let the owner of `connection` go on for a while, as long as the sign-in stands."""
    connection[_PLACE] = Grant(resident_id, sign_in_id, now() + LASTS)


def of(connection: Environ | None) -> Grant | None:
    """Return the grant of `connection`, None when it has none or it is over."""
    grant: Grant | None = connection.get(_PLACE) if connection else None
    return grant if grant is not None and grant.until > now() else None
