import os
import subprocess
import sys

import pytest
from argon2 import PasswordHasher

from neighbourhood.foundation.storing import passwords
from neighbourhood.foundation.storing.passwords import hash_password, needs_rehash, verify_password


@pytest.fixture(autouse=True)
def at_work(small_app):
    with small_app.app_context():
        yield


def test_the_right_password_is_recognised_and_no_other():
    stored = hash_password("une porte verte")
    assert verify_password(stored, "une porte verte")
    assert not verify_password(stored, "une porte bleue")


def test_the_parameters_are_the_ones_we_chose():
    assert hash_password("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_what_a_password_costs_is_a_setting_and_older_digests_are_made_again(make_app):
    dear = hash_password("x")
    with make_app(PASSWORD_COST="1").app_context():
        cheap = hash_password("x")
        assert cheap.startswith("$argon2id$v=19$m=1024,t=2,p=1$")
        assert needs_rehash(dear)
        assert not needs_rehash(cheap)
        assert verify_password(dear, "x")
    assert needs_rehash(cheap)
    assert verify_password(cheap, "x")


def test_two_keyboards_make_the_same_password():
    assert verify_password(hash_password("caf\u00e9"), "cafe\u0301")


def test_without_an_account_no_password_is_right_yet_the_work_is_done(monkeypatch):
    asked = []
    honest = passwords._matches
    monkeypatch.setattr(passwords, "_matches", lambda *args: asked.append(args) or honest(*args))
    assert not verify_password(None, "une porte verte")
    assert not verify_password(None, "the password of nobody")
    assert all(stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for _, stored, _ in asked)
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
import gevent, os
from flask import Flask
from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.passwords import hash_password, verify_password
town = Flask("town")
settings.bind(town, settings.Settings.from_environment(os.environ))
town.app_context().push()
ticks = []
def tick():
    while True:
        ticks.append(1); gevent.sleep(0.001)
gevent.spawn(tick)
for _more in range(100):
    stored = hash_password("x")
    if len(ticks) > 2: break
assert verify_password(stored, "x")
assert len(ticks) > 2, ticks
"""


def test_under_gevent_hashing_leaves_the_loop_free(tmp_path):
    env = os.environ | {"PALIER_INSTANCE": str(tmp_path)}
    subprocess.run([sys.executable, "-c", GREEN], env=env, check=True, timeout=60)
