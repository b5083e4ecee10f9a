"""The gate before the live connections: strangers and crowds are turned away before one opens.

Engine.IO would open a WebSocket for anybody, and ask who they are when they first speak. Whether a
sign-in still stands is asked there too (`sockets.on_connect`), where the refusal has its words.
Whoever only listens to what is public says so in the address, and is counted apart.
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
# What pages add that show figures to anybody: no sign-in is asked for, and all one does is listen.
LISTENING = "ecoute=1"
# In each process: strangers never take the place of neighbours.
MOST_STRANGERS = 2_000
MOST_STRANGERS_FROM_ONE_ADDRESS = 40


class Gate:
    """What stands before the live connections of `app`, in each of its processes."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inside: WSGIApplication = app.wsgi_app
        self._chosen: Settings = app.extensions[settings.EXTENSION]
        self._headers = list(fixed_headers(self._chosen).items())
        self.open: Counter[str] = Counter()
        self.strangers: Counter[str] = Counter()

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
        caller = network_of(environ.get("REMOTE_ADDR"))
        # Who listens is a stranger even with a sign-in, which is not looked at.
        listens = LISTENING in environ.get("QUERY_STRING", "").split("&")
        if not listens and not self._is_signed_in(environ):
            return _turned_away(start_response, "401 Unauthorized")
        there = self.strangers if listens else self.open
        if self._chosen.rate_limits and self._is_crowded(caller, listens=listens):
            return _turned_away(start_response, "429 Too Many Requests")
        there[caller] += 1
        try:
            # Answers once the connection is over.
            return self._inside(environ, start_response)
        finally:
            _leave(there, caller)

    def _is_crowded(self, caller: str, *, listens: bool) -> bool:
        if not listens:
            return self.open[caller] >= MOST_FROM_ONE_ADDRESS
        many = self.strangers[caller] >= MOST_STRANGERS_FROM_ONE_ADDRESS
        return many or self.strangers.total() >= MOST_STRANGERS

    def _is_signed_in(self, environ: "WSGIEnvironment") -> bool:
        asked = self._app.request_class(environ)
        return carries_sign_in(self._app.session_interface.open_session(self._app, asked))

    def _dressed(self, start_response: "StartResponse") -> "StartResponse":
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, *self._headers], *more)

        return start  # type: ignore[return-value]


def _leave(there: Counter[str], caller: str) -> None:
    there[caller] -= 1
    if not there[caller]:
        del there[caller]


def _turned_away(start_response: "StartResponse", status: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", "0")])
    return []


def bind(app: Flask) -> None:
    """Put the gate before what `app` answers."""
    app.wsgi_app = Gate(app)  # type: ignore[method-assign]
