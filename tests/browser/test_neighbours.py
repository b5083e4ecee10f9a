"""From stranger to neighbour, and from a request to thanks, in real browsers, on both stacks."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import people
from tests.support.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]


def test_a_stranger_becomes_a_neighbour_asks_and_is_helped(visitor, site):
    hers = visitor(viewport=PHONE)
    people.sign_up(hers, site, "Nora Petit")
    prove_an_address(hers, "rue des Cordiers")
    title = f"Monter une étagère à deux ({site.name})"
    notice = people.ask_for_help(hers, title, picture=people.photo())
    see_the_photo(hers)

    his = people.sign_in(visitor(), "marcel")
    his.get_by_role("link", name=title).first.click()
    expect(his.locator("main .who")).to_contain_text("Nora Petit")
    his.fill("[name=own]", "Bonjour Nora, j’ai une perceuse.")
    people.press(his, "Envoyer ma réponse")
    people.press(his, "Ouvrir la conversation")

    hers.goto("/notifications")
    hers.get_by_role("button", name=re.compile("Marcel")).or_(
        hers.get_by_role("link", name=re.compile("Marcel"))
    ).first.click()
    expect(hers).to_have_url(notice)
    people.press(hers, "Se parler")
    expect(hers.locator(".bubble")).to_contain_text("j’ai une perceuse")
    talk_both_ways(hers, his)

    hers.goto(notice)
    people.press(hers, "Dire oui")
    expect(hers.locator("main")).to_contain_text("C’est convenu")
    expect(his.locator("main [data-log]")).to_contain_text("oui")
    hers.goto(notice)
    people.press(hers, "C’est fait")
    both_write_afterwards(hers, his, notice)

    strangers = people.sign_in(visitor(), "hassan", "/entraide")
    expect(strangers.get_by_role("link", name=title)).to_have_count(0)
    assert strangers.goto(notice).status == 404


def both_write_afterwards(hers, his, notice):
    """Neither reads the other before both wrote."""
    people.press(hers, "Écrire un mot")
    hers.fill("[name=text]", "Merci Marcel, elle tient bon.")
    people.press(hers, "Envoyer")
    his.goto(notice)
    expect(his.locator("main")).not_to_contain_text("Merci Marcel, elle tient bon.")
    people.press(his, "Écrire un mot")
    his.fill("[name=text]", "Avec plaisir.")
    people.press(his, "Envoyer")
    his.goto(notice)
    expect(his.locator("main")).to_contain_text("Merci Marcel, elle tient bon.")


def prove_an_address(page, street):
    people.press(page, "Prouver mon adresse")
    people.press(page, "Choisir mon adresse")
    field = page.get_by_role("combobox")
    field.press_sequentially(f"2 {street}"[:-2])
    page.get_by_role("option", name=re.compile(f"^2 {street}")).click()
    people.press(page, "Continuer")
    expect(page.locator("main .card")).to_contain_text("Les Tanneurs")
    page.locator("[name=method][value=letter]").click()
    code = people.read_letter(page)
    people.press(page, "Entrer ce code")
    expect(page.locator("[name=code]")).to_have_value(re.compile(code.replace("-", "-?")))
    people.press(page, "Je suis chez moi")
    people.agree(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nora")


def see_the_photo(page):
    picture = page.locator("img.photo")
    assert picture.evaluate("async image => (await image.decode(), image.naturalWidth)") > 500
    answer = page.request.get(picture.get_attribute("src"))
    assert answer.headers["content-type"] == "image/webp"
    assert b"Maker of cameras" not in answer.body()


def talk_both_ways(hers, his):
    for page in (hers, his):
        people.live(page)
    people.say(hers, "Parfait ! Samedi à dix heures ?")
    expect(his.locator(".bubble:not(.mine)").last).to_contain_text("Samedi à dix heures ?")
    people.say(his, "Entendu, j’apporte les chevilles.")
    expect(hers.locator(".bubble:not(.mine)").last).to_contain_text("j’apporte les chevilles")
    for page in (hers, his):
        expect(page.locator(".bubble")).to_have_count(3)


def prove_by_letter(page):
    """Choose a door, read the letter that the demonstration shows, mistype its code, type it."""
    people.press(page, "Prouver mon adresse")
    people.press(page, "Choisir mon adresse")
    page.fill("[name=typed]", "8 rue de la Fontene")
    people.press(page, "Continuer")
    expect(page.locator("main .choices")).to_contain_text("rue de la Fontaine")
    page.locator("label.choice", has_text="rue de la Fontaine").first.click()
    people.press(page, "C’est celle-ci")
    page.locator("[name=method][value=letter]").click()
    code = people.read_letter(page)
    people.press(page, "Entrer ce code")
    page.fill("[name=code]", "ABCDE-12345")
    people.press(page, "Je suis chez moi")
    expect(page.locator("[role=alert]")).to_contain_text("essais")
    page.fill("[name=code]", code.lower())
    people.press(page, "Je suis chez moi")
    people.agree(page)


def test_the_same_without_javascript(visitor, site):
    hers = visitor(javascript=False, viewport=PHONE)
    people.sign_up(hers, site, "Rosa Lima")
    prove_by_letter(hers)
    title = f"Porter un fauteuil au grenier ({site.name})"
    notice = people.ask_for_help(hers, title)

    his = people.sign_in(visitor(javascript=False), "marcel", "/entraide")
    his.fill("[name=q]", "fauteuil grenier")
    his.get_by_role("button", name="Chercher").click()
    his.get_by_role("link", name=title).first.click()
    people.press(his, "Envoyer ma réponse")
    expect(his.locator("[role=alert]")).to_contain_text("Choisissez une phrase")
    his.locator("label.choice").first.click()
    people.press(his, "Envoyer ma réponse")
    people.press(his, "Ouvrir la conversation")
    people.say(his, "À quel étage habitez-vous ?")
    expect(his.locator(".bubble").last).to_contain_text("À quel étage")

    hers.goto("/messages")
    hers.get_by_role("link", name=re.compile("Marcel")).first.click()
    expect(hers.locator(".bubble").last).to_contain_text("À quel étage")
    people.say(hers, "Au deuxième, sans ascenseur.")
    his.reload()
    expect(his.locator(".bubble").last).to_contain_text("Au deuxième")
    hers.goto(notice)
    people.press(hers, "Dire oui")
    expect(hers.locator("main")).to_contain_text("C’est convenu")
    his.goto(notice)
    people.press(his, "Je ne peux plus")
    hers.goto(notice)
    expect(hers.locator("main")).to_contain_text("ne peut plus")
    expect(hers.locator("main")).to_contain_text("En cours")
