"""Files that people send are looked at before anything is done with them."""

import os
import socket
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage, MultiDict

from neighbourhood.foundation.backends import Antivirus
from neighbourhood.foundation.doctor import outside as doctor
from neighbourhood.foundation.outside import scanning
from neighbourhood.foundation.outside.scanning import EICAR, Clamd, Infected, ScannerAway
from neighbourhood.foundation.web.forms import FileField, Form
from tests.support import clamd
from tests.support.news import plain
from tests.support.settings import with_settings

__all__ = ["with_settings"]


class SendingForm(Form):
    file = FileField("Le fichier")


@pytest.fixture(params=["port", "socket"])
def daemon(request, tmp_path):
    path = tmp_path / "clamd.ctl" if request.param == "socket" else None
    with clamd.running(path) as daemon:
        yield daemon


@pytest.fixture
def nobody():
    """A port at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield Antivirus(host="127.0.0.1", port=taken.getsockname()[1])


@pytest.fixture
def send(app):
    """Send a file by a form; returns what the form says against it, and what is left to read."""

    def send(data):
        with app.test_request_context(method="POST"):
            sent = FileStorage(BytesIO(data), filename="a.bin")
            form = SendingForm(formdata=MultiDict({"file": sent}))
            form.validate()
            return [plain(str(error)) for error in form.file.errors], sent.read()

    return send


def test_a_file_without_danger_reaches_the_scanner_whole_and_the_site_after_it(
    daemon, send, with_settings
):
    with_settings(antivirus=daemon.at)
    data = os.urandom(200_000)
    assert send(data) == ([], data)
    assert daemon.received == [data]


def test_a_dangerous_file_is_refused_in_one_sentence(daemon, send, with_settings):
    with_settings(antivirus=daemon.at)
    ((said,), _) = send(b"x" * 100_000 + clamd.DANGEROUS)
    assert "quelque chose de dangereux" in said


@pytest.mark.parametrize(
    "says",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: OKAY\0",
        b"OK",
        b"\0",
        b"FOUND\0",
        b"x" * 9000,
    ],
)
def test_whatever_else_a_scanner_says_takes_no_file(daemon, send, with_settings, says):
    with_settings(antivirus=daemon.at)
    daemon.says = says
    ((said,), _) = send(b"harmless")
    assert "Réessayez plus tard" in said


def test_while_no_scanner_answers_no_file_is_taken_and_the_doctor_says_so(
    nobody, send, with_settings, app
):
    with_settings(antivirus=nobody)
    ((said,), _) = send(b"harmless")
    assert "Réessayez plus tard" in said
    with app.test_request_context():
        (fault,) = doctor.antivirus_faults()
    assert "Personne ne peut envoyer de photo" in plain(fault)


def test_a_scanner_that_hangs_is_waited_for_and_no_longer(monkeypatch):
    monkeypatch.setattr(scanning, "PATIENCE_SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(ScannerAway):
            Clamd(Antivirus(host="127.0.0.1", port=silent.getsockname()[1])).is_clean(b"x")


def test_the_doctor_asks_a_scanner_for_a_sign_of_life(daemon, with_settings, app):
    with_settings(antivirus=daemon.at)
    with app.test_request_context():
        assert list(doctor.antivirus_faults()) == []
        daemon.says = b"UNKNOWN COMMAND\0"
        assert len(list(doctor.antivirus_faults())) == 1
        assert daemon.received == []


def test_the_demonstration_knows_the_test_file_and_a_real_site_is_told(send, with_settings, app):
    ((said,), _) = send(b"%PDF-" + EICAR)
    assert "quelque chose de dangereux" in said
    with app.test_request_context():
        assert list(doctor.antivirus_faults()) == []
        with_settings(demo=False)
        (fault,) = doctor.antivirus_faults()
    assert "ANTIVIRUS=clamd" in fault


def test_where_the_settings_name_nobody_nobody_looks(send, with_settings, app):
    with_settings(antivirus=None, demo=False)
    assert send(EICAR) == ([], EICAR)
    with app.test_request_context():
        assert list(doctor.antivirus_faults()) == []


def test_a_form_without_file_asks_nobody(app, with_settings, nobody):
    with_settings(antivirus=nobody)
    with app.test_request_context(method="POST"):
        form = SendingForm(formdata=MultiDict({"file": FileStorage(BytesIO(), filename="")}))
        assert form.validate()


def test_two_refusals_are_told_apart_by_their_answer():
    assert (Infected.status, ScannerAway.status) == (422, 503)
