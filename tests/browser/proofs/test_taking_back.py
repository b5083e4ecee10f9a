"""A proof taken back, in sight of its owner."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.proofs.steps import come_home, is_home
from tests.support import people
from tests.support.browser import PHONE

pytestmark = pytest.mark.xdist_group("proofs")


def test_a_proof_is_taken_back_in_sight_of_its_owner_who_begins_anew(visitor, newcomer, axe):
    door = "2 rue des Cordiers"
    page = newcomer("Yann Reparti", door, "Par une lettre", viewport=PHONE)
    code = people.read_letter(page)
    page.goto("/mon-adresse/code")
    come_home(page, code)
    is_home(page, door)
    number = page.locator("dd", has_text=re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$")).inner_text()
    notice = people.ask_for_help(page, "Porter un buffet avant de partir")

    desk = people.sign_in(visitor(), "mairie", "/accueil/garants")
    desk.fill("[name=reference]", "AAAA-1111")
    people.press(desk, "Voir sa preuve")
    expect(desk.locator(".error-summary")).to_contain_text("Aucune adresse confirmée")
    expect(desk.locator("[name=reference]")).to_have_value("AAAA-1111")
    desk.fill("[name=reference]", number)
    people.press(desk, "Voir sa preuve")
    desk.get_by_label("Quelqu’un a signalé cette adresse").check()
    people.press(desk, "Continuer")
    expect(desk.locator("main")).to_contain_text("Yann Reparti")
    assert axe(desk) == []
    desk.fill("[name=words]", "Le logement est vide depuis mai.")
    people.press(desk, "Retirer la preuve")
    expect(desk.locator(".error-summary")).to_be_focused()
    expect(desk.locator("[name=words]")).to_have_value("Le logement est vide depuis mai.")
    desk.get_by_label("La personne n’habite plus à cette adresse").check()
    people.press(desk, "Retirer la preuve")
    expect(desk.get_by_text("La preuve est retirée")).to_be_visible()

    page.goto("/notifications")
    page.get_by_role("button", name="La preuve de votre adresse").or_(
        page.get_by_role("link", name="La preuve de votre adresse")
    ).first.click()
    expect(page.locator("main")).to_contain_text("Le logement est vide depuis mai.")
    assert axe(page) == []
    marcel = people.sign_in(visitor(), "marcel", "/entraide")
    assert marcel.goto(notice).status == 410
    people.claim_address(page, "8 rue des Cordiers", "À l’accueil, en personne")
    expect(page.get_by_text("rien n’est copié")).to_be_visible()
