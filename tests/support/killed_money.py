"""Settle a gift and link it, and die at each line in turn; print what the books are like then.

A small process of its own: to fork the one of the tests copies all that they hold.
"""

import json
import os
import sys
from pathlib import Path

from flask import Flask

from app import create_app
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.actions import gifts, linking
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.queries import invariants, links, verifying
from tests.support.making import Make
from tests.support.needs import open_office_in

# The files in which money changes; the process dies at a line of one of them.
FILES = {
    *("gifts.py", "following.py", "ledger.py", "linking.py", "links.py", "funds.py"),
    *("telling.py", "chain.py", "database.py"),
}


def main(folder: Path, stride: int) -> None:
    """Print, for each death, whether the gift was settled, how many links stood, what was wrong."""
    app = create_app(Settings.from_environment(_environment(folder)))
    key = promised(app)
    seen: list[object] = []
    lines = 0
    while killed_after(lines, app, key):
        seen.append(state(app, key))
        lines += stride
    print(json.dumps([*seen, state(app, key)]))  # noqa: T201


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PALIER_INSTANCE": str(folder),
        "SECRET_KEY": "only for tests, and long enough to be taken for a secret",
        "BASE_URL": "http://localhost",
        "JOBS": "immediate",
        "PASSWORD_COST": "1",
    }


def promised(app: Flask) -> str:
    """Make a need with one gift that is linked, and one that is about to be paid."""
    with app.app_context():
        db.create_all()
    make = Make(app)
    office = open_office_in(app, make)
    need = office.open(target_cents=2000)
    office.give(make.resident("Karima Benali", office.quartier), need, 500)
    promise = office.promise(make.resident("Marcel Petit", office.quartier), need, 1500)
    with app.app_context():
        db.engine.dispose()
    return promise.key


def work(app: Flask, key: str) -> None:
    """What the webhook and then the clock do: settle, then link one after the other."""
    with app.app_context():
        with transaction():
            gifts.settle(key, amount_cents=1500, payment_reference=f"ref-{key}")
        for _link in range(3):
            with transaction():
                linking.link(1)


def killed_after(lines: int, app: Flask, key: str) -> bool:
    """Work in a process that dies after so many lines; tell whether it died."""
    child = os.fork()
    if child == 0:
        left = [lines]

        def step(frame, _event, _arg):
            if Path(frame.f_code.co_filename).name not in FILES:
                return None
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
            return step

        sys.settrace(step)
        work(app, key)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def state(app: Flask, key: str) -> tuple[str, int, int, bool]:
    """Return how the gift stands, how many links there are, what is broken, whether it is whole."""
    with app.app_context():
        status = db.session.query(Pledge.status).filter_by(key=key).scalar()
        said = (
            status.value,
            links.last()[0],
            len(invariants.broken()),
            verifying.verify().wrong is None,
        )
        db.session.remove()
        db.engine.dispose()
    return said


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
