"""What is always true of the books: `invariants.sql`, asked of the database as it is."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import text

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.links import BrokenRule

FILE = Path(__file__).parents[1] / "invariants.sql"
# Of the rows that break a rule no more are counted: one is too many.
MOST = 1000
_NAMED = re.compile(r"^-- name: ([a-z-]+)\n((?:.*\n)*?)(?=^-- name: |\Z)", re.MULTILINE)


@cache
def rules() -> Mapping[str, str]:
    """Return the query of each rule by its name, in the order of the file."""
    found = _NAMED.findall(FILE.read_text("utf-8"))
    return MappingProxyType({name: query.strip().rstrip(";") for name, query in found})


def broken() -> Mapping[str, int]:
    """Return the rules that do not hold, each with how many rows break it."""
    found = {}
    for name, query in rules().items():
        some = f"SELECT count(*) FROM (SELECT 1 FROM ({query}) AS wrong LIMIT {MOST}) AS counted"  # noqa: S608 - all ours
        if times := db.session.scalar(text(some)):
            found[name] = int(times)
    return MappingProxyType(found)


def noted() -> Sequence[BrokenRule]:
    """Return the rules that did not hold when they were last asked."""
    return db.session.query(BrokenRule).order_by(BrokenRule.first_at, BrokenRule.rule).all()
