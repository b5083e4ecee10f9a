"""Secrets planted in the whole suite: no line that the journal writes may bear one.

Every password that is hashed or tried, every token and code that is made, every name and mailbox of
a resident is remembered; each line that the journal writes, in each test of each worker, is looked
through, and the test during which a secret was written fails. Logs of servers that tests start are
looked through when they end, for what the demonstration town is made of.
"""

import logging

import itsdangerous
import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.web import journal
from neighbourhood.residents.models.residents import Resident
from tests.support.secrets_in import Secrets

PLANTED = Secrets()
FOUND: list[str] = []


def _watch(owner: object, name: str, plant) -> None:
    """Have `plant` see what goes into and comes out of a function, wherever it is called."""
    before = getattr(owner, name)

    def watched(*args, **kwargs):
        result = before(*args, **kwargs)
        plant(args, result)
        return result

    setattr(owner, name, watched)


def look_through(line: str) -> str:
    """Note it when a line bears what was planted; hand it on."""
    secret = PLANTED.in_line(line)
    if secret:
        FOUND.append(f"{secret!r} in: {line[:400]}")
    return line


def _made_with_eyes() -> object:
    made = _handler()
    write = made.format
    made.format = lambda record: _looked_through(record, write(record))
    return made


def _looked_through(record: logging.LogRecord, line: str) -> str:
    # The site keeps the database quiet: a test that makes it speak looks at what it says itself.
    return line if record.name.startswith("sqlalchemy.") else look_through(line)


def _plant_row(_resident: Resident, value: object, *_rest: object) -> None:
    if isinstance(value, str):
        PLANTED.add(value)


def _plant_loaded(resident: Resident, _context: object) -> None:
    # Factories write rows without making the object first.
    for name in ("full_name", "email"):
        _plant_row(resident, resident.__dict__.get(name))


_handler = journal.handler


def pytest_configure() -> None:
    journal.handler = _made_with_eyes
    _watch(PasswordHasher, "hash", lambda args, _made: PLANTED.add(args[1]))
    _watch(PasswordHasher, "verify", lambda args, _made: PLANTED.add(args[2]))
    _watch(itsdangerous.URLSafeTimedSerializer, "dumps", lambda _args, made: PLANTED.add(str(made)))
    for name in ("derive", "derive_figures", "spell", "spell_figures"):
        _watch(codes, name, lambda _args, made: PLANTED.add(made))
    for column in (Resident.full_name, Resident.email):
        event.listen(column, "set", _plant_row)
    event.listen(Resident, "load", _plant_loaded)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown():
    try:
        return (yield)
    finally:
        said, FOUND[:] = list(FOUND), []
        if said:
            pytest.fail("a secret was written to the journal:\n" + "\n".join(said), pytrace=False)
