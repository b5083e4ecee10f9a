"""Letting every answer of an application say how many statements it took."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

STATEMENTS = "X-Statements"

_sent: ContextVar[list[str]] = ContextVar("sent")


def counted(app: Flask) -> Flask:
    """Have the answers of `app` say so, in a header."""
    event.listen(Engine, "before_cursor_execute", _note)
    app.wsgi_app = Counted(app.wsgi_app)
    return app


class Counted:
    """What stands before an application and counts for one request at a time."""

    def __init__(self, wsgi_app: Callable[..., Iterable[bytes]]) -> None:
        self._wsgi_app = wsgi_app

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        sent: list[str] = []
        _sent.set(sent)

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start(status, [*headers, (STATEMENTS, str(len(sent)))], *more)

        return self._wsgi_app(environ, begin)


def _note(_connection, _cursor, statement, *_more) -> None:
    # What opens a transaction or a connection asks for nothing.
    if not statement.startswith(("BEGIN", "PRAGMA")):
        _sent.get([]).append(statement)
