"""Addresses that programs know by heart: where to report a fault, what not to index."""

from datetime import timedelta

from flask import Blueprint, Response, url_for

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.access import anyone, even_suspended

bp = Blueprint("well_known", __name__)

# RFC 9116, 2.5.5: at most a year.
GOOD_FOR = timedelta(days=180)
PRIVATE = "User-agent: *\nAllow: /$\nAllow: /static/\nDisallow: /\n"


@bp.get("/.well-known/security.txt")
@even_suspended
@anyone
def security_txt() -> Response:
    """Say where somebody who found a hole writes to (RFC 9116)."""
    contact = settings.current().security_contact
    until = (now() + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    fields = {
        "Contact": contact,
        "Expires": until.isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": "fr, en",
        "Canonical": url_for("well_known.security_txt", _external=True),
    }
    return _text("".join(f"{name}: {value}\n" for name, value in fields.items()))


@bp.get("/robots.txt")
@even_suspended
@anyone
def robots_txt() -> Response:
    """Ask search engines to know the welcome page and nothing about the neighbours."""
    return _text(PRIVATE)


def _text(said: str) -> Response:
    return Response(said, content_type="text/plain; charset=utf-8")
