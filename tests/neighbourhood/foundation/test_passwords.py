import subprocess
import sys

import pytest
from argon2 import PasswordHasher

from neighbourhood.foundation.storing import passwords
from neighbourhood.foundation.storing.passwords import hash_password, needs_rehash, verify_password


def test_the_right_password_is_recognised_and_no_other():
    stored = hash_password("une porte verte")
    assert verify_password(stored, "une porte verte")
    assert not verify_password(stored, "une porte bleue")


def test_the_parameters_are_the_ones_we_chose():
    assert hash_password("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_two_keyboards_make_the_same_password():
    assert verify_password(hash_password("caf\u00e9"), "cafe\u0301")


def test_without_an_account_no_password_is_right_yet_the_work_is_done(monkeypatch):
    asked = []
    honest = passwords._matches
    monkeypatch.setattr(passwords, "_matches", lambda *args: asked.append(args) or honest(*args))
    assert not verify_password(None, "une porte verte")
    assert not verify_password(None, "the password of nobody")
    assert all(stored.startswith("$argon2id$") for stored, _ in asked)
    assert len(asked) == 2


@pytest.mark.parametrize("stored", ["", "plain", "$argon2id$broken"])
def test_a_broken_hash_opens_nothing(stored):
    assert not verify_password(stored or "!", "plain")


def test_an_older_hash_is_to_be_made_again():
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x")
    assert needs_rehash(weak)
    assert verify_password(weak, "x")
    assert not needs_rehash(hash_password("x"))


GREEN = """
from gevent import monkey; monkey.patch_all()
import gevent
from neighbourhood.foundation.storing.passwords import hash_password, verify_password
ticks = []
def tick():
    while True:
        ticks.append(1); gevent.sleep(0.001)
gevent.spawn(tick)
stored = hash_password("x")
assert verify_password(stored, "x")
assert len(ticks) > 2, ticks
"""


def test_under_gevent_hashing_leaves_the_loop_free():
    subprocess.run([sys.executable, "-c", GREEN], check=True, timeout=60)
