"""Words that are many, or that cannot be kept: they are shown, never lost."""

import pytest

from neighbourhood.foundation.errors import Busy
from neighbourhood.foundation.web import unsent
from neighbourhood.residents.views import profile

PAGE = "/moi/profil"
TYPED = {"full_name": "Karima Benali", "about": "Je bricole le samedi"}


@pytest.fixture
def karima(make):
    return make.resident("Karima Benali")


@pytest.mark.parametrize("letters", [75_000, 400_000])
def test_a_text_however_long_is_kept_whole(signed_in, karima, end_all, enter_again, letters):
    browser = signed_in(karima)
    browser.get(PAGE)
    end_all()
    assert browser.post(PAGE, data={**TYPED, "about": "é" * (letters // 10)}).status_code == 302
    browser.post(PAGE, data={**TYPED, "about": "x" * letters})
    enter_again(browser, karima)
    assert "x" * letters in browser.get(PAGE).text


@pytest.fixture
def nothing_kept(monkeypatch):
    def fail():
        raise Busy

    monkeypatch.setattr(unsent, "transaction", fail)
    return fail


def test_words_that_cannot_be_kept_are_shown_to_be_copied(signed_in, karima, end_all, nothing_kept):
    browser = signed_in(karima)
    end_all()
    page = browser.post(PAGE, data=TYPED)
    assert page.status_code == 401
    assert f">{TYPED['about']}</textarea>" in page.text
    assert f"/connexion?next={PAGE}" in page.text
    assert "gardés" not in browser.get(f"/connexion?next={PAGE}").text


def test_so_are_those_of_whoever_is_still_signed_in(signed_in, karima, nothing_kept, monkeypatch):
    monkeypatch.setattr(profile, "transaction", nothing_kept)
    page = signed_in(karima).post(PAGE, data=TYPED)
    assert page.status_code == 503
    assert f">{TYPED['about']}</textarea>" in page.text
    assert "est gardé" not in page.text


def test_what_is_longer_than_anything_is_kept_by_nobody_and_shown(signed_in, karima, end_all):
    browser = signed_in(karima)
    end_all()
    page = browser.post(PAGE, data={"about": "x" * (unsent.MOST_LETTERS + 1)})
    assert page.status_code == 401
    assert "x" * (unsent.MOST_LETTERS + 1) in page.text
