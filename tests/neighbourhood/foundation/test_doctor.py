"""What the doctor says: nothing of a healthy site, one line for whatever is wrong."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from neighbourhood.foundation import secret, settings
from neighbourhood.foundation.doctor import cli, inside
from neighbourhood.foundation.doctor.findings import CHECKS, Check, examine
from neighbourhood.foundation.keys import rotating
from neighbourhood.foundation.outside import jobs, storage
from neighbourhood.foundation.storing import failed_jobs, keyring, room
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.presses import Press
from tests.support.news import plain


@pytest.fixture(autouse=True)
def at_head(monkeypatch):
    """The tables of tests come from the models, not from migrations."""
    monkeypatch.setattr(inside, "database_is_at_head", lambda: True)


@pytest.fixture
def found(in_app):
    """Return what is wrong, by its code: what a town hall cannot use stands between brackets."""

    def found():
        faults = {one.code: one.said for one in examine() if not one.is_well}
        for said in faults.values():
            assert said[0].isupper()
            assert not TECHNICAL.search(BRACKETS.sub("", said)), said
        return faults

    return found


@pytest.fixture
def served(app, monkeypatch):
    """Change the settings of the site for one test."""

    def change(**more):
        chosen = replace(app.extensions[settings.EXTENSION], **more)
        monkeypatch.setitem(app.extensions, settings.EXTENSION, chosen)

    return change


BRACKETS = re.compile(r"\([^)]*\)")
TECHNICAL = re.compile(r"[A-Z]{3,}|[A-Z]+_|flask|chmod|SQL|clamd|://|Error|\.(?:key|keys|env)\b")
REAL = {
    "base_url": "https://palier.example",
    "demo": False,
    "rate_limits": True,
    "staff_second_factor": True,
}


def test_it_examines_everything_the_settings_first():
    assert tuple(CHECKS)[: len(cli.ORDER)] == cli.ORDER


def test_a_healthy_demonstration_has_nothing(found, served):
    served(demo=True)
    assert found() == {}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"demo": True}, "DEMO"),
        ({"base_url": "http://palier.example"}, "https"),
        ({"base_url": "https://localhost"}, "machine"),
        ({"rate_limits": False}, "RATE_LIMITS"),
        ({"staff_second_factor": False}, "STAFF_SECOND_FACTOR"),
        ({"in_the_clear": ("REDIS_URL",)}, "REDIS_URL"),
    ],
)
def test_a_setting_that_does_not_suit_is_named(found, served, wrong, said):
    served(**REAL)
    assert "settings" not in found()
    served(**(REAL | wrong))
    assert said in found()["settings"]


def test_tables_behind_say_which_command_to_give(found, monkeypatch):
    monkeypatch.setattr(inside, "database_is_at_head", lambda: False)
    assert "db upgrade" in found()["database"]


def test_a_database_that_fails_is_one_line_and_stops_no_other(found, monkeypatch):
    def gone():
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(inside, "database_is_at_head", gone)
    said = found()["database"]
    assert "RuntimeError" in said
    assert "hunter2" not in said


def test_a_clock_apart_from_that_of_the_database(found, move_clock):
    move_clock(minutes=5)
    assert "NTP" in found()["clock"]


def test_a_clock_behind_what_is_recorded(found):
    with transaction():
        db.session.add(Press(key="k", endpoint="e", said=[], at=now() + timedelta(hours=1)))
    assert "retarde" in found()["clock"]


def test_a_key_one_can_guess_and_a_file_others_read(found, served, app):
    served(secret_key="ab" * 30)
    assert "SECRET_KEY" in found()["keys"]
    served(secret_key=app.config["SECRET_KEY"])
    assert "keys" not in found()


def test_keys_that_do_not_fit_the_database_and_values_not_yet_sealed(found, served, tmp_path):
    served(keys_file=tmp_path / "others.keys")
    keyring.create()
    served(keys_file=tmp_path / "sealing.keys")
    with transaction():
        failed_jobs.keep("mail", "[]", error="E", place="")
    assert "keys" not in found()
    (tmp_path / "sealing.keys").chmod(0o644)
    assert "chmod 600 sealing.keys" in plain(found()["keys"])
    keyring.add(keyring.current().newest.name)
    assert "par la dernière clé : 1." in plain(found()["keys"])
    rotating.rotate(lambda _column, _done: None)
    assert "keys" not in found()
    served(keys_file=tmp_path / "gone.keys")
    assert "gone.keys" in found()["keys"]
    served(keys_file=tmp_path / "others.keys")
    assert "leur clé n’est pas là" in plain(found()["keys"])


def test_keys_that_lie_beside_the_database_are_named_where_people_live(found, served, tmp_path):
    beside = f"sqlite:///{tmp_path / 'palier.sqlite3'}"
    served(**REAL, keys_file=tmp_path / "sealing.keys", database_url=beside)
    keyring.create()
    assert "KEYS_FILE" in found()["keys"]
    served(**REAL, keys_file=tmp_path / "apart" / "sealing.keys", database_url=beside)
    keyring.create()
    assert "keys" not in found()


def test_a_file_is_open_when_others_may_read_it(tmp_path):
    file = tmp_path / "secret.key"
    assert not secret.is_open(file)
    file.write_text("x")
    file.chmod(0o600)
    assert not secret.is_open(file)
    file.chmod(0o640)
    assert secret.is_open(file)


def test_a_disk_nearly_full_and_a_full_one(found, monkeypatch):
    monkeypatch.setattr(inside, "SCARCE_BYTES", 2**80)
    assert "Mo" in found()["disk"]
    monkeypatch.setattr(room, "LEAST_BYTES", 2**80)
    assert "plein" in found()["disk"]


def test_a_storage_that_loses_what_it_is_given(found, app, monkeypatch):
    class Leaky(storage.FolderStorage):
        def delete(self, key):
            pass

    kept = Leaky(app.extensions[storage.EXTENSION].root)
    monkeypatch.setitem(app.extensions, storage.EXTENSION, kept)
    assert "effacé" in found()["storage"]
    for left in (kept.root / "doctor").iterdir():
        left.unlink()


def test_a_site_without_mail_and_a_server_that_does_not_answer(found, served, app, monkeypatch):
    served(**REAL)
    assert "MAIL_URL" in found()["mail"]

    class Gone:
        def open(self):
            raise ConnectionRefusedError

        def close(self):
            pass

    served(**REAL, mail_server=object())
    monkeypatch.setattr("neighbourhood.foundation.doctor.outside.mail.get_connection", Gone)
    assert "ConnectionRefusedError" in found()["mail"]


def test_work_that_nobody_takes_is_a_line_of_its_own_after_ten_minutes(found, monkeypatch):
    monkeypatch.setattr(jobs, "waiting_since", lambda: now() - timedelta(minutes=42))
    monkeypatch.setattr(jobs, "count_waiting", lambda: 3)
    said = found()
    assert "depuis 42 minutes. Tâches qui attendent : 3." in plain(said["work"])
    assert "queue" not in said
    for minutes in (9, None):
        since = minutes and now() - timedelta(minutes=minutes)
        monkeypatch.setattr(jobs, "waiting_since", lambda since=since: since)
        assert "work" not in found()


def test_work_that_failed_is_told_in_the_line_of_the_queue(found):
    assert "queue" not in found()
    with transaction():
        failed_jobs.keep("x", "[]", error="OSError", place="")
    assert "Relancez" in found()["queue"]


def test_the_command_says_one_line_each_and_answers_machines(app, served, monkeypatch):
    served(demo=True)
    well = app.test_cli_runner().invoke(args=["doctor"])
    assert well.exit_code == 0, well.output
    assert len(well.output.splitlines()) == len(CHECKS)
    broken = Check(code="z", title="Z", well="", faults=lambda: ["first.", "second."])
    monkeypatch.setitem(CHECKS, "z", broken)
    ill = app.test_cli_runner().invoke(args=["doctor"])
    assert ill.exit_code == 1
    assert ill.output.splitlines()[-1] == "WRONG Z: first. second."
