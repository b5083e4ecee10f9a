import pytest

from neighbourhood.foundation.storing.sealing import seal, unseal

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


def test_each_site_has_its_own_key(make_app):
    sealed = seal("authenticator", SECRET)
    with make_app(SECRET_KEY="a-key-long-enough-to-sign-anything-with-it").app_context():
        assert unseal("authenticator", sealed) is None
