"""Choosing an address and entering a code, by hand and by keyboard, in a real browser."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from neighbourhood.foundation.demo import PASSWORD
from neighbourhood.foundation.storing.clock import now
from tests.support import people
from tests.support.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]

CODE = "ABCDE-12345"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


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


def test_one_tap_on_the_button_goes_on_while_the_list_is_open(visitor):
    page = signed_in_on(visitor(viewport=PHONE), "/mon-adresse/choisir")
    field = page.get_by_role("combobox", name="Votre adresse")
    button = page.get_by_role("button", name="Continuer")
    meant = button.bounding_box()
    field.press_sequentially("4 rue des")
    expect(page.get_by_role("option").nth(1)).to_be_visible()
    assert button.bounding_box() == meant
    page.mouse.click(meant["x"] + meant["width"] / 2, meant["y"] + meant["height"] / 2)
    expect(page.get_by_role("radio").first).to_be_visible()
    expect(page.locator("[name=typed]:visible")).to_have_value("4 rue des")


def test_the_number_typed_is_kept_when_a_street_is_chosen(visitor):
    page = signed_in_on(visitor(), "/mon-adresse/choisir")
    field = page.get_by_role("combobox", name="Votre adresse")
    field.press_sequentially("4000 rue des tilleuls, bât B")
    page.get_by_role("option", name=re.compile("rue des Tilleuls")).click()
    expect(field).to_have_value(re.compile("^4000 rue des Tilleuls, .*, bât B$"))


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
    page.get_by_role("link", name="Tout cocher").click()
    page.click("text=Marquer comme postées")
    expect(page.get_by_text("Aucune lettre en attente")).to_be_visible()


def claim_by(page, title, door="4 rue des Tilleuls"):
    """Choose a door, then a proof by the words on its tile."""
    people.claim_address(page, door, title)
    return page


def test_the_page_of_proofs_offers_five_large_tiles(visitor, axe):
    page = signed_in_on(visitor(viewport=PHONE), "/mon-adresse/confirmer")
    tiles = page.locator("main form.tiles button.tile")
    expect(tiles).to_have_count(5)
    assert all(tiles.nth(rank).bounding_box()["height"] >= 44 for rank in range(5))
    assert axe(page) == []


def test_without_javascript_someone_comes_to_the_desk_and_types_what_is_read_aloud(visitor, axe):
    resident = signed_in_on(visitor(javascript=False), "/mon-adresse/choisir", "odile")
    claim_by(resident, "À l’accueil")
    expect(resident.get_by_text("rien n’est copié")).to_be_visible()
    desk = signed_in_on(visitor(), "/accueil/guichet", "mairie")
    assert axe(desk) == []
    desk.fill("[name=typed]", "4 rue des Tilleuls")
    desk.click("text=Faire un code")
    figures = desk.locator("#code").inner_text()
    resident.goto("/mon-adresse/code")
    resident.fill("[name=code]", figures)
    resident.click("text=Je suis chez moi")
    expect(resident.get_by_text("Bienvenue chez vous")).to_be_visible()
    desk.goto("/accueil/guichet")
    expect(desk.get_by_text("Odile Verdier")).to_be_visible()


def test_a_document_is_sent_read_and_refused_with_a_reason(visitor, axe):
    resident = signed_in_on(visitor(), "/mon-adresse/choisir")
    claim_by(resident, "Avec un document")
    assert axe(resident) == []
    resident.set_input_files(
        "[name=document]", {"name": "bail.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    resident.fill("[name=dated_on]", f"{now() - timedelta(days=20):%Y-%m-%d}")
    resident.click("text=Envoyer à la mairie")
    expect(resident.get_by_text("Votre document est bien arrivé")).to_be_visible()
    desk = signed_in_on(visitor(), "/accueil/documents", "mairie")
    desk.locator("main .rows a", has_text="Théo Lambert").click()
    expect(desk.get_by_text("Ouvrir le PDF")).to_be_visible()
    assert axe(desk) == []
    desk.get_by_label("Il est à un autre nom").check()
    desk.click("text=Refuser et effacer")
    expect(desk.get_by_role("heading", name="Documents à lire")).to_be_visible()
    expect(desk.locator("main .rows", has_text="Théo Lambert")).to_have_count(0)
    resident.goto("/mon-adresse")
    expect(resident.get_by_text("Il est à un autre nom")).to_be_visible()


def test_a_newcomer_shows_a_code_and_a_neighbour_reads_before_vouching(visitor, axe):
    newcomer = signed_in_on(visitor(viewport=PHONE), "/mon-adresse/choisir")
    claim_by(newcomer, "Grâce à deux voisins")
    code = newcomer.locator("#code").inner_text()
    assert axe(newcomer) == []
    neighbour = signed_in_on(visitor(), f"/garant#{code}", "karima")
    expect(neighbour.get_by_label("Code donné par cette personne")).to_have_value(code)
    assert axe(neighbour) == []
    neighbour.click("main >> text=Continuer")
    neighbour.wait_for_url(re.compile("/garant"))


def test_a_household_code_is_typed_wrong_and_says_so(visitor):
    page = signed_in_on(visitor(), "/mon-adresse/choisir")
    claim_by(page, "Avec le code de mon foyer")
    page.click("text=Entrer le code")
    page.fill("[name=code]", CODE)
    page.click("text=Je suis chez moi")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("Ce n’est pas le bon code")
