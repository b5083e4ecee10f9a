import pytest

from neighbourhood.foundation.storing.sealing import blind, is_sealed, seal, seal_formerly, unseal

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _at_work(small_app):
    with small_app.app_context():
        yield


def test_what_was_sealed_is_read_again_and_looks_like_nothing():
    sealed = seal("authenticator", SECRET)
    assert SECRET not in sealed
    assert unseal("authenticator", sealed) == SECRET
    assert seal("authenticator", SECRET) != sealed


@pytest.mark.parametrize(
    "spoil", [str.swapcase, lambda sealed: sealed[:-4], lambda _: "", lambda _: "é"]
)
def test_what_was_altered_is_not_read(spoil):
    assert unseal("authenticator", spoil(seal("authenticator", SECRET))) is None


def test_each_purpose_has_its_own_key():
    assert unseal("another", seal("authenticator", SECRET)) is None


def test_each_site_has_its_own_keys(make_app, tmp_path):
    sealed = seal("authenticator", SECRET)
    with make_app(KEYS_FILE=str(tmp_path / "others.keys")).app_context():
        assert unseal("authenticator", sealed) is None


def test_what_was_sealed_before_there_were_keys_is_read_by_the_same_secret_key(make_app):
    before = seal_formerly("authenticator", SECRET)
    assert not is_sealed(before)
    assert unseal("authenticator", before) == SECRET
    with make_app(SECRET_KEY="a-key-long-enough-to-sign-anything-with-it").app_context():
        assert unseal("authenticator", before) is None


def test_equal_values_have_equal_indexes_here_and_for_one_purpose_alone(make_app, tmp_path):
    home = blind("home", "12")
    assert home == blind("home", "12")
    assert len({home, blind("home", "13"), blind("building", "12")}) == 3
    with make_app(KEYS_FILE=str(tmp_path / "others.keys")).app_context():
        assert blind("home", "12") != home
