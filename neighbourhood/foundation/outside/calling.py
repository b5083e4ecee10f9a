"""Asking another service over HTTP: it answers itself, and sends us nowhere else.

Whoever answers in the place of a service, or can make it answer so, could otherwise lead this site
to any address of the network it stands in.
"""

import urllib.request
from typing import Any


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Makes of a redirect what it is here: an answer that is none."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Return no request to go on with: urllib then raises `HTTPError`."""
        return


def opener(*handlers: urllib.request.BaseHandler) -> urllib.request.OpenerDirector:
    """Return what opens addresses, and follows no redirect."""
    return urllib.request.build_opener(NoRedirects(), *handlers)
