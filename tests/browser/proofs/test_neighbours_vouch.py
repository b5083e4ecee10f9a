"""Two neighbours bring a newcomer home, and whoever is turned away."""

import pytest
from playwright.sync_api import expect

from tests.browser.proofs.steps import WRONG, come_home, is_home, refused, type_code
from tests.support import people
from tests.support.browser import PHONE

pytestmark = pytest.mark.xdist_group("proofs")


def vouch(page, code):
    page.goto("/garant")
    type_code(page, code, "Continuer")


def test_two_neighbours_read_what_it_engages_and_bring_a_newcomer_home(
    visitor, site, newcomer, axe
):
    nora = newcomer("Nora Petit", "5 rue des Cordiers", "Grâce à deux voisins", viewport=PHONE)
    code = nora.locator("#code").inner_text().strip()
    expect(nora.locator("main")).to_contain_text("Personne ne s’est encore porté garant")

    turned_away_without_an_address(visitor(), site)

    karima = people.sign_in(visitor(), "karima", "/garant")
    reads_then_vouches(karima, code, axe)
    nora.reload()
    expect(nora.locator("main")).to_contain_text("Une personne sur deux a répondu de vous")
    expect(nora.locator("main")).not_to_contain_text("Karima")

    vouch(karima, code)
    expect(karima.locator("main")).to_contain_text("deux autres logements")
    lives_with_karima(newcomer, code)

    marcel = people.sign_in(visitor(javascript=False), "marcel", "/garant")
    vouch(marcel, code.lower().replace("-", " "))
    marcel.get_by_label("Je connais cette personne").check()
    people.press(marcel, "Je me porte garant")
    expect(marcel.get_by_text("vous connaissez cette personne")).to_be_visible()

    nora.goto("/notifications")
    people.agree(nora)
    expect(nora.get_by_text("Bienvenue chez vous").first).to_be_visible()
    is_home(nora, "5 rue des Cordiers")
    vouch(marcel, code)
    expect(marcel.locator(".error-summary")).to_contain_text("il est trop ancien")


def turned_away_without_an_address(page, site):
    people.sign_up(page, site, "Sans Adresse")
    assert page.goto("/garant").status == 403
    expect(page.locator("main")).to_contain_text("Prouvez d’abord votre adresse")
    expect(page.get_by_role("link", name="Prouver mon adresse")).to_be_visible()


def reads_then_vouches(page, code, axe):
    type_code(page, "presque", "Continuer")
    refused(page, "presque", "dix lettres et chiffres")
    type_code(page, WRONG, "Continuer")
    refused(page, WRONG, "Ce code n’existe pas")
    type_code(page, code, "Continuer")
    expect(page.locator("main .lead")).to_contain_text("Nora Petit")
    expect(page.locator("main .lead")).to_contain_text("5 rue des Cordiers")
    expect(page.get_by_text("vous pouvez perdre votre place")).to_be_visible()
    assert axe(page) == []
    people.press(page, "Je me porte garant")
    expect(page.locator(".error-summary")).to_contain_text("Cochez cette case")
    expect(page.locator("main .lead")).to_contain_text("Nora Petit")
    page.get_by_label("Je connais cette personne").check()
    people.press(page, "Je me porte garant")
    expect(page.get_by_text("vous connaissez cette personne")).to_be_visible()


def lives_with_karima(newcomer, code):
    """Somebody behind the door of the first voucher counts as the same household."""
    page = newcomer("Lila Benali", "3 rue de la Fontaine", "Par une lettre")
    typed = people.read_letter(page)
    page.goto("/mon-adresse/code")
    come_home(page, typed)
    vouch(page, code)
    expect(page.locator("main")).to_contain_text("deux autres logements")
    expect(page.locator("main")).not_to_contain_text("Karima")
