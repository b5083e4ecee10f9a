# ruff: noqa: T201 - a benchmark prints
"""How long suggestions for one notice take among a hundred thousand that are open.

On SQLite seconds are those of this process, the database in it: what else the machine does is not
theirs. On PostgreSQL, which works in another process, they are those of the clock.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from statistics import median

from sqlalchemy import func, insert, select, text

from neighbourhood.exchanges.matching.suggesting import suggestions
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Direction, Subject, shown_as
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.words.search import normalise
from neighbourhood.residents.models.residents import Resident
from tests.benchmarks import matching_town as town

OPEN, ASKED, TARGET_MS = 100_000, 200, 20


def measure(clock: Callable[[], float]) -> None:
    """Fill the town of the pairs up to a hundred thousand, and ask for some of them."""
    _fill(OPEN)
    with transaction():
        db.session.execute(text("ANALYZE"))
    lot = random.Random(3)
    ids = lot.sample(range(1_000, OPEN), ASKED)
    asked = [db.session.get_one(Notice, notice_id) for notice_id in ids]
    for notice in asked:
        _ = notice.author.quartier.municipality_id  # the page has read them
    ours = [_ms(partial(suggestions, notice.author, notice), clock) for notice in asked]
    print(
        f"suggestions among {OPEN:,} open notices, {db.engine.dialect.name}:"
        f" p50 {median(ours):.1f} ms,"
        f" p95 {sorted(ours)[int(ASKED * 0.95)]:.1f} ms (target {TARGET_MS} ms)"
    )
    if db.engine.dialect.name == "sqlite":
        bare = [_ms(partial(town.by_bm25, notice), clock) for notice in asked]
        print(f"  BM25 alone: p50 {median(bare):.1f} ms, ratio {median(ours) / median(bare):.2f}")


def _ms(work: Callable[[], object], clock: Callable[[], float]) -> float:
    begun = clock()
    work()
    return (clock() - begun) * 1000


def _fill(most: int) -> None:
    lot = random.Random(2)
    texts = [(row[0], row[1]) for row in town.rows_of(town.PAIRS) + town.rows_of(town.NOISE)]
    texts += [(row[2], row[3]) for row in town.rows_of(town.PAIRS)]
    authors = list(db.session.execute(select(Resident.id, Resident.quartier_id)))
    first = db.session.scalar(select(func.max(Notice.id))) or 0
    cells = list(db.session.scalars(select(town.Cell.id)))
    town_id = db.session.scalars(select(town.Municipality.id)).one()
    db.session.commit()
    for start in range(first + 1, most + 1, 5_000):
        rows = [_row(lot, number, texts, authors) for number in range(start, start + 5_000)]
        with transaction():
            db.session.execute(insert(Notice), [notice for notice, _search in rows])
            db.session.execute(
                insert(Card),
                [_card(notice, search, town_id, lot.choice(cells)) for notice, search in rows],
            )


def _row(lot: random.Random, number: int, texts, authors) -> tuple[dict[str, object], str]:
    """Return a notice of somebody, whose title is of one text and whose words are of two."""
    (category, said), (_, more) = lot.choice(texts), lot.choice(texts)
    title, _, body = said.partition(". ")
    author_id, quartier_id = lot.choice(authors)
    body = f"{body} {more.partition('. ')[2]}"
    notice = {
        "id": number,
        "author_id": author_id,
        "quartier_id": quartier_id,
        "direction": lot.choice(list(Direction)),
        "subject": town.SUBJECT_OF[category],
        "category": category,
        "title": title,
        "body": body,
        "reach": lot.choice(["quartier", "neighbouring", "town"]),
        "taken": 0,
        "created_at": now() - timedelta(minutes=OPEN - number),
        "expires_at": now() + timedelta(days=30),
    }
    return notice, normalise(f"{title} {body}")


def _card(notice, search: str, town_id: int, cell_id: int) -> dict[str, object]:
    same = ("author_id", "quartier_id", "category", "title", "reach", "created_at")
    return {
        **{name: notice[name] for name in same},
        "about": "notice",
        "about_id": notice["id"],
        "kind": shown_as(Subject(notice["subject"]), notice["direction"]),
        "excerpt": notice["body"],
        "municipality_id": town_id,
        "cell_id": cell_id,
        "listed": True,
        "facts": {"replies": 0},
        "search": search,
    }
