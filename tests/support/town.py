"""The demonstration town in the test's own process, and a walk along every link of it."""

import shutil
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from app import create_app
from neighbourhood.foundation.demo import PASSWORD
from neighbourhood.foundation.secret import secret_key
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.database import db
from tests.support.drawn_once import drawn_once
from tests.support.markup import Markup
from tests.support.pressing import BEYOND, PRESSES
from tests.support.staging.people import Stage
from tests.support.staging.there_already import there_already

ACCOUNTS = (None, "karima", "marcel", "nouveau", "sophie", "hassan", "mairie", "admin")
# Of each kind of page, a few are enough; more of those that show most.
FEW = 3
MANY = {
    "exchanges.show": 12,
    "messaging.show": 8,
    "needs.show": 8,
    "bulletins.show": 8,
    "libraries.desk": 8,
    "invitations.show": 6,
}


@dataclass(frozen=True)  # no slots: a page is taken apart once
class Visit:
    """One page as one account saw it."""

    account: str | None
    path: str
    endpoint: str
    status: int
    mimetype: str
    headers: dict[str, str]
    html: str
    at: str = ""  # where the page stands: another address when one was led on

    @cached_property
    def markup(self) -> Markup:
        """The page, taken apart."""
        return Markup(self.html)

    def __str__(self) -> str:
        return f"{self.path} for {self.account or 'a visitor'}"


@dataclass
class Walk:
    """Follows links from the home page of an account, a few of each kind."""

    app: Flask
    account: str | None
    language: str = "fr"
    visits: list[Visit] = field(default_factory=list)
    beyond: tuple[str, ...] = ()
    seen: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)

    def run(self) -> list[Visit]:
        """Walk until every kind of page was seen, then through the pages that follow a press."""
        client = self.app.test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = self.language
        if self.account:
            enter(client, self.account)
        waiting = deque(["/"])
        while waiting:
            waiting.extend(self._links(self._visit(client, waiting.popleft())))
        for path in self.beyond:
            self._keep(path, client.get(path, follow_redirects=True))
        for path, said in PRESSES.get(self.account, ()):
            token = token_in(client.get(path).text)
            answer = client.post(path, data={"csrf_token": token, **said}, follow_redirects=True)
            self._keep(answer.request.path, answer)
        return self.visits

    def _visit(self, client: FlaskClient, path: str) -> Visit | None:
        endpoint = self._endpoint(path)
        if path in self.seen or self.kinds[endpoint] >= MANY.get(endpoint, FEW):
            return None
        self.seen.add(path)
        visit = self._keep(path, client.get(path, follow_redirects=True))
        # A sheet of paper leads nowhere and is dear to draw: one of each kind is enough.
        self.kinds[endpoint] += FEW if visit.mimetype == "application/pdf" else 1
        return visit

    def _keep(self, path: str, answer: TestResponse) -> Visit:
        html = answer.text if answer.mimetype == "text/html" else ""
        visit = Visit(
            self.account,
            path,
            self._endpoint(path),
            answer.status_code,
            answer.mimetype,
            dict(answer.headers),
            html,
            answer.request.path if answer.history else path,
        )
        answer.close()
        self.visits.append(visit)
        return visit

    def _endpoint(self, path: str) -> str:
        try:
            found: str = self.app.url_map.bind("localhost").match(urlsplit(path).path)[0]
        except HTTPException:
            return f"nothing at {path}"
        return found

    def _links(self, visit: Visit | None) -> list[str]:
        if visit is None:
            return []
        markup = visit.markup
        named = [attrs.get("href", "") for attrs in markup.all("a")]
        named += [attrs.get("src", "") for attrs in markup.all("img")]
        named += [attrs["data-source"] for _tag, attrs in markup.tags if "data-source" in attrs]
        inside = (link.partition("#")[0] for link in named if link.startswith("/"))
        return [link for link in inside if link and not link.startswith("/static/")]


def enter(client: FlaskClient, account: str) -> None:
    """Sign in by the form, token included."""
    said = {
        "csrf_token": token_in(client.get("/connexion").text),
        "email": f"{account}@valbourg.example",
        "password": PASSWORD,
    }
    assert client.post("/connexion", data=said).status_code == 303


def token_in(html: str) -> str:
    """Return the token that the forms of a page carry."""
    found = next(attrs for attrs in Markup(html).all("input") if attrs["name"] == "csrf_token")
    return found["value"]


@pytest.fixture(scope="session")
def town_app(
    settings: Settings, demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The application as it is served, with the demonstration town in it."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copytree(demonstration, folder, dirs_exist_ok=True)
    with served_from(settings, folder, f"sqlite:///{folder / 'palier.sqlite3'}") as app:
        yield app


@contextmanager
def served_from(settings: Settings, folder: Path, database: str) -> Iterator[Flask]:
    """Make the application of a town that lives in a folder and a database."""
    key = secret_key(None, folder, secure=False)
    app = create_app(
        replace(settings, instance=folder, database_url=database, secret_key=key, demo=True)
    )
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def visits(town_app: Flask) -> list[Visit]:
    """Every kind of page of the demonstration town, as each of its accounts sees it."""
    with town_app.test_request_context():
        staged = there_already(Stage())
    beyond = {who: tuple(path.format(**staged) for path in BEYOND.get(who, ())) for who in ACCOUNTS}
    with drawn_once():
        walks = [Walk(town_app, account, beyond=beyond[account]).run() for account in ACCOUNTS]
    return list(chain.from_iterable(walks))
