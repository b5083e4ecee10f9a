"""The books for anybody: sums of a town, the public register, a gift verified by who gave it."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from flask import Response, render_template, stream_with_context
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.access import anyone, even_suspended
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.funding.queries import links, statement
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.mandates.access import represented

_LINES = "application/x-ndjson"


@bp.get("/comptes/<insee>")
@even_suspended
@represented()
@anyone
def accounts(insee: str) -> ResponseReturnValue:
    """Show the sums of a town, how far the register goes, and its head at the end of each day."""
    town = statement.open_town(insee)
    number, head = links.last()
    return render_template(
        "neighbourhood/funding/accounts.html",
        town=town,
        sums=statement.sums_of(town),
        number=number,
        head=head,
        days=[(_noon(day), day, number, head) for day, number, head in links.heads_of_days()],
        today=now().date(),
    )


@bp.get("/comptes/verifier")
@even_suspended
@represented()
@anyone
def verify_gift() -> ResponseReturnValue:
    """Let a browser verify a line of the register by itself: the line never comes here."""
    return render_template("neighbourhood/funding/verify.html", part=links.PART)


@bp.get("/comptes/lignes/<int:first>")
@even_suspended
@represented()
@anyone
def register_part(first: int) -> ResponseReturnValue:
    """Return the lines of the register from `first` on, one JSON object on each."""
    if first % links.PART != 1:
        raise Missing
    rows = links.part(first, links.PART)
    answer = Response(_written(rows), content_type=_LINES)
    # A part that is full never changes; the last one does each minute.
    is_full = len(rows) == links.PART
    answer.headers["Cache-Control"] = "public, max-age=86400" if is_full else "no-cache"
    return answer


@bp.get("/comptes/lignes.ndjson")
@anyone
@limit("20 per hour", methods=("GET",))
def register() -> ResponseReturnValue:
    """Return the whole register as a file, read as it is sent."""
    answer = Response(stream_with_context(_written(links.register())), content_type=_LINES)
    answer.headers["Content-Disposition"] = "attachment; filename=palier-registre.ndjson"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _noon(day: date) -> datetime:
    # A day of UTC, said as the same day wherever the reader is.
    return datetime.combine(day, time(12), UTC)


def _written(rows: Iterable[Any]) -> Iterator[str]:
    for row in rows:
        said = {
            "number": row.number,
            "day": row.day.isoformat(),
            "digest": row.digest,
            "head": row.head,
        }
        yield json.dumps(said, separators=(",", ":")) + "\n"
