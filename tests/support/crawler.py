"""Asking every page of the site that can be asked for, as one reader.

Nothing here names a route: what is asked comes from the table of routes, with the ids that the
database holds, and from the links of the answers.
"""

import html
import io
import itertools
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table, case, or_, select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, Rule
from werkzeug.wrappers import Response

from neighbourhood.foundation.storing.database import Base, db
from tests.support.pdf import text_of

HOST = "http://localhost"
IDS, PAGES = 3, 6
# A sheet of paper is dear to draw: it counts for as many pages.
SHEET = 4
# After so many refusals, only what a page leads to is still asked for, no address that is guessed.
REFUSALS = 3
ARGUMENT = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
LINK = re.compile(r'="(/[^"/][^"]*)"')
WORDS = re.compile(r"[\w-]+(\|[\w-]+)*")
NUMBER = r"\d+"
SKIPPED = {"static"}
# Arguments that are not named after their table.
TABLES = {"request_id": "seat_request"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one reader got: the headers and the body, as text that can be searched."""

    endpoint: str
    path: str
    status: int
    text: str

    def __repr__(self) -> str:
        return f"<{self.status} {self.endpoint} {self.path}>"


def crawl(app: Flask, client: FlaskClient, about: int) -> list[Answer]:
    """Ask for every page, those about the resident `about` first; return what was answered."""
    with _watched(app) as looked:
        return _crawl(app, client, about, looked)


def _crawl(app: Flask, client: FlaskClient, about: int, looked: set[str]) -> list[Answer]:
    adapter = app.url_map.bind("localhost")
    queue = deque((path, True) for path in addresses(app, about))
    asked, counts, refusals = set[str](), Counter[str](), Counter[str]()
    answers = []
    while queue:
        path, is_guessed = queue.popleft()
        if path in asked:
            continue
        asked.add(path)
        endpoint = endpoint_of(adapter, path)
        if endpoint is None or counts[endpoint] >= PAGES:
            continue
        if is_guessed and refusals[endpoint] >= REFUSALS:
            continue
        is_first = endpoint not in counts
        looked.clear()
        response = client.get(path, base_url=HOST)
        is_sheet = response.mimetype == "application/pdf"
        counts[endpoint] += SHEET if is_sheet else 1
        refusals[endpoint] += response.status_code >= 400
        answers.append(Answer(endpoint, path, response.status_code, readable(response)))
        queue.extend((link, False) for link in links_of(response))
        # Whoever does not look which format is wanted gives everybody the same; and what is not
        # there is not there for a script either: it is told the very sentence of the page.
        if is_first and looked and response.status_code != 404:
            plain = client.get(path, base_url=HOST, headers={"Accept": "application/json"})
            answers.append(Answer(endpoint, path, plain.status_code, readable(plain)))
    return answers


class Watched(dict[str, Any]):
    """What a request carries, and whether the site looked which format is wanted."""

    def __init__(self, carried: dict[str, Any], looked: set[str]) -> None:
        super().__init__(carried)
        self.looked = looked

    def __getitem__(self, name: str) -> Any:
        if name == "HTTP_ACCEPT":
            self.looked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, otherwise: Any = None) -> Any:
        with suppress(KeyError):
            return self[name]
        return otherwise

    def copy(self) -> "Watched":
        return Watched(self, self.looked)


@contextmanager
def _watched(app: Flask) -> Iterator[set[str]]:
    served, looked = app.wsgi_app, set[str]()

    def watched(carried: dict[str, Any], start: Any) -> Any:
        return served(Watched(carried, looked), start)

    with patch.object(app, "wsgi_app", watched):
        yield looked


def ask_again(client: FlaskClient, answers: Iterable[Answer]) -> list[Answer]:
    """Ask once more for what could be read."""
    return [
        Answer(endpoint, path, again.status_code, readable(again))
        for path, endpoint in {a.path: a.endpoint for a in answers if a.status == 200}.items()
        for again in [client.get(path, base_url=HOST)]
    ]


def pages(app: Flask) -> set[str]:
    """Return the endpoints that answer to GET."""
    return {rule.endpoint for rule in _rules(app)}


def _rules(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint not in SKIPPED:
            yield rule


def addresses(app: Flask, about: int) -> Iterator[str]:
    """Yield the address of every page, with ids that exist, or a word where none is known."""
    with app.app_context():
        for rule in _rules(app):
            names = sorted(rule.arguments - set(rule.defaults or ()))
            choices = [_values(rule, name, about) for name in names]
            for values in itertools.islice(itertools.product(*choices), PAGES):
                given = dict(zip(names, values, strict=True))
                yield ARGUMENT.sub(lambda found, given=given: str(given[found[1]]), rule.rule)


def _values(rule: Rule, name: str, about: int) -> list[object]:
    table = Base.metadata.tables.get(TABLES.get(name, name.removesuffix("_id")))
    if table is not None and name.endswith("_id"):
        return _ids(table, about) or [1]
    regex = rule._converters[name].regex
    if WORDS.fullmatch(regex):
        return list(regex.split("|"))
    return list(range(1, IDS)) if name.endswith("_id") or regex == NUMBER else ["canari"]


def _ids(table: Table, about: int) -> list[object]:
    hers = [
        column == about
        for column in table.columns
        if (table.name == "resident" and column.primary_key)
        or any(key.column.table.name == "resident" for key in column.foreign_keys)
    ]
    order = [case((or_(*hers), 0), else_=1)] if hers else []
    return list(db.session.scalars(select(table.c.id).order_by(*order, table.c.id).limit(IDS)))


def endpoint_of(adapter: MapAdapter, path: str) -> str | None:
    """Return which page an address leads to."""
    bare, _, _query = path.partition("?")
    try:
        endpoint, _ = adapter.match(bare.partition("#")[0], method="GET")
    except HTTPException:
        return None
    return None if endpoint in SKIPPED else endpoint


def links_of(response: Response) -> Iterable[str]:
    """Return the addresses on this site that an answer points to."""
    target = response.headers.get("Location", "").removeprefix(HOST)
    found = [target] if target.startswith("/") else []
    if response.mimetype == "text/html":
        found += map(html.unescape, LINK.findall(response.get_data(as_text=True)))
    return [path.partition("#")[0] for path in found]


def readable(response: Response) -> str:
    """Return all that an answer says: its headers, and its body whatever the format."""
    body = response.get_data()
    return f"{response.headers}\n{_words(body)}"


def _words(body: bytes) -> str:
    if body.startswith(b"%PDF-"):
        return text_of(body) + body.decode("latin-1")
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(f"{name}\n{_words(archive.read(name))}" for name in archive.namelist())
    text = body.decode("utf-8", "replace")
    # Once as it is, once as a browser shows it: "&#39;" and "\u00e9" are letters too.
    escaped = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
    return f"{text}\n{html.unescape(escaped)}"
