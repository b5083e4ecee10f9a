"""Turning the keys: everything under the newest, however often one is interrupted."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from neighbourhood.foundation import settings
from neighbourhood.foundation.keys import rotating
from neighbourhood.foundation.storing import keyring, unsent
from neighbourhood.foundation.storing.columns import sealed_columns
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.failed_jobs import FailedJob
from neighbourhood.foundation.storing.undoing import WayBack
from tests.support.sealing import (
    arguments,
    failed,
    in_silence,
    raw,
    rotate_together,
    under_newest,
)

JOBS = [f"job {number}" for number in range(10)]


@pytest.fixture(autouse=True)
def kept(in_app, app, monkeypatch, tmp_path):
    """Keys of this test alone, and few rows at a time."""
    chosen = replace(app.extensions[settings.EXTENSION], keys_file=tmp_path / "sealing.keys")
    monkeypatch.setitem(app.extensions, settings.EXTENSION, chosen)
    monkeypatch.setattr(rotating, "BATCH", 3)
    keyring.create()


class Killed(BaseException):
    """The process is gone."""


def killed_after(values):
    def said(_column, done):
        if done >= values:
            raise Killed

    return said


def test_every_sealed_column_has_a_purpose_of_its_own_that_names_it():
    purposes = {str(each): each.type.purpose for each in rotating.turned_columns()}
    assert purposes == {name: name for name in purposes}
    left = set(map(str, sealed_columns())) - set(purposes)
    # One holds what a browser alone opens, in the other nothing may be rewritten.
    assert left == {"unsent.sealed", "sight_names.reason"}


def test_what_was_sealed_under_the_secret_key_is_read_and_then_sealed_anew():
    failed(*JOBS)
    assert arguments() == JOBS
    assert not under_newest()
    assert rotating.rotate(in_silence) == len(JOBS)
    assert under_newest()
    assert arguments() == JOBS


def test_the_first_rotation_makes_no_new_key_the_next_one_does():
    failed(*JOBS)
    rotating.rotate(in_silence)
    assert len(keyring.current().keys) == 1
    assert rotating.rotate(in_silence) == len(JOBS)
    assert len(keyring.current().keys) == 2
    assert under_newest()
    assert arguments() == JOBS


def test_a_rotation_cut_off_is_finished_by_the_next_under_the_same_key():
    failed(*JOBS)
    rotating.rotate(in_silence)
    with pytest.raises(Killed):
        rotating.rotate(killed_after(6))
    newest = keyring.current().newest
    assert rotating.in_use() == {newest.name: 6, keyring.current().keys[0].name: 4}
    assert arguments() == JOBS
    assert rotating.rotate(in_silence) == 4
    assert keyring.current().newest == newest
    assert under_newest()


def test_a_new_key_may_be_made_before_the_last_rotation_is_finished():
    failed(*JOBS)
    rotating.rotate(in_silence, anew=True)
    assert len(keyring.current().keys) == 2
    assert rotating.rotate(in_silence, anew=True) == len(JOBS)
    assert len(keyring.current().keys) == 3


def test_who_rotates_at_once_shares_one_key_and_the_work(app):
    failed(*JOBS)
    rotating.rotate(in_silence)
    done = rotate_together(app, 2)
    assert len(keyring.current().keys) == 2
    assert sum(done) == len(JOBS)
    assert under_newest()
    assert arguments() == JOBS


def test_what_changed_since_it_was_read_is_not_written_over(monkeypatch):
    failed("before")
    some = rotating._some

    def meanwhile(column, after, where):
        rows = some(column, after, where)
        if rows and column.table.name == "failed_job":
            with transaction():
                db.session.query(FailedJob).one().arguments = "after"
        return rows

    monkeypatch.setattr(rotating, "_some", meanwhile)
    assert rotating.rotate(in_silence) == 0
    assert arguments() == ["after"]


def test_plain_words_and_lists_of_before_are_sealed(make):
    karima = make.resident()
    with transaction():
        way = WayBack(resident_id=karima.id, about="notice", about_id=1, before={"a": "Zut"})
        db.session.add(way)
    with transaction():
        db.session.execute(text('UPDATE way_back SET before = \'{"a": "Zut"}\''))
    assert db.session.query(WayBack).one().before == {"a": "Zut"}
    db.session.rollback()
    rotating.rotate(in_silence)
    assert "Zut" not in raw("before", "way_back")[0]
    db.session.expire_all()
    assert db.session.query(WayBack).one().before == {"a": "Zut"}


def test_one_may_go_back_to_a_release_without_keys():
    failed(*JOBS)
    before = raw("sealed_arguments", "failed_job")
    rotating.rotate(in_silence)
    assert rotating.unseal_all(in_silence) == len(JOBS)
    assert not any(value.startswith("sealed:") for value in raw("sealed_arguments", "failed_job"))
    assert len(before) == len(JOBS)
    assert arguments() == JOBS


def test_a_key_is_dropped_an_hour_after_the_next_once_nothing_is_sealed_under_it(move_clock):
    failed(*JOBS)
    rotating.rotate(in_silence)
    with pytest.raises(Killed):
        rotating.rotate(killed_after(3))
    with pytest.raises(rotating.KeyInUse):
        rotating.retire()
    move_clock(hours=2)
    assert rotating.retire() == 0
    rotating.rotate(in_silence)
    assert rotating.retire() == 1
    assert arguments() == JOBS


def test_the_words_of_a_browser_keep_their_key_until_they_are_gone(move_clock):
    with transaction():
        unsent.keep("browser", None, "/page", "/path", {"words": ["Bonjour"]})
    former = keyring.current().newest.name
    rotating.rotate(in_silence)
    move_clock(hours=2)
    assert rotating.in_use() == {former: 1}
    assert rotating.retire() == 0
    with transaction():
        unsent.forget("browser", "/path")
    assert rotating.retire() == 1


def test_sql_cannot_ask_what_a_sealed_value_is():
    with pytest.raises(TypeError, match="sealed"):
        _ = FailedJob.arguments == "mail"
    with pytest.raises(TypeError, match="sealed"):
        FailedJob.arguments.icontains("mail")
    assert FailedJob.arguments.is_not(None) is not None


def test_no_other_keys_are_made_in_the_place_of_lost_ones(app):
    failed(*JOBS)
    run, file = app.test_cli_runner(), keyring.path()
    run.invoke(args=["keys", "seal"])
    file.unlink()
    app.extensions.pop("palier.keyring")  # another process
    done = run.invoke(args=["keys", "create"])
    assert done.exit_code != 0
    assert isinstance(done.exception, keyring.KeyMissing | SystemExit)
    assert not file.exists()


def test_the_commands_say_what_they_did(app):
    failed(*JOBS)
    run = app.test_cli_runner()
    assert "10 values sealed." in run.invoke(args=["keys", "seal"]).output
    assert "0 values sealed." in run.invoke(args=["keys", "seal"]).output
    assert "there already" in run.invoke(args=["keys", "create"]).output
    assert "10 values sealed" in run.invoke(args=["keys", "rotate"]).output
    assert run.invoke(args=["keys", "retire"]).exit_code != 0
    assert "10 values written" in run.invoke(args=["keys", "unseal", "--yes"]).output
