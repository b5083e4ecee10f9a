"""What one types survives a reload, a lost network and the end of a session, and is never cut."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import people

pytestmark = pytest.mark.on("embedded")

OWN = "[name=about]"
TYPED = "Je bricole le samedi, et je prête mon escabeau."
BACK = "Vos mots sont là"


def writing(page, account="karima"):
    people.sign_in(page, account, "/moi/profil")
    page.wait_for_load_state("networkidle")
    page.fill(OWN, TYPED)
    return page


def test_words_survive_a_reload_and_go_once_they_were_taken(visitor):
    page = writing(visitor())
    page.reload()
    expect(page.locator(OWN)).to_have_value(TYPED)
    expect(page.locator("main")).to_contain_text(BACK)
    page.locator("form:has([name=about]) button").first.click()
    page.wait_for_url(lambda url: "/moi/profil" not in url)
    page.goto("/moi/profil")
    expect(page.locator(OWN)).to_have_value(TYPED)
    expect(page.locator("main")).not_to_contain_text(BACK)
    assert page.evaluate("() => Object.keys(localStorage)") == []


def test_without_a_network_nothing_leaves_and_nothing_is_lost(visitor):
    page = writing(visitor(), "marcel")
    page.context.set_offline(True)
    page.locator("form:has([name=about]) button").first.click()
    expect(page.locator("main")).to_contain_text("Pas de réseau")
    expect(page.locator(OWN)).to_have_value(TYPED)
    page.context.set_offline(False)
    expect(page.locator("main")).to_contain_text("Le réseau est revenu")
    page.locator("form:has([name=about]) button").first.click()
    page.wait_for_url(lambda url: "/moi/profil" not in url)


def test_a_text_too_long_is_announced_and_not_cut(visitor):
    page = writing(visitor())
    most = int(page.locator(OWN).get_attribute("data-most"))
    page.locator(OWN).evaluate("(box) => { box.value = ''; box.focus(); }")
    page.keyboard.insert_text("é" * (most + 7))
    expect(page.locator("main")).to_contain_text(re.compile(r"il y en a 7 de trop"))
    page.locator("form:has([name=about]) button").first.click()
    expect(page.locator(OWN)).to_be_focused()
    assert page.locator(OWN).input_value() == "é" * (most + 7)
    page.locator(OWN).press("Backspace")
    expect(page.locator("main")).to_contain_text("il y en a 6 de trop")


def test_signing_out_leaves_nothing_in_the_browser(visitor):
    page = writing(visitor())
    page.goto("/moi")
    page.wait_for_load_state("networkidle")
    people.press(page, "Se déconnecter")
    page.wait_for_url(lambda url: "/moi" not in url)
    stored = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert page.evaluate(stored) == []


def test_a_session_that_ended_brings_one_back_to_ones_words_without_javascript(visitor):
    page = visitor(javascript=False)
    people.sign_in(page, "karima", "/moi/profil")
    page.fill(OWN, TYPED + " Vraiment.")
    page.context.clear_cookies(name="palier")
    page.locator("form:has([name=about]) button").first.click()
    expect(page.locator("main")).to_contain_text("Vos mots sont gardés")
    page.fill("[name=email]", "karima@valbourg.example")
    page.fill("[name=password]", people.PASSWORD)
    people.press(page, "Se connecter")
    expect(page.locator(OWN)).to_have_value(TYPED + " Vraiment.")
    expect(page.locator("main")).to_contain_text(BACK)


def test_after_a_wrong_password_or_a_refused_name_no_page_speaks_of_words(visitor):
    page = visitor()
    page.goto("/connexion")
    page.fill("[name=email]", "karima@valbourg.example")
    page.fill("[name=password]", "pas celui-ci")
    people.press(page, "Se connecter")
    expect(page.locator("main")).to_contain_text("ne correspond pas")
    page.goto("/connexion")
    expect(page.locator("[name=email]")).to_have_value("karima@valbourg.example")
    expect(page.locator("main")).not_to_contain_text(BACK)
    page.goto("/inscription")
    page.fill("[name=full_name]", "Nadia Ben Salah")
    page.reload()
    expect(page.locator("[name=full_name]")).to_have_value("Nadia Ben Salah")
    expect(page.locator("main")).not_to_contain_text(BACK)
