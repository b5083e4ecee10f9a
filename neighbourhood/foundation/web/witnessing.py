"""Who entered, and who was refused: lines of the journal, in which a mark stands for an account.

A mark follows from the account, the day and the key of the site. Lines of one day can be put side
by side; whoever has lines alone learns nobody from them, nor follows anybody to the next day.
Whoever runs the site finds the account with `flask residents marks`. Lines of ordinary requests
bear none: who gives, and who is behind a need, must not be found by the minute of the deed.
"""

import hmac
import logging
from datetime import UTC, date, datetime
from enum import StrEnum

from flask import g, request

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.clock import now

log = logging.getLogger("palier.entering")
NOBODY = "nobody"
# Somebody was kept from something (404 is also how one hears of what one may not read). What was
# refused made nothing, so it gives nobody away.
REFUSALS = frozenset({400, 401, 403, 404, 429})
_SIGNS = 12


class By(StrEnum):
    """With what somebody proves who they are."""

    PASSWORD = "password"  # noqa: S105 - a word for a way in
    APPLICATION = "application"
    PAPER = "paper"
    PASSKEY = "passkey"
    LINK = "link"
    SESSION = "session"


class Result(StrEnum):
    """What came of it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    SLOWED = "slowed"
    OPENED = "opened"
    ENDED = "ended"


def mark(account: int, day: date) -> str:
    """Return what stands for an account in the journal of a day (UTC, as its lines)."""
    key = settings.current().secret_key
    said = f"palier.journal\0{day.isoformat()}\0{account}"
    return hmac.digest(key.encode(), said.encode(), "sha256").hex()[:_SIGNS]


def note(by: By, result: Result, account: int | None) -> None:
    """Write that somebody proved who they are, or failed to; None when there is no such account."""
    log.info(
        "entering",
        extra={
            "by": by.value,
            "result": result.value,
            "who": NOBODY if account is None else mark(account, _today()),
            "endpoint": request.endpoint or "none",
        },
    )


def tried(by: By, account: int | None, *, right: bool) -> None:
    """Write what came of one try."""
    note(by, Result.ACCEPTED if right else Result.REFUSED, account)


def calls(account: int) -> None:
    """Tell who calls, should this request be refused."""
    g.caller = account


def caller_refused(status: int) -> dict[str, str]:
    """Return what a line says of whoever was refused with `status`: nothing of any other."""
    if status not in REFUSALS or "caller" not in g:
        return {}
    return {"who": mark(g.caller, _today())}


def _today() -> date:
    moment: datetime = now()
    return moment.astimezone(UTC).date()
