"""What is held about people: each slice declares it, and the rest follows from the declarations.

The page of what is held, the download, the erasure of an account, the timetable of retention,
the public page on privacy and the record of processing are all made from `HOLDINGS`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import LazyString

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.words.declaring import Register


class Basis(StrEnum):
    """Why the law lets it be held: article 6 of the GDPR, paragraph 1."""

    CONSENT = "consent"  # (a)
    CONTRACT = "contract"  # (b)
    LEGAL = "legal obligation"  # (c)
    PUBLIC = "public interest"  # (e)
    INTEREST = "legitimate interest"  # (f)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One kind of thing that a slice holds about people.

    `tables` are the tables it stands in. `read` returns what is held about an account, one mapping
    each, of plain values (text, numbers, booleans, dates, lists and mappings of them, None) under
    names of columns, and the name of the table under `table`, for the person concerned: nothing of
    others that they may not read. `withheld` says why a column (`table.column`) is not among it;
    `said` says in words what only the slice can read of one.
    `erase` takes an account out of it for good, inside the transaction of whoever calls: text that
    others still need keeps its place without the name; done twice it is harmless, as after the
    restore of a backup. `files` names what storage keeps for the account: erased after the commit.
    `once_gone` erases after everything else: what may be forgotten of an account that is erased.

    `purpose` is a whole sentence, in both languages, that ends with its full stop; `kept` says in
    words how long; what goes by the clock has a `Retention`.
    """

    code: str
    title: LazyString
    purpose: LazyString
    basis: Basis
    tables: frozenset[str]
    kept: LazyString
    read: Callable[[int], Iterable[Mapping[str, Any]]]
    erase: Callable[[int], None]
    files: Callable[[int], Iterable[str]] = lambda _resident_id: ()
    withheld: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    once_gone: bool = False


HOLDINGS: Register[Holding] = Register("personal holding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """One line of the timetable: `of` is kept for `keep_for` and no longer, by the clock.

    `forget` drops, in transactions of its own, what is older than the moment it is given. What is
    kept for less than a day is looked at every hour, the rest every night.
    """

    code: str
    of: LazyString
    keep_for: timedelta
    forget: Callable[[datetime], object]


RETENTIONS: Register[Retention] = Register("retention")


def at_once(drop: Callable[[datetime], object]) -> Callable[[datetime], None]:
    """Return `drop` in one transaction of its own."""

    def dropped(before: datetime) -> None:
        with transaction():
            drop(before)

    return dropped


# Tables that tell nothing of anybody, each with the reason.
IMPERSONAL: dict[str, str] = {}


def impersonal(because: str, *tables: str) -> None:
    """Declare `tables` that hold nothing about people; a table is in neither list by mistake."""
    for table in tables:
        if table in IMPERSONAL:
            raise ValueError(f"the table {table!r} is declared twice")
        IMPERSONAL[table] = because
