"""One neighbour acts for another, in sight of everyone, until one has enough; on both stacks."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import people
from tests.support.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]
# Whoever reads one who acts for them reads the whole name; neighbours, what they are shown of it.
SIGNED = "par Olivia S. pour Marcel Lefèvre"
HERSELF = "par Olivia Da Silva pour Marcel Lefèvre"


def test_somebody_of_82_lets_a_neighbour_write_until_he_has_enough(visitor, site, axe):
    his = people.sign_in(visitor(), "marcel", "/moi")
    code = give_a_mandate(his)
    mandate = his.url
    assert axe(his) == []

    hers = people.sign_in(visitor(viewport=PHONE), "olivia.da-silva", "/mandats/code")
    take_it_up(hers, code)
    people.press(hers, "Agir pour Marcel")
    expect(hers.locator(".acting")).to_contain_text("Vous agissez pour Marcel Lefèvre")
    assert axe(hers) == []
    title = f"Une ampoule trop haute ({site.name})"
    notice = people.ask_for_help(hers, title)
    expect(hers.locator("main")).to_contain_text(HERSELF)

    neighbour = people.sign_in(visitor(), "aylin")
    expect(neighbour.locator("article", has_text=title)).to_contain_text(SIGNED)
    neighbour.goto(notice)
    neighbour.fill("[name=own]", "J’ai une grande échelle.")
    people.press(neighbour, "Envoyer ma réponse")
    people.press(neighbour, "Ouvrir la conversation")
    people.live(neighbour)
    hers.goto(neighbour.url)
    people.live(hers)
    people.say(hers, "Merci Aylin, Marcel est là demain.")
    said = neighbour.locator(".bubble", has_text="Marcel est là demain")
    expect(said).to_contain_text(SIGNED)
    expect(hers.locator(".bubble.mine", has_text="Marcel est là")).to_contain_text(HERSELF)

    assert hers.goto("/moi").status == 403
    expect(hers.locator("main")).to_contain_text("le mandat n’ouvre pas cette page")
    hers.goto(neighbour.url)
    people.live(hers)
    end_it(his, mandate)
    # Within a second her page has lost its line, asked again, and says why.
    expect(hers).to_have_url(re.compile("/mandats(#|$)"))
    expect(hers.locator("main")).to_contain_text("Le mandat a pris fin")
    expect(hers.locator(".acting")).to_have_count(0)
    assert hers.goto(neighbour.url).status == 404


def give_a_mandate(page) -> str:
    """Give a mandate to write and to talk; a step left out says so, and nothing is lost."""
    people.press(page, "Agir pour quelqu’un")
    people.press(page, "Confier un mandat")
    people.press(page, "Continuer")
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_label("Publier des annonces").check()
    page.get_by_label("Tenir les conversations").check()
    people.press(page, "Continuer")
    page.get_by_label("Un mois").check()
    people.press(page, "Retour")
    expect(page.get_by_label("Publier des annonces")).to_be_checked()
    people.press(page, "Continuer")
    page.get_by_label("Un mois").check()
    people.press(page, "Continuer")
    expect(page.locator("main")).to_contain_text("Donner de l’argent")
    page.get_by_label("je suis d’accord").check()
    people.press(page, "Confier ce mandat")
    return page.locator("#code").inner_text().strip()


def take_it_up(page, code):
    page.fill("[name=code]", "pas un code")
    people.press(page, "Continuer")
    expect(page.locator("[name=code]")).to_have_value("pas un code")
    page.fill("[name=code]", "AAAAA-AAAAA")
    people.press(page, "Continuer")
    expect(page.locator("main")).to_contain_text("Aucun mandat n’attend ce code")
    page.fill("[name=code]", code)
    people.press(page, "Continuer")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marcel")
    page.get_by_label("je suis d’accord").check()
    people.press(page, "J’accepte ce mandat")


def end_it(page, mandate):
    page.goto(mandate)
    expect(page.locator(".journal")).to_contain_text("Olivia Da Silva, pour vous")
    people.press(page, "Arrêter ce mandat")
    expect(page.get_by_role("heading", level=1)).to_have_text("Arrêter ce mandat ?")
    people.press(page, "Arrêter ce mandat")
    expect(page.locator("main")).to_contain_text("C’est arrêté, à l’instant.")
