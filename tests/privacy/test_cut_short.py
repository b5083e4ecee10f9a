"""An erasure cut short after its commit: the files, the mails and the queue follow all the same."""

from dataclasses import replace

import pytest

from app import create_app
from neighbourhood.foundation.outside import jobs, mail
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.settings import Jobs
from neighbourhood.foundation.storing import erasures, remains
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.erasures import Step
from neighbourhood.residents import jobs as residents_jobs
from neighbourhood.residents.actions import erasing
from neighbourhood.residents.models.residents import Resident
from neighbourhood.rights.models import Archive, ArchiveStatus
from tests.support import planting

FILE = "archives/zyzzogeton.zip"
# What a killed process has not come to yet, in the order in which it would have.
STEPS = ("delete_for_sure", "recalling.forget", "mail.forget", "wiping.wipe", "mails.erased")


class Killed(BaseException):
    """The process is gone: nothing catches it."""


@pytest.fixture
def site(settings, tmp_path):
    """A folder of its own, whose queue nobody consumes."""
    own = {"instance": tmp_path, "database_url": f"sqlite:///{tmp_path / 'palier.sqlite3'}"}
    site = create_app(replace(settings, **own, jobs=Jobs.PROCESS))
    with site.app_context():
        db.create_all()
        yield site
        db.session.remove()


@pytest.fixture
def leaving(site):
    """Somebody who closed their account, with a file, mails that came and a mail that waits."""
    with transaction():
        one = Resident(full_name=planting.NAME, email=planting.MAILBOX, password_hash="x")
        one.closed_at, one.language = now(), "fr"
        db.session.add(one)
        db.session.flush()
        archive = Archive(resident_id=one.id, file=FILE, status=ArchiveStatus.PREPARING)
        archive.created_at = now()
        db.session.add(archive)
    storage().put(FILE, b"everything", "application/zip")
    mail._send(planting.MAILBOX, "Bonjour", f"Bonjour {planting.NAME}")
    jobs.enqueue(mail._send, planting.MAILBOX, "Bonjour", "Elle attend.")
    return one.id


@pytest.fixture
def erase(monkeypatch):
    """Erase somebody, killed at one of the steps that follow the commit, if at any."""

    def erase(resident_id, killed_at=None):
        def kill(*args, **kwargs):
            raise Killed

        with monkeypatch.context() as patch:
            if killed_at:
                patch.setattr(f"{erasing.__name__}.{killed_at}", kill)
            try:
                with transaction():
                    erasing.erase(resident_id, tells=True)
            except Killed:
                db.session.remove()

    return erase


def sent(folder):
    return [file.read_text() for file in sorted((folder / "mail").glob("*.eml"))]


def steps():
    return [step for steps in erasures.listed().values() for step in sorted(steps)]


@pytest.mark.parametrize("killed_at", STEPS)
def test_what_follows_an_erasure_is_done_at_the_next_start(leaving, tmp_path, erase, killed_at):
    erase(leaving, killed_at)
    assert db.session.get_one(Resident, leaving).erased_at
    assert steps() == [Step.BEGUN]
    assert planting.CANARY not in str(sorted(tmp_path.rglob("erasing/*")))
    db.session.rollback()
    erasing.replay()
    with pytest.raises(NothingStored):
        storage().get(FILE)
    (last,) = sent(tmp_path)
    assert planting.MAILBOX in last
    assert planting.NAME not in last
    assert planting.found_in_files(tmp_path) == {f"mail/{next((tmp_path / 'mail').iterdir()).name}"}
    assert steps() == [Step.BEGUN, Step.DONE]
    assert remains.standing() == []


def test_the_last_mail_waits_in_no_queue(leaving, tmp_path, erase):
    erase(leaving)
    assert len(sent(tmp_path)) == 1
    assert planting.MAILBOX.encode() not in (tmp_path / "jobs.sqlite3").read_bytes()
    assert jobs.count_waiting() == 0


def test_where_mails_are_files_the_last_one_goes_within_two_days(
    leaving, tmp_path, erase, move_clock
):
    erase(leaving)
    mail._send("autre@example.org", "Bonjour", "Pour quelqu’un d’autre.")
    residents_jobs.erase_closed()
    assert len(sent(tmp_path)) == 2
    move_clock(days=1, minutes=1)
    residents_jobs.erase_closed()
    (kept,) = sent(tmp_path)
    assert "autre@example.org" in kept
    assert planting.found_in_files(tmp_path) == set()


def test_a_last_mail_that_is_not_taken_is_sent_the_next_night(
    leaving, tmp_path, erase, monkeypatch
):
    def refuse(*args):
        raise OSError(planting.MAILBOX)

    with monkeypatch.context() as patch:
        patch.setattr(mail, "_send", refuse)
        erase(leaving)
        assert steps() == [Step.BEGUN]
    erasing.go_on()
    assert len(sent(tmp_path)) == 1
    assert steps() == [Step.BEGUN, Step.DONE]


def test_a_mailbox_that_takes_nothing_is_given_up(leaving, erase, monkeypatch, move_clock):
    def refuse(*args):
        raise OSError(planting.MAILBOX)

    monkeypatch.setattr(mail, "_send", refuse)
    erase(leaving)
    move_clock(days=4)
    erasing.go_on()
    assert remains.standing() == []


def test_nothing_is_kept_of_who_came_back_after_an_erasure_that_failed(leaving, erase, monkeypatch):
    def crash(resident_id):
        raise Killed

    monkeypatch.setattr(erasing, "failed_jobs", type("", (), {"forget_theirs": crash}))
    erase(leaving)
    erasing.go_on()
    assert len(remains.standing()) == 1
    with transaction():
        db.session.get_one(Resident, leaving).closed_at = None
    erasing.go_on()
    assert remains.standing() == []
    assert db.session.get_one(Resident, leaving).email == planting.MAILBOX
