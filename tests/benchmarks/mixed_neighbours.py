"""Those who press in the mixed hour: neighbours of the demonstration, or callers of a bare site."""

import gzip
import random
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import chain, cycle
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from neighbourhood.foundation.demo import PASSWORD
from tests.benchmarks.chat_load import ACKNOWLEDGED, Connection, connect
from tests.benchmarks.counting import STATEMENTS

PATIENCE_SECONDS = 30
IDLE_SECONDS = 2  # the server ends what is idle for 5 (gunicorn.conf.py)
NOTICES = 6
PAGE, CHAT, WRITE = "pages", "chat", "writes"
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
# Verified neighbours who talk with somebody and sit at no desk.
WHO = """
SELECT email FROM resident
WHERE verified_at IS NOT NULL AND closed_at IS NULL AND NOT is_administrator
AND id IN (SELECT resident_id FROM member WHERE left_at IS NULL)
AND id NOT IN (SELECT resident_id FROM staff_member)
ORDER BY id LIMIT ?
"""
HOME, LISTING, MESSAGES, NEEDS, ME = "/", "/entraide", "/messages", "/solidarite", "/moi"
SEARCHES = [f"{LISTING}?{urlencode({'q': words})}" for words in ("vélo", "courses", "perceuse")]
ASKING = f"{LISTING}/demander"

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Write:
    """A form to send, and the beginning of the address it leads to when it is accepted."""

    path: str
    said: Form
    leads_to: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done, how long it took, and what went wrong if anything."""

    kind: str
    name: str
    seconds: float
    statements: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    statements: int
    text: str

    def links(self, path: str) -> list[str]:
        """Return the things below `path` to which the page leads, each once, in order."""
        return list(dict.fromkeys(re.findall(rf'href="({path}/\d+)[#"]', self.text)))


@dataclass(slots=True)
class Neighbour:
    """Somebody at a browser: what they may read, send and say."""

    port: int
    pages: dict[str, list[str]] = field(default_factory=dict)
    writes: Iterator[Write] | None = None
    conversation_id: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    live: Connection | None = None
    asked_at: float = 0.0
    http: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.http = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, path: str, said: Form | None = None) -> Answer:
        """Ask for a page, or send a form with its token."""
        if time.perf_counter() - self.asked_at > IDLE_SECONDS:
            self.http.close()  # and so opened anew
        headers = {"Accept-Encoding": "gzip", "Cookie": self.cookie or "none=1"}
        if said is None:
            self.http.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({"csrf_token": self.token, **said})
            self.http.request("POST", path, body, headers)
        answer = self.http.getresponse()
        body, self.asked_at = answer.read(), time.perf_counter()
        if answer.headers["Content-Encoding"] == "gzip":
            body = gzip.decompress(body)
        for line in answer.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: kept.value for name, kept in SimpleCookie(line).items()}
        location = urlsplit(answer.headers["Location"] or "").path
        return Answer(answer.status, location, int(answer.headers[STATEMENTS] or 0), body.decode())

    def act(self, kind: str, dice: random.Random) -> Deed:
        """Do one thing of a kind, and tell how it went."""
        name, do = self._choose(kind, dice)
        began, statements, failure = time.perf_counter(), 0, ""
        try:
            statements, failure = do()
        except (OSError, HTTPException) as error:
            failure = repr(error)
            self.http.close()
        return Deed(kind, name, time.perf_counter() - began, statements, failure)

    def leave(self) -> None:
        """Close both connections; the next page opens another."""
        self.http.close()
        self.live.socket.close()

    def _choose(self, kind: str, dice: random.Random) -> tuple[str, Callable[[], tuple[int, str]]]:
        if kind == CHAT:
            return "a message", self._say
        if kind == WRITE:
            write = next(self.writes)
            return write.path, lambda: self._send(write)
        name = dice.choice(list(self.pages))
        path = dice.choice(self.pages[name])
        return name, lambda: self._read(path)

    def _read(self, path: str) -> tuple[int, str]:
        answer = self.ask(path)
        return answer.statements, "" if answer.status == 200 else f"{path}: {answer.status}"

    def _send(self, write: Write) -> tuple[int, str]:
        answer = self.ask(write.path, write.said)
        right = answer.status == 303 and answer.location.startswith(write.leads_to)
        said = f"{write.path}: {answer.status} {answer.location}"
        return answer.statements, "" if right else said

    def _say(self) -> tuple[int, str]:
        self.live.send()
        self.live.until(ACKNOWLEDGED)
        return 0, ""


def go_live(everyone: list[Neighbour]) -> None:
    """Open everybody’s live connection, each in their conversation."""
    cookies = [one.cookie or "none=1" for one in everyone]
    rooms = [[one.conversation_id] for one in everyone]
    for one, live in zip(everyone, connect(everyone[0].port, cookies, rooms), strict=True):
        live.socket.settimeout(PATIENCE_SECONDS)
        one.live = live


def callers(port: int, count: int) -> list[Neighbour]:
    """Return those who call at the bare site, two in a room."""
    write = Write("/", {"title": "Une annonce"}, "/")
    return [
        Neighbour(port, {"the page": ["/"]}, cycle([write]), number // 2) for number in range(count)
    ]


def neighbours(port: int, database: Path, count: int, dice: random.Random) -> list[Neighbour]:
    """Return neighbours of the demonstration, signed in, who have looked around."""
    with closing(sqlite3.connect(database)) as connection:
        emails = [email for (email,) in connection.execute(WHO, (count,))]
    return [_settled(port, email, number, dice) for number, email in enumerate(emails)]


def _settled(port: int, email: str, number: int, dice: random.Random) -> Neighbour:
    one = Neighbour(port)
    one.token = TOKEN.search(one.ask("/connexion").text)[1]
    signed_in = one.ask("/connexion", {"email": email, "password": PASSWORD})
    assert signed_in.status == 303, f"{email}: {signed_in.status}"
    one.token = TOKEN.search(one.ask(ASKING).text)[1]
    notices = one.ask(LISTING).links(f"{LISTING}/annonces")[:NOTICES]
    talks, needs = one.ask(MESSAGES).links(MESSAGES), one.ask(NEEDS).links(NEEDS)
    one.conversation_id = int(talks[0].rpartition("/")[2])
    one.pages = {
        "home": [HOME],
        "entraide": [LISTING],
        "a search": SEARCHES,
        "a notice": notices,
        "messages": [MESSAGES],
        "a conversation": talks,
        "solidarité": [NEEDS],
        "a need": needs,
        "moi": [ME],
    }
    answers = [*_replies(one, notices), *_seats(one), *_gift(one, needs, number)]
    dice.shuffle(answers)
    one.writes = chain(*((*_notice(), answer) for answer in answers), cycle(_notice()))
    return one


def _notice() -> list[Write]:
    """Return the steps of publishing a notice."""
    until = (date.today() + timedelta(days=7)).isoformat()  # noqa: DTZ011 - any day to come
    details = {"title": "Monter une étagère", "body": "Samedi.", "places": "1", "until": until}
    return [
        Write(ASKING, {"subject": "service"}, f"{ASKING}/categorie"),
        Write(f"{ASKING}/categorie", {"category": "diy"}, f"{ASKING}/details"),
        Write(f"{ASKING}/details", details, f"{ASKING}/portee"),
        Write(f"{ASKING}/portee", {"reach": "neighbouring"}, f"{ASKING}/apercu"),
        Write(f"{ASKING}/apercu", {}, f"{LISTING}/annonces/"),
    ]


def _replies(one: Neighbour, notices: list[str]) -> list[Write]:
    said = {"ready": "0", "own": "Samedi matin me va."}
    return [
        Write(f"{path}/reponses", said, path)
        for path in notices
        if f'action="{path}/reponses"' in one.ask(path).text
    ]


def _seats(one: Neighbour) -> list[Write]:
    said = {"message": "Avec plaisir, nous apportons le dessert.", "seats": "1"}
    return [
        Write(f"{path}/places", said, path)
        for path in one.ask(f"{LISTING}?kind=invitation").links("/invitations")
        if f'action="{path}/places"' in one.ask(path).text
    ]


def _gift(one: Neighbour, needs: list[str], number: int) -> list[Write]:
    """Return the beginning of a gift, as far as the bank; neighbours spread over the needs."""
    open_ones = [path for path in needs if f'href="{path}/donner"' in one.ask(path).text]
    chosen = open_ones[number % len(open_ones)]
    return [Write(f"{chosen}/donner", {"amount": "1"}, "/paiement-demo/")]
