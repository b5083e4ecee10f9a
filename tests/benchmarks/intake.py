# ruff: noqa: T201 - a benchmark prints
"""A file of 20,000 needs: read, checked line by line, written, checked again, approved, out.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.intake [LINES]`. In a database
of its own, SQLite; seconds of the wall, and of the processor. The target is for the check, which
somebody waits for, and for the longest piece of a round, during which nobody else writes. The town
has twenty quartiers of 25,000 households.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from flask import Flask
from sqlalchemy import func, select, update

from app import create_app
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.needs import placing, queries, releasing, trials
from neighbourhood.needs.batches import NeedFile
from neighbourhood.needs.filing import judging, receiving
from neighbourhood.needs.intake.tables import MOST_LINES, Row, read_table
from neighbourhood.needs.models import Need
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.making import Make
from tests.support.needs import Office, open_office_in
from tests.support.needs_files import as_file, some_lines

TARGET_SECONDS = 60
TARGET_OF_APPROVING = 120
TARGET_OF_A_PIECE = 2
T = TypeVar("T")


def main() -> None:
    lines = int(sys.argv[1]) if sys.argv[1:] else MOST_LINES
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PALIER_INSTANCE": folder, "BASE_URL": "http://localhost"}
        app = create_app(Settings.from_environment({**environment, "LOG_LEVEL": "ERROR"}))
        with app.app_context():
            db.create_all()
        measure(app, lines)


def measure(app: Flask, lines: int) -> None:
    office = open_office_in(app, Make(app))
    data = as_file(some_lines(lines, settle(Make(app), office)))
    print(f"a file of {lines:,} lines, {len(data) / 1e6:.1f} MB")
    rows = timed("read", lambda: read_table(data))
    with app.app_context():
        file_id = receive(office, rows)
        timed("check", lambda: trials.handle(file_id), TARGET_SECONDS)
        with transaction():
            receiving.confirm(actor(office.author), hold(NeedFile, file_id))
        timed("write", lambda: trials.handle(file_id))
        again = receive(office, rows)
        timed("check the same file again", lambda: trials.handle(again))
        with transaction():
            judging.approve(actor(office.reader), hold(NeedFile, file_id))
        timed("approve", lambda: trials.handle(file_id), TARGET_OF_APPROVING)
        figures = db.session.scalars(select(NeedFile.figures).order_by(NeedFile.id)).all()
        assert figures[0]["approved"] == figures[1]["same"] == lines, figures
        publish(office, lines)


def settle(make: Make, office: Office) -> list[str]:
    """Draw the quartiers of a city; return their names."""
    town = office.partner.municipality
    quartiers = [office.quartier, *(make.quartier(f"Quartier {n}", town) for n in range(2, 21))]
    with make.writing() as session:
        session.execute(update(Quartier).values(households=25_000))
    return [each.name for each in quartiers]


def publish(office: Office, lines: int) -> None:
    """Hold a round of all there is, piece by piece, as the clock does."""
    with transaction():
        db.session.execute(update(Need).values(approved_at=now() - timedelta(days=10)))
    a_need = db.session.scalars(select(Need).order_by(Need.id).limit(1)).one()
    timed("show where one would be shown", lambda: placing.preview(a_need))
    town = office.partner.municipality_id
    with transaction():
        going = timed("decide the round", lambda: releasing.hold_round(town))
    assert going == lines, going
    (round_id, _left), *_others = placing.under_way()
    pieces: list[float] = []
    timed("publish the round", lambda: publish_all(round_id, pieces))
    longest = f"the longest of {len(pieces)} pieces took {max(pieces):.2f} s"
    print(f"intake: {longest} (target {TARGET_OF_A_PIECE} s)")
    told = db.session.scalar(select(func.count()).select_from(Notification))
    print(f"intake: {told} notifications in all")
    a_need = db.session.scalars(select(Need).order_by(Need.id).limit(1)).one()
    timed("show where the next one would be shown", lambda: placing.preview(a_need))
    reader = db.session.get_one(Resident, office.reader.id)
    timed("list", lambda: queries.to_fund(reader, queries.Filters(), None))


def publish_all(round_id: int, pieces: list[float]) -> None:
    more = True
    while more:
        begun = time.perf_counter()
        with transaction():
            more = releasing.publish_some(round_id)
        pieces.append(time.perf_counter() - begun)


def receive(office: Office, rows: list[Row]) -> int:
    with transaction():
        partner = db.session.get_one(Partner, office.partner.id)
        return receiving.receive(actor(office.author), partner, rows, closes=True).id


def actor(person: Resident) -> Actor:
    return Actor.of(db.session.get_one(Resident, person.id))


def timed(name: str, work: Callable[[], T], target: float | None = None) -> T:
    begun, busy = time.perf_counter(), time.process_time()
    done = work()
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    aim = f" (target {target} s)" if target else ""
    print(f"intake: {name} in {took:.1f} s{aim}, {busy:.1f} s of the processor", flush=True)
    return done


if __name__ == "__main__":
    main()
