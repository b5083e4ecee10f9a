"""Sealing everything under the newest key, a few rows at a time, as often as one is interrupted.

What is left to do is asked of the database itself: whatever does not begin with the name of the
newest key. A row that somebody else writes meanwhile is theirs, and sealed already. Two who rotate
at once share the work.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Column, Row, Text, and_, func, literal, select, update

from neighbourhood.foundation.environment import SettingsError
from neighbourhood.foundation.keys import numbering
from neighbourhood.foundation.keys.guards import unguarded
from neighbourhood.foundation.storing import keyring
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.columns import (
    MARK,
    as_stored,
    is_sealed,
    key_names,
    sealed_columns,
)
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.sealed import Sealed

BATCH = 200
# No transaction lasts so long: what it sealed under the key of before has been written by then.
REST = timedelta(hours=1)
_EMPTY = ("", "{}", "[]")
Said = Callable[[str, int], object]


class KeyInUse(SettingsError):
    """A key still opens something, or may in a moment."""


def turned_columns() -> list[Column[Any]]:
    """Return the columns that are sealed anew: all but those of which nothing is written twice."""
    found = sealed_columns()
    return [one for one in found if isinstance(one.type, Sealed) and one.type.turns]


def opened_columns() -> list[Column[Any]]:
    """Return the columns that the site can open: also those of which nothing is sealed anew."""
    return [one for one in sealed_columns() if isinstance(one.type, Sealed)]


def count_old() -> int:
    """Count the values that are not sealed under the newest key."""
    name = keyring.current().newest.name
    return numbering.count_plain() + sum(
        db.session.scalar(
            select(func.count()).select_from(column.table).where(_is_old(column, name))
        )
        or 0
        for column in turned_columns()
    )


def rotate(said: Said, *, anew: bool = False) -> int:
    """Seal everything under the newest key; return how many values that was.

    A new key is made where all is sealed under the newest one already, or where `anew` says so;
    else what was begun is finished first.
    """
    former = keyring.current().newest.name
    if anew or not count_old():
        keyring.add(former)
    return finish(said)


def finish(said: Said) -> int:
    """Seal whatever is not under the newest key, and make none; return how many values that was."""
    numbers = numbering.seal_numbers()
    return numbers + sum(_turn(column, said) for column in turned_columns())


def unseal_all(said: Said) -> int:
    """Write everything as it was before there were keys: an earlier release reads nothing else."""
    numbers = numbering.open_numbers()
    return numbers + sum(_write_plain(column, said) for column in opened_columns())


def in_use() -> Counter[str]:
    """Count what is sealed under each key, by its name."""
    counted: Counter[str] = Counter()
    for column in sealed_columns():
        counted.update(key_names(column))
    return counted


def retire() -> int:
    """Drop the keys that nothing is sealed under any more; return how many."""
    ring = keyring.current()
    if now() - ring.newest.made_at < REST:
        raise KeyInUse("The newest key is not an hour old: what is being written may need another.")
    idle = {key.name for key in ring.keys[:-1]} - set(in_use())
    keyring.drop(idle)
    return len(idle)


def _turn(column: Column[Any], said: Said) -> int:
    """Seal one column under the newest key."""
    kind = cast("Sealed", column.type)
    newest = keyring.current().newest.name
    return _go_through(column, _is_old(column, newest), kind.anew, said)


def _write_plain(column: Column[Any], said: Said) -> int:
    kind = cast("Sealed", column.type)
    return _go_through(column, is_sealed(column), kind.as_before, said)


def _go_through(column: Column[Any], where: Any, anew: Callable[[str], str], said: Said) -> int:
    done = 0
    after: Any = None
    while rows := _some(column, after, where):
        done += _rewrite(column, rows, anew)
        after = rows[-1][0]
        said(str(column), done)
    return done


def _is_old(column: Column[Any], newest: str) -> Any:
    stored = as_stored(column)
    return and_(
        column.is_not(None),
        stored.not_in(_EMPTY),
        ~stored.startswith(f"{MARK}{newest}:"),
    )


def _some(column: Column[Any], after: Any, where: Any) -> Sequence[Row[Any]]:
    (key,) = column.table.primary_key.columns
    asked = select(key, as_stored(column)).where(where).order_by(key).limit(BATCH)
    if after is not None:
        asked = asked.where(key > after)
    rows = db.session.execute(asked).all()
    db.session.rollback()
    return rows


def _rewrite(column: Column[Any], rows: Sequence[Row[Any]], anew: Callable[[str], str]) -> int:
    """Write some rows as `anew` says, unless they have changed since they were read."""
    table = column.table
    (key,) = table.primary_key.columns
    written = 0
    with transaction(), unguarded(column):
        for row in rows:
            number, stored = tuple(row)
            same = key == number, as_stored(column) == stored
            # The value is sealed already: the type would seal it once more.
            change = update(table).where(*same).values({column.name: literal(anew(stored), Text)})
            written += db.session.execute(change).rowcount  # type: ignore[attr-defined]
    return written
