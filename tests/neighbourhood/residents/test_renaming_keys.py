"""A passkey bears the name its owner gives it."""

import pytest

from neighbourhood.residents.models.second_factors import Passkey
from tests.neighbourhood.residents.opening import use


def test_a_key_is_renamed_and_opens_as_before(karima, key_of, enter, make):
    telephone = key_of(karima)
    browser = enter(karima)
    use(browser, telephone)
    path = f"/moi/securite/cles/{only_key(make).id}/nom"
    assert "Mon téléphone" in browser.get(path).text
    answer = browser.post(path, data={"name": "  Le téléphone de Karima  "})
    assert answer.location == "/moi/securite"
    page = browser.get("/moi/securite").text
    assert "Le téléphone de Karima" in page
    assert "Mon téléphone" not in page
    assert use(enter(karima), telephone).location == "/"


def only_key(make):
    with make.writing() as session:
        return session.query(Passkey).one()


@pytest.mark.parametrize("name", ["", " \u200b ", "x" * 61])
def test_a_name_that_is_none_is_asked_again_and_shown_back(karima, key_of, enter, make, name):
    browser = enter(karima)
    use(browser, key_of(karima))
    answer = browser.post(f"/moi/securite/cles/{only_key(make).id}/nom", data={"name": name})
    assert answer.status_code == 422
    assert name.strip(" \u200b") in answer.text
    assert only_key(make).name == "Mon téléphone"


def test_renaming_asks_for_the_password_when_it_was_given_long_ago(karima, key_of, signed_in, make):
    key_of(karima)
    path = f"/moi/securite/cles/{only_key(make).id}/nom"
    # A session in which no password was given for a while.
    browser = signed_in(karima)
    answer = browser.get(path)
    assert answer.location.startswith("/moi/confirmer")
    browser.post(path, data={"name": "Autre"})
    assert only_key(make).name == "Mon téléphone"
