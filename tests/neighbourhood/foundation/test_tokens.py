from datetime import timedelta

import pytest

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import tokens

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_work(small_app):
    with small_app.app_context():
        yield


def test_what_was_signed_comes_back():
    payload = {"resident": 7, "email": "karima@example.org"}
    assert tokens.unsign("confirm", tokens.sign("confirm", payload), HOUR) == payload


def test_a_token_serves_one_purpose_only():
    assert tokens.unsign("reset", tokens.sign("confirm", 7), HOUR) is None


def test_a_token_gets_too_old():
    assert tokens.unsign("confirm", tokens.sign("confirm", 7), timedelta(seconds=-1)) is None


@pytest.mark.parametrize("spoil", [str.swapcase, lambda token: token + "x", lambda _: "", "é".join])
def test_a_token_cannot_be_forged(spoil):
    assert tokens.unsign("confirm", spoil(tokens.sign("confirm", 7)), HOUR) is None


def test_another_town_signs_differently(make_app):
    token = tokens.sign("confirm", 7)
    with make_app(SECRET_KEY="another-key-long-enough-for-another-town").app_context():
        assert settings.current().secret_key.startswith("another")
        assert tokens.unsign("confirm", token, HOUR) is None


def test_random_tokens_are_stored_as_fingerprints():
    first, second = tokens.random_token(), tokens.random_token()
    assert first != second
    assert len(first) >= 40
    assert tokens.fingerprint(first) == tokens.fingerprint(first) != tokens.fingerprint(second)
    assert first not in tokens.fingerprint(first)
