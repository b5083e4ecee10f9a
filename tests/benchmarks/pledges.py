# ruff: noqa: T201, E402 - a benchmark prints; sockets and locks are those of the server
"""How many gifts are promised a second, against a bare database that makes the same commits.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.pledges`. Both sides read what
a fund has and what is reserved of it under its lock, draw a pseudonym and write the promise, each
on the disk before it is answered: ours by the action of the site, the bare one by its statements.
Clients are greenlets, as they are under the server. With the word `briefly` both sides are only
tried, for a moment, on SQLite.
"""

from gevent import monkey

monkey.patch_all()

import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, select, text

from app import create_app
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.committing import committer
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.actions.promising import Ask, promise_all
from neighbourhood.funding.kinds import reads_of
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.needs.kinds import FUND
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, ShownAs
from neighbourhood.residents.models.residents import Resident
from tests.support import postgres
from tests.support.making import Make
from tests.support.needs import Office, open_office_in

CLIENTS = 16
BRIEFLY = "briefly" in sys.argv[1:]
SECONDS, ROUNDS = (0.2, 1) if BRIEFLY else (4, 3)
DONORS = 400
FUNDS = 20 if BRIEFLY else 1000
ENDLESS = 10**12
ROOT = Path(__file__).parents[2]
TARGET, FLOOR = 1.0, 0.6


@dataclass(frozen=True)
class World:
    """A town with funds that nobody fills, and who gives."""

    app: Flask
    funds: Sequence[int]
    donors: Sequence[int]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="palier-pledges-") as folder:
        compare("SQLite", build(Path(folder) / "small", ""))
        if BRIEFLY:
            return
        with postgres.running(durable=True) as server:
            compare("PostgreSQL", build(Path(folder) / "grown", server.create_database()))


def compare(name: str, world: World) -> None:
    """Print both rates on one hot fund and on all funds, turn by turn."""
    for funds, what in ((world.funds[:1], "one hot fund"), (world.funds, f"{FUNDS:,} funds")):
        sides = (bare(world, funds), ours(world, funds))
        rates = [[pressed(one) for one in sides] for _ in range(ROUNDS)]
        plain, palier = (sum(side) / ROUNDS for side in zip(*rates, strict=True))
        ratio = palier / plain
        word = "reached" if ratio >= TARGET else "above the floor" if ratio >= FLOOR else "missed"
        print(
            f"pledges, {what}, {CLIENTS} clients, {name}: {palier:,.0f} / {plain:,.0f} a second: "
            f"ratio {ratio:.2f} (target {TARGET}, floor {FLOOR}: {word})",
            flush=True,
        )


def pressed(promise: Callable[[], object]) -> float:
    """Return how many promises a second all clients together are answered."""
    until = time.perf_counter() + SECONDS

    def client(_number: int) -> int:
        done = 0
        while time.perf_counter() < until:
            promise()
            done += 1
        return done

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(client, range(CLIENTS))) / SECONDS


def ours(world: World, funds: Sequence[int]) -> Callable[[], object]:
    """Return what promises one gift as the pages do, once somebody has read and pressed."""
    turns = Turns(world.donors, funds)
    with world.app.app_context():
        read = reads_of(db.session.scalars(select(Fund)))

    def promise() -> None:
        donor_id, fund_id = turns.next()
        with world.app.app_context():
            ask = Ask(resident_id=donor_id, fund_id=fund_id, amount_cents=100, read=read[fund_id])
            if committer.submit_among(promise_all, ask, order=fund_id) is None:
                raise RuntimeError("a promise was declined")

    return promise


class Turns:
    """Donors and funds, each in its turn, whoever asks."""

    def __init__(self, donors: Sequence[int], funds: Sequence[int]) -> None:
        self._turns = zip(cycle(donors), cycle(funds))
        self._one_asks = threading.Lock()

    def next(self) -> tuple[int, int]:
        with self._one_asks:
            return next(self._turns)


_BARE = (
    "UPDATE pledge SET status = 'cancelled' WHERE pseudonym = :pseudonym AND status = 'reserved'",
    "SELECT COALESCE(-SUM(e.amount_cents), 0) FROM ledger_entry e JOIN ledger_account a"
    " ON a.id = e.account_id WHERE a.kind = 'fund' AND a.fund_id = :fund",
    "SELECT COALESCE(SUM(amount_cents), 0) FROM pledge WHERE fund_id = :fund"
    " AND status = 'reserved' AND reserved_until > :moment AND pseudonym <> :pseudonym",
    "INSERT INTO pledge (key, fund_id, pseudonym, amount_cents, means, status, reserved_until,"
    " payment_reference, created_at) VALUES (:key, :fund, :pseudonym, 100, 'card', 'reserved',"
    " :until, '', :moment)",
)


def bare(world: World, funds: Sequence[int]) -> Callable[[], object]:
    """Return what makes the same commits with statements alone."""
    turns = Turns(world.donors, funds)
    with world.app.app_context():
        engine = db.engine
    sqlite = engine.dialect.name == "sqlite"
    one_writes = threading.Lock()

    def promise() -> None:
        donor_id, fund_id = turns.next()
        moment = now().replace(tzinfo=None)
        said = {
            "fund": fund_id,
            "donor": donor_id,
            "pseudonym": f"bare-{donor_id}-{fund_id}",
            "key": secrets.token_hex(12),
            "moment": moment,
            "until": moment + gifts.RESERVATION,
        }
        if sqlite:
            # One writer at a time, as everywhere on SQLite: without, they poll, and fail.
            with one_writes:
                _promise_barely(engine, said, "")
        else:
            _promise_barely(engine, said, " FOR UPDATE")

    return promise


def _promise_barely(engine: Engine, said: dict[str, object], lock: str) -> None:
    with engine.connect().execution_options(writing=True) as connection:
        connection.execute(text(f"SELECT id FROM fund WHERE id = :fund{lock}"), said)
        for statement in _BARE:
            connection.execute(text(statement), said)
        connection.commit()


def _need(office: Office, number: int) -> Need:
    fund = Fund(
        kind=FUND.code,
        municipality_id=office.quartier.municipality_id,
        partner_id=office.partner.id,
        title=f"Besoin {number}",
        path=f"/solidarite/{number}",
        minimum_cents=ENDLESS,
        ceiling_cents=ENDLESS,
    )
    return Need(
        partner_id=office.partner.id,
        author_id=office.author.id,
        approved_by_id=office.reader.id,
        quartier_id=office.quartier.id,
        kind=NeedKind.HEATING,
        title=f"Besoin {number}",
        covers="Une facture.",
        target_cents=ENDLESS,
        fund=fund,
        status=NeedStatus.OPEN,
        published_at=now(),
        shown_as=ShownAs.TOWN,
    )


def build(folder: Path, database_url: str) -> World:
    """Found a town with a thousand open needs and people who give."""
    environment = {
        "PALIER_INSTANCE": str(folder),
        "SECRET_KEY": "a benchmark has no secrets, but long enough",
        "DATABASE_URL": database_url,
        "DEMO": "0",
        "JOBS": "process",
    }
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    office = open_office_in(app, Make(app))
    with app.app_context(), transaction():
        donors = [
            Resident(
                full_name=f"Voisin {number}",
                email=f"voisin{number}@example.org",
                password_hash="none",
                quartier_id=office.quartier.id,
                verified_at=now(),
            )
            for number in range(DONORS)
        ]
        needs = [_need(office, number) for number in range(FUNDS)]
        db.session.add_all([*donors, *needs])
        db.session.flush()
        return World(app, [need.fund_id for need in needs], [donor.id for donor in donors])


if __name__ == "__main__":
    main()
