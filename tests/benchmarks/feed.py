# ruff: noqa: T201 - a benchmark prints
"""Our signed-in home page against a bare page of the same bytes: ratio of requests per second.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.feed`. Both answer through WSGI
in this process over the demonstration town, so that only their own work counts. They take turns in
many short rounds, of which the median counts, and the seconds are those of this process: neither
page ever waits for anything, and what else the machine does is not theirs to pay for.
"""

import tempfile
import time
from collections.abc import Callable
from statistics import median

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import PARTS, create_app
from neighbourhood.foundation.demo import builders
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.queries import accounts
from tests.benchmarks import reference_feed

ROUNDS, PAGES, TARGET = 400, 10, 0.5
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
        print(f"home page of {len(page()):,} bytes, reference of {len(reference()):,}")
        rounds = [_round(page, reference) for _ in range(ROUNDS)]
    mine, its, ratio = (median(figures) for figures in zip(*rounds, strict=True))
    print(
        f"feed: {mine:.0f} pages/s, bare page {its:.0f}/s, ratio {ratio:.2f} (target {TARGET:.2f})"
    )


def _round(page: Callable[[], bytes], reference: Callable[[], bytes]) -> tuple[float, float, float]:
    """Return our pages a second, those of the reference, and the ratio of this very moment."""
    mine, its = _per_second(page), _per_second(reference)
    return mine, its, mine / its


def _settle(app: Flask) -> str:
    """Fill the demonstration town and return the cookie of a reader who is signed in."""
    with app.app_context():
        db.create_all()
        for build in builders(PARTS):
            with transaction():
                build()
        with transaction():
            token = sign_ins.begin_sign_in(accounts.by_email(READER), agent="benchmark")
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
    begun = time.process_time()
    for _ in range(PAGES):
        page()
    return PAGES / (time.process_time() - begun)


if __name__ == "__main__":
    main()
