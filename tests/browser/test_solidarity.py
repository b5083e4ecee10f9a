"""A need, from the desk of a partner to the thanks of its donors, on both stacks."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import people, rounds
from tests.support.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.on("grown")]


@pytest.fixture
def need(visitor, site):
    """Write a need of 40 € as Sophie, approve it as Hassan; return its title and where it is."""
    title = f"Une paire de lunettes pour un collégien ({site.name})"
    sophie = people.sign_in(visitor(), "sophie", "/partenaires")
    people.press(sophie, "Besoins")
    people.press(sophie, "Écrire un besoin")
    sophie.locator("label.tile", has=sophie.locator("[value=health]")).click()
    people.press(sophie, "Continuer")
    sophie.fill("[name=title]", title)
    sophie.fill("[name=covers]", "Appelez le 06 12 34 56 78.")
    people.press(sophie, "Continuer")
    expect(sophie.locator("[role=alert]")).to_contain_text("numéro de téléphone")
    sophie.fill("[name=covers]", "Le reste à payer chez l’opticien, une fois la mutuelle passée.")
    people.press(sophie, "Continuer")
    sophie.fill("[name=amount]", "40")
    sophie.select_option("[name=quartier]", label="Les Tanneurs")
    people.press(sophie, "Voir l’aperçu")
    people.weigh(sophie)
    people.press(sophie, "Envoyer à relire")
    expect(sophie.locator("main")).to_contain_text("C’est envoyé")
    expect(sophie.get_by_role("button", name="Approuver ce besoin")).to_have_count(0)

    hassan = people.sign_in(visitor(), "hassan", sophie.url.partition(site.base_url)[2])
    desk = hassan.url
    people.weigh(hassan)
    people.press(hassan, "Approuver ce besoin")
    expect(hassan.locator("main")).to_contain_text("Il attend l’envoi avec d’autres besoins")
    assert rounds.hold(site) >= 1
    hassan.goto(desk)
    people.press(hassan, "Voir la page publique")
    address = hassan.url
    hassan.goto(desk)
    return title, address, sophie, hassan


def test_a_need_is_written_approved_funded_at_once_by_two_and_proved(visitor, site, need):
    title, address, sophie, hassan = need
    hers = people.sign_in(visitor(viewport=PHONE), "karima", "/solidarite")
    hers.get_by_role("link", name=title, exact=True).click()
    expect(hers).to_have_url(address)
    give(hers, "25,50")
    pay_in_the_end(hers)
    expect(hers.locator("main")).to_contain_text("bien arrivés")

    his = people.sign_in(visitor(), "marcel")
    for page in (hers, his):
        page.goto(address)
        expect(page.locator("main")).to_contain_text(re.compile("Il manque 14,50\\s€"))
        people.press(page, "Donner autrement")
        page.fill("[name=amount]", "14,50")
    at_once(hers, his)
    paying, late = sorted((hers, his), key=lambda page: "/paiement-demo/" not in page.url)
    expect(paying).to_have_url(re.compile("/paiement-demo/"))
    expect(late).to_have_url(re.compile("/donner$"))
    expect(late.locator("main")).not_to_contain_text("bien arrivés")
    paying.get_by_role("button", name="Payer").click()
    expect(paying.locator("main")).to_contain_text("Tout est réuni")
    late.goto(address)
    expect(late.locator("main")).to_contain_text(re.compile("40\\s€ sur 40\\s€"))
    expect(late.get_by_role("button", name="Donner")).to_have_count(0)

    sophie.reload()
    people.prove(sophie, hassan, "Les lunettes sont commandées et payées.")
    hers.goto("/notifications")
    hers.locator("main button", has_text=title).first.click()
    expect(hers.locator("main")).to_contain_text("Les lunettes sont commandées et payées.")
    expect(hers.locator("main")).not_to_contain_text("Karima")
    hers.goto("/solidarite/mes-dons")
    expect(hers.locator("main .rows li", has_text=title).first).to_be_visible()


def give(page, amount):
    people.press(page, "Donner autrement")
    page.fill("[name=amount]", amount)
    people.press(page, "Aller payer")
    expect(page.locator("h1")).to_contain_text(re.compile(f"Payer {amount}\\s€"))


def pay_in_the_end(page):
    page.get_by_role("button", name="Simuler un refus").click()
    expect(page.locator("[role=alert]")).to_contain_text("refusée")
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("main")).to_contain_text("Rien n’a été payé")
    people.press(page, "Essayer de nouveau")
    typed, chosen = page.locator("[name=amount]"), page.locator("[name=suggested]")
    typed.fill("12")
    page.locator(".choices .choice").first.click()
    expect(typed).to_have_value("")
    typed.press_sequentially("25,50")
    expect(chosen.first).not_to_be_checked()
    people.press(page, "Aller payer")
    page.get_by_role("button", name="Payer").click()


def at_once(*pages):
    """Press the button of every page without waiting for any of them."""
    for page in pages:
        page.evaluate("setTimeout(() => document.querySelector('main form').requestSubmit(), 50)")
    for page in pages:
        page.wait_for_function(
            "() => location.pathname.includes('paiement')"
            " || document.querySelector('main [role=alert], main .notice-line')"
        )


def test_giving_works_without_javascript(visitor):
    page = people.sign_in(visitor(javascript=False), "aylin", "/solidarite")
    people.open_need(page)
    people.press(page, "Donner autrement")
    people.press(page, "Aller payer")
    expect(page.locator("[role=alert]")).to_contain_text("Choisissez un montant")
    page.locator("label.choice").first.click()
    people.press(page, "Aller payer")
    page.get_by_role("button", name="Payer").click()
    expect(page.locator("main")).to_contain_text("bien arrivés")
