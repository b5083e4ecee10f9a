"""The gate before the live connections: strangers and crowds are turned away before one opens.

Engine.IO would open a WebSocket for anybody, and ask who they are when they first speak. Whether a
sign-in still stands is asked there too (`sockets.on_connect`), where the refusal has its words.
"""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

from neighbourhood.foundation import settings
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.web.headers import fixed_headers
from neighbourhood.foundation.web.throttling import network_of
from neighbourhood.residents.access import carries_sign_in

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/socket.io/"
# A town hall behind one address, a few tabs each.
MOST_FROM_ONE_ADDRESS = 200


class Gate:
    """What stands before the live connections of `app`, in each of its processes."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inside: WSGIApplication = app.wsgi_app
        self._chosen: Settings = app.extensions[settings.EXTENSION]
        self._headers = list(fixed_headers(self._chosen).items())
        self.open: Counter[str] = Counter()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Let pages through; count and question whoever asks for a live connection."""
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self._inside(environ, start_response)
        return self._question(environ, self._dressed(start_response))

    def _question(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not self._is_signed_in(environ):
            return _turned_away(start_response, "401 Unauthorized")
        caller = network_of(environ.get("REMOTE_ADDR"))
        if self._chosen.rate_limits and self.open[caller] >= MOST_FROM_ONE_ADDRESS:
            return _turned_away(start_response, "429 Too Many Requests")
        self.open[caller] += 1
        try:
            # Answers once the connection is over.
            return self._inside(environ, start_response)
        finally:
            self._leave(caller)

    def _leave(self, caller: str) -> None:
        self.open[caller] -= 1
        if not self.open[caller]:
            del self.open[caller]

    def _is_signed_in(self, environ: "WSGIEnvironment") -> bool:
        asked = self._app.request_class(environ)
        return carries_sign_in(self._app.session_interface.open_session(self._app, asked))

    def _dressed(self, start_response: "StartResponse") -> "StartResponse":
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, *self._headers], *more)

        return start  # type: ignore[return-value]


def _turned_away(start_response: "StartResponse", status: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", "0")])
    return []


def bind(app: Flask) -> None:
    """Put the gate before what `app` answers."""
    app.wsgi_app = Gate(app)  # type: ignore[method-assign]
