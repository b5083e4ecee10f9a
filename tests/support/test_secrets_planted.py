"""The watch over the journal sees what it is for: a test that writes a secret would fail."""

import logging

import pytest

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.foundation.storing.tokens import sign
from tests.support import secrets_planted as planted
from tests.support.demo_secrets import demo_secrets, served_leaks
from tests.support.secrets_in import MOST, Secrets

log = logging.getLogger("palier.request")


@pytest.fixture
def seen():
    """Return what was found, and take it away so that this very test does not fail of it."""

    def take():
        found, planted.FOUND[:] = list(planted.FOUND), []
        return found

    assert take() == []
    return take


def test_what_is_planted_and_said_is_found(app, make, seen):
    make.resident("Ophélie Trèsdiscrète", email="ophelie@example.org")
    log.warning("asked by Ophélie Trèsdiscrète")
    assert "Ophélie Trèsdiscrète" in seen()[0]


def test_a_password_is_found_whoever_says_it(app, seen):
    with app.app_context():
        hash_password("mot que personne ne sait")
    log.warning("tried mot que personne ne sait")
    assert len(seen()) == 1


def test_what_is_masked_is_not_found(app, make, seen):
    make.resident("Ophélie Trèsdiscrète", email="ophelie@example.org")
    with app.app_context():
        token = sign("a test", "of ours")
    log.warning("to ophelie@example.org, with %s, %s", token, codes.derive("key", "anything"))
    log.warning("kept", extra={"full_name": "Ophélie Trèsdiscrète"})
    assert seen() == []


def test_only_the_last_ones_are_remembered():
    secrets = Secrets(f"secret number {number:05}" for number in range(MOST + 1))
    assert secrets.in_line("secret number 00000, and no other") is None
    assert secrets.in_line(f"this is secret number {MOST}.") == f"secret number {MOST}"


def test_the_log_of_a_server_is_looked_through(tmp_path):
    written = tmp_path / "server.log"
    secrets = demo_secrets()
    assert any("@" in secret for secret in secrets)
    written.write_text('{"event": "request", "endpoint": "feed.home"}\n')
    assert served_leaks(written) == []
    name = next(secret for secret in secrets if " " in secret)
    written.write_text(f'{{"event": "asked by {name}"}}\n')
    assert len(served_leaks(written)) == 1
