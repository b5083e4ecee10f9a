"""Handing out calendars to the programs that read them."""

from datetime import datetime

from flask import Response, request

from neighbourhood.foundation.outside.calendars import CONTENT_TYPE


def handed_out(written: bytes, name: str) -> Response:
    """Answer with a calendar that nobody keeps but whoever asked for it."""
    answer = Response(written, content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def not_changed(etag: str, changed_at: datetime | None) -> Response | None:
    """Return the answer to a program that has read this version already, None to any other."""
    answer = Response(status=304)
    _mark(answer, etag, changed_at)
    known = request.if_none_match.contains(etag)
    return answer if known else None


def followed(written: bytes, name: str, etag: str, changed_at: datetime | None) -> Response:
    """Answer with a calendar that programs ask for again and again, as long as it is the same."""
    answer = handed_out(written, name)
    _mark(answer, etag, changed_at)
    return answer


def _mark(answer: Response, etag: str, changed_at: datetime | None) -> None:
    answer.set_etag(etag)
    answer.last_modified = changed_at
    answer.headers["Cache-Control"] = "private, no-cache"
