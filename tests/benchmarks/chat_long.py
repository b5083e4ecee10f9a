# ruff: noqa: T201 - a benchmark prints
"""How long a conversation of 100,000 lines takes to open, against one of 100: page, list, catch-up.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.chat_long`. On both databases,
with everything of the long one still to be read, and turn by turn.
"""

import tempfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import func, insert, select, text, update

from app import create_app
from messaging.models import Conversation, Member, Message
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from tests.benchmarks import chat_town
from tests.support import postgres

SIZES = (100, 100_000)
PEOPLE = 50
TURNS = 60
AT_ONCE = 5_000
TARGET = 1.2


def main() -> None:
    compare("SQLite", "")
    with postgres.running() as server:
        compare("PostgreSQL", server.create_database())


def compare(stored_in: str, database: str) -> None:
    """Print what opening the long one takes of the time of the short one."""
    with tempfile.TemporaryDirectory(prefix="palier-long-") as name:
        environment = {
            "PALIER_INSTANCE": str(Path(name) / "instance"),
            "BASE_URL": "http://localhost",
            "SECRET_KEY": "a benchmark has no secrets, but long enough",
            "DATABASE_URL": database,
            "DEMO": "0",
            "JOBS": "process",
            "RATE_LIMITS": "0",
            "LOG_LEVEL": "ERROR",
        }
        places = [range(at * PEOPLE, (at + 1) * PEOPLE) for at in range(len(SIZES))]
        cookies, rooms = chat_town.gather(environment, places)
        app = create_app(Settings.from_environment(environment))
        with app.app_context():
            for room, size in zip(rooms, SIZES, strict=True):
                fill(room, size)
            with transaction():
                db.session.execute(text("ANALYZE"))  # as the server does by itself, later
        asking = [
            asker(app, cookies[at * PEOPLE], f"/messages/{room}") for at, room in enumerate(rooms)
        ]
        tell(f"opening, {stored_in}", turns(asking))
        with app.app_context():
            forget_what_was_read(rooms)
        # The figure of the list stops at 99, however much is to be read.
        lists = [asker(app, cookies[at * PEOPLE + 1], "/messages") for at in range(len(rooms))]
        tell(f"the list, all unread, {stored_in}", turns(lists))


def fill(conversation_id: int, size: int) -> None:
    """Let the people of a conversation have said so many lines."""
    people = db.session.scalars(
        select(Member.resident_id).where(Member.conversation_id == conversation_id)
    ).all()
    begun = now() - timedelta(days=200)
    for first in range(0, size, AT_ONCE):
        rows = [
            {
                "conversation_id": conversation_id,
                "author_id": people[number % len(people)],
                "text": f"Ligne {number} : je passe vers 18 h, avec le diable.",
                "created_at": begun + timedelta(minutes=number),
                "photos": [],
            }
            for number in range(first, min(size, first + AT_ONCE))
        ]
        with transaction():
            db.session.execute(insert(Message), rows)
    with transaction():
        last = select(func.max(Message.id)).where(Message.conversation_id == conversation_id)
        this = update(Conversation).where(Conversation.id == conversation_id)
        db.session.execute(this.values(last_message_id=last.scalar_subquery()))


def forget_what_was_read(rooms: list[int]) -> None:
    with transaction():
        seats = update(Member).where(Member.conversation_id.in_(rooms))
        db.session.execute(seats.values(last_read_id=0))


def asker(app, cookie: str, path: str) -> Callable[[], float]:
    """Return what asks for a page and tells how long it took."""
    browser = app.test_client(use_cookies=False)
    headers: Mapping[str, str] = {"Cookie": cookie}

    def ask() -> float:
        begun = perf_counter()
        answer = browser.get(path, headers=headers)
        took = perf_counter() - begun
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return took

    ask()
    return ask


def turns(asking: list[Callable[[], float]]) -> list[float]:
    """Return the median of each, asked turn by turn."""
    rounds = [[ask() for ask in asking] for _ in range(TURNS)]
    return [median(each) for each in zip(*rounds, strict=True)]


def tell(what: str, took: list[float]) -> None:
    short, long = took
    word = "reached" if long <= TARGET * short else "missed"
    print(
        f"a conversation of {SIZES[1]:,} lines, {what}: {1000 * long:.1f} ms, one of "
        f"{SIZES[0]} {1000 * short:.1f} ms: {long / short:.2f} (target {TARGET}: {word})"
    )


if __name__ == "__main__":
    main()
