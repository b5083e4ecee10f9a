"""A disk that takes nothing more."""

import errno
import shutil
import sqlite3
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from neighbourhood.foundation.storing import room
from neighbourhood.foundation.storing.database import db, transaction


def test_a_folder_that_takes_a_file_has_room(small_app):
    with small_app.app_context():
        assert room.is_left()


def test_a_nearly_full_disk_has_none(small_app, monkeypatch):
    nearly = SimpleNamespace(free=room.LEAST_BYTES - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: nearly)
    with small_app.app_context():
        assert not room.is_left()


@pytest.fixture
def full(small_app):
    """A database that may not grow."""
    with small_app.app_context():
        with transaction():
            db.session.execute(text("create table words (said text)"))
        db.session.execute(text("PRAGMA max_page_count = 1"))
        db.session.commit()
        yield
        db.session.rollback()


def test_a_database_that_cannot_grow_is_told_from_other_faults(full):
    with pytest.raises(OperationalError) as failure, transaction():
        db.session.execute(text("insert into words values (:said)"), {"said": "x" * 100_000})
    assert room.is_lacking(failure.value)
    with pytest.raises(OperationalError) as failure, transaction():
        db.session.execute(text("insert into nowhere values (1)"))
    assert not room.is_lacking(failure.value)


class DiskFull(Exception):
    sqlstate = "53100"


@pytest.mark.parametrize(
    ("failure", "lacking"),
    [
        (OSError(errno.ENOSPC, "no space"), True),
        (OSError(errno.EDQUOT, "quota"), True),
        (OSError(errno.ENOENT, "no such file"), False),
        (OperationalError("insert", {}, DiskFull()), True),
        (sqlite3.OperationalError("locked"), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_every_way_in_which_a_disk_says_that_it_is_full(failure, lacking):
    assert room.is_lacking(failure) is lacking


def test_a_failure_is_followed_to_its_cause():
    told = RuntimeError("a photo could not be kept")
    told.__cause__ = OSError(errno.ENOSPC, "no space")
    assert room.is_lacking(told)
