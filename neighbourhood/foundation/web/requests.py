"""What a view is told of a request."""

from typing import Any

from flask import Flask, Request, request


class HouseRequest(Request):
    """A request in which HEAD is GET: whoever asks for the head of a page only looks at it.

    Flask gives HEAD to the view for GET, where `method == "GET"` would take it for a form that was
    sent. The server leaves the body out by what arrived, `environ["REQUEST_METHOD"]`.

    An address holds no NUL, which PostgreSQL takes in no value: it leads nowhere, by another sign.
    """

    def __init__(self, environ: dict[str, Any], *more: Any, **options: Any) -> None:
        environ["PATH_INFO"] = environ.get("PATH_INFO", "").replace("\0", "\x7f")
        environ["QUERY_STRING"] = environ.get("QUERY_STRING", "").replace("%00", "%7F")
        super().__init__(environ, *more, **options)
        if self.method == "HEAD":
            self.method = "GET"


def shows_nothing() -> bool:
    """Tell whether only the head of the page was asked for: nobody will read what it holds."""
    return bool(request.environ["REQUEST_METHOD"] == "HEAD")


def bind(app: Flask) -> None:
    """Let `app` read requests this way."""
    app.request_class = HouseRequest
