# ruff: noqa: T201 - a benchmark prints
"""Our signed-in home page against a bare page of the same bytes: ratio of requests per second.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.feed`. Both answer through
WSGI in this process, in alternating rounds over the demonstration town: only their own work counts.
"""

import tempfile
import time
from collections.abc import Callable

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import DEMO, create_app
from neighbourhood.foundation.database import db, transaction
from neighbourhood.foundation.settings import Settings
from neighbourhood.residents import actions as residents
from neighbourhood.residents import queries
from tests.benchmarks import reference_feed

ROUNDS, SECONDS = 5, 2.0
READER = "karima@valbourg.example"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours = create_app(
            Settings.from_environment(
                {"PALIER_INSTANCE": folder, "BASE_URL": "http://localhost", "LOG_LEVEL": "ERROR"}
            )
        )
        cookie = _settle(ours)
        page = _ask(ours, cookie)
        with ours.app_context():
            bare = reference_feed.build(db.engine, len(page()))
        reference = _ask(bare, "")
        pairs = [(_per_second(page), _per_second(reference)) for _ in range(ROUNDS)]
        print(f"home page of {len(page()):,} bytes, reference of {len(reference()):,}")
        mine, its = max(each[0] for each in pairs), max(each[1] for each in pairs)
        print(
            f"feed: {mine:.0f} pages/s, bare page {its:.0f}/s, ratio {mine / its:.2f} (target 0.50)"
        )


def _settle(app: Flask) -> str:
    """Fill the demonstration town and return the cookie of a reader who is signed in."""
    with app.app_context():
        db.create_all()
        for build in DEMO:
            with transaction():
                build()
        with transaction():
            token = residents.begin_sign_in(queries.by_email(READER), agent="benchmark")
    client = app.test_client()
    with client.session_transaction() as session:
        session["sign_in"] = token
        session.permanent = True
    client.get("/")
    return "; ".join(f"{kept.key}={kept.value}" for kept in client._cookies.values())


def _ask(app: Flask, cookie: str) -> Callable[[], bytes]:
    environ = EnvironBuilder(
        "/", base_url="http://localhost", headers={"Cookie": cookie}
    ).get_environ()

    def page() -> bytes:
        body, status, _headers = run_wsgi_app(app.wsgi_app, dict(environ))
        content = b"".join(body)
        assert status.startswith("200"), status
        return content

    return page


def _per_second(page: Callable[[], bytes]) -> float:
    begun, done = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        page()
        done += 1
    return done / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
