"""The file of keys: made once, for one account, and never another in its place."""

import json

import pytest

from neighbourhood.foundation.storing import keyring
from neighbourhood.foundation.storing.sealing import opened, seal


@pytest.fixture
def path(make_app, tmp_path):
    file = tmp_path / "apart" / "sealing.keys"
    with make_app(KEYS_FILE=str(file)).app_context():
        yield file


def test_it_is_made_when_something_is_sealed_for_its_owner_alone(path):
    assert not path.exists()
    sealed = seal("words", "Bonjour")
    assert path.stat().st_mode & 0o777 == 0o600
    assert opened("words", sealed) == "Bonjour"
    assert keyring.create() is False


def test_the_newest_seals_and_all_open(path):
    before = seal("words", "Bonjour")
    newest = keyring.add(keyring.current().newest.name)
    after = seal("words", "Bonjour")
    assert newest.name in after
    assert newest.name not in before
    assert {opened("words", each) for each in (before, after)} == {"Bonjour"}


def test_of_two_who_add_a_key_at_once_one_does(path):
    former = keyring.current().newest.name
    assert keyring.add(former) == keyring.add(former)
    assert len(keyring.current().keys) == 2


def test_another_process_reads_the_new_key_at_once(path, make_app):
    seal("words", "Bonjour")
    with make_app(KEYS_FILE=str(path)).app_context():
        newest = keyring.add(keyring.current().newest.name)
    assert newest.name in seal("words", "Bonjour")


def test_the_newest_is_never_dropped(path):
    newest = keyring.current().newest.name
    keyring.drop({newest})
    assert keyring.current().newest.name == newest


def test_a_key_that_is_gone_is_one_sentence_not_nothing(path):
    sealed = seal("words", "Bonjour")
    former = keyring.current().newest.name
    keyring.add(former)
    keyring.drop({former})
    with pytest.raises(keyring.KeyMissing, match=f"{former}.*{path}"):
        opened("words", sealed)


def test_a_file_that_disappears_is_not_made_anew(path):
    seal("words", "Bonjour")
    path.rename(path.with_name("moved"))
    with pytest.raises(keyring.KeyMissing, match="put back"):
        seal("words", "Bonjour")
    path.with_name("moved").rename(path)
    assert seal("words", "Bonjour")


@pytest.mark.parametrize("written", ["", "{", '{"keys": []}', '{"blind": "x", "keys": []}'])
def test_a_damaged_file_is_said_in_one_sentence(path, written):
    seal("words", "Bonjour")
    path.write_text(written)
    with pytest.raises(keyring.KeyMissing, match="damaged"):
        seal("words", "Bonjour")


def test_the_file_tells_no_secret_in_what_is_printed_of_it(path):
    ring = keyring.current()
    secret = json.loads(path.read_text())["keys"][0]["key"]
    assert secret not in repr(ring)
    assert ring.blind not in repr(ring)
