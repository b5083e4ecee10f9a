"""Links for mails: always under BASE_URL."""

from flask import url_for

from neighbourhood.foundation import settings


def link(endpoint: str, **values: object) -> str:
    """Return the whole address of a page.

    A visitor chooses the Host header of a request, and a link made from it would carry somebody
    else’s secret to that host: so it is never looked at.
    """
    return settings.current().base_url + url_for(endpoint, _external=False, **values)  # type: ignore[arg-type]
