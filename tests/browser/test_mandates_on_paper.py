"""Somebody of 82 without e-mail: a sheet, a desk, a helper, a code that stops; no script."""

import re

import pytest
from playwright.sync_api import expect

from neighbourhood.foundation.storing import codes
from tests.support import people
from tests.support.browser import PHONE
from tests.support.pdf import text_of

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]

DOOR = "22 rue des Tanneurs"
HELPER = "olivia.da-silva"


def test_a_sheet_of_paper_lets_a_neighbour_act_until_its_code_stops_her(visitor, site, axe):
    name = f"Gaston Perrache{site.name}"
    hers = people.sign_in(visitor(javascript=False, viewport=PHONE), HELPER, "/mandats")
    people.press(hers, "Préparer une feuille")
    answer_every_step(hers, name)
    sheet = hers.url
    reference, code = read_the_sheet(hers, name)
    hers.goto("/mandats")
    expect(hers.locator("main")).to_contain_text(name)
    expect(hers.get_by_role("button", name="Agir pour")).to_have_count(0)

    record_at_the_desk(
        people.sign_in(visitor(javascript=False), "mairie", "/accueil/mandats"), name, reference
    )
    looks = people.sign_in(visitor(), "mairie", "/accueil/mandats")
    assert axe(looks) == []

    hers.goto(sheet)
    people.press(hers, "Agir pour Gaston")
    expect(hers.locator(".acting")).to_contain_text(name)
    title = f"Une ampoule à changer ({site.name})"
    notice = people.ask_for_help(hers, title).removeprefix(site.base_url)
    neighbour = people.sign_in(visitor(javascript=False), "aylin", notice)
    expect(neighbour.locator("main")).to_contain_text(re.compile(r"par Olivia .* pour Gaston P"))

    anyone = visitor(javascript=False)
    stop(anyone, reference, code, name)
    hers.goto(notice)
    expect(hers.locator("main")).to_contain_text("Le mandat a pris fin")


def answer_every_step(page, name):
    """A mistake says so, going back loses nothing."""
    people.press(page, "Continuer")
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("[name=full_name]", name)
    people.press(page, "Continuer")
    page.fill("[name=typed]", DOOR)
    people.press(page, "Retour")
    expect(page.locator("[name=full_name]")).to_have_value(name)
    people.press(page, "Continuer")
    expect(page.locator("[name=typed]")).to_have_value(DOOR)
    people.press(page, "Continuer")
    page.get_by_label("Publier des annonces").check()
    people.press(page, "Continuer")
    page.get_by_label("Un mois").check()
    people.press(page, "Voir l’aperçu")
    expect(page.locator("main")).to_contain_text(name)
    expect(page.locator("main")).to_contain_text("Rien ne commence avant")
    people.press(page, "Préparer la feuille")


def read_the_sheet(page, name):
    """Return the reference and the code printed on the sheet."""
    link = page.get_by_role("link", name="Ouvrir la feuille à imprimer")
    answer = page.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    lines = text_of(answer.body()).split("\n")
    assert name in lines
    reference = next(line for line in lines if re.fullmatch(r"\w{4}-\w{4}", line))
    code = next(line for line in lines if re.fullmatch(r"\w{5}-\w{5}", line))
    return reference, code


def record_at_the_desk(page, name, reference):
    page.fill("[name=reference]", reference.lower())
    people.press(page, "Voir ce qu’elle dit")
    expect(page.locator("main")).to_contain_text(name)
    expect(page.locator("main")).to_contain_text(DOOR)
    people.press(page, "Enregistrer")
    expect(page.locator(".error-summary")).to_be_visible()
    page.get_by_label("J’ai vu la personne").check()
    people.press(page, "Enregistrer")
    expect(page.locator("main")).to_contain_text("C’est enregistré")


def stop(page, reference, code, name):
    page.goto("/mandats/arreter-un-mandat")
    page.fill("[name=reference]", reference)
    page.fill("[name=code]", codes.spell("0" * 10))
    people.press(page, "Continuer")
    expect(page.locator(".error-summary")).to_contain_text("La référence ou le code")
    expect(page.locator("main")).not_to_contain_text(name)
    page.fill("[name=code]", code)
    people.press(page, "Continuer")
    expect(page.locator("main")).to_contain_text(name)
    people.press(page, "Oui, arrêter")
    expect(page.locator("main")).to_contain_text("C’est arrêté")


def test_the_square_of_the_sheet_fills_both_codes_in(visitor, axe):
    page = visitor(viewport=PHONE)
    page.goto("/mandats/arreter-un-mandat?reference=ABCD1234#ABCDE-12345")
    expect(page.get_by_label("Référence")).to_have_value("ABCD1234")
    expect(page.get_by_label("Code pour arrêter")).to_have_value("ABCDE-12345")
    assert "#" not in page.url
    assert axe(page) == []
