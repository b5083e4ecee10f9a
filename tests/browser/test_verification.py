"""Choosing an address and entering a code, by hand and by keyboard, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from neighbourhood.foundation.demo import PASSWORD

pytestmark = pytest.mark.browser

CODE = "ABCDE-12345"


def signed_in_on(page, path, account="nouveau"):
    page.goto(path)
    page.fill("[name=email]", f"{account}@valbourg.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button:has-text('Se connecter')")
    page.wait_for_url(re.compile(re.escape(path.partition("#")[0])))
    return page


def test_an_address_is_chosen_with_the_keyboard_alone(visitor, axe):
    page = signed_in_on(visitor(), "/mon-adresse/choisir")
    field = page.get_by_role("combobox", name="Votre adresse")
    field.press_sequentially("rue des tilleul")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_attribute("aria-selected", "true")
    assert axe(page) == []
    field.press("Enter")
    field.press_sequentially("4")
    expect(page.get_by_role("option", name=re.compile("^4 rue des Tilleuls"))).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.get_by_role("option")).to_have_count(0)
    field.press("Enter")
    page.wait_for_url("**/mon-adresse/confirmer")
    expect(page.locator(".lead")).to_contain_text("4 rue des Tilleuls")


def test_the_list_closes_with_escape_and_leaves_what_was_typed(visitor):
    page = signed_in_on(visitor(), "/mon-adresse/choisir")
    field = page.get_by_role("combobox", name="Votre adresse")
    field.press_sequentially("12 rue")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("12 rue")


def test_without_javascript_a_search_offers_choices(visitor):
    page = signed_in_on(visitor(javascript=False), "/mon-adresse/choisir")
    page.fill("[name=typed]", "4 rue des")
    page.click("text=Continuer")
    page.locator("label.choice").first.click()
    page.click("text=C’est celle-ci")
    expect(page).to_have_url(re.compile("/mon-adresse/confirmer$"))


def test_the_square_of_the_letter_fills_the_code_in_even_through_sign_in(visitor):
    page = signed_in_on(visitor(), f"/mon-adresse/code#{CODE}")
    expect(page.get_by_label("Code de la lettre")).to_have_value(CODE)
    assert "#" not in page.url


def test_the_desk_prints_its_letters_and_posts_them(visitor, axe):
    page = signed_in_on(visitor(), "/accueil/courriers", "mairie")
    expect(page.get_by_role("heading", name="2 lettres attendent")).to_be_visible()
    page.click("text=Préparer l’impression")
    pdf = page.get_by_role("link", name="Ouvrir le PDF à imprimer")
    expect(pdf).to_be_visible()
    assert axe(page) == []
    answer = page.request.get(pdf.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    page.click("text=Marquer comme postées")
    expect(page.get_by_text("Aucune lettre en attente")).to_be_visible()
