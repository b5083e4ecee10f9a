"""Gifts without an account, by a transfer, and one that goes back after it was paid out."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import money_desk, people

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]

TOWN = "/villes/99035"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_visitor_gives_with_a_mailbox_alone_and_reads_the_receipt(visitor, site, javascript):
    mailbox = f"passante.{javascript}.{site.name}@example.org".lower()
    page = visitor(javascript=javascript)
    page.goto(TOWN)
    page.locator("section[aria-labelledby=open] a").first.click()
    page.fill("[name=email]", mailbox)
    page.locator("[name=suggested]").first.click()
    people.pay(page)

    mail = people.mail_to(site, mailbox, "bien arrivé")
    page.goto(people.link_in(mail))
    expect(page.locator("h1")).to_have_text("Reçu de votre don")
    expect(page.locator("main")).to_contain_text("Qui lit votre nom")
    people.press(page, "Mes dons")
    expect(page.locator("main .rows li")).to_have_count(1)


def test_a_transfer_is_announced_found_on_a_statement_and_receipted(visitor, site):
    # Of a kind where much is missing: half of it may wait for transfers, no more.
    page = people.sign_in(visitor(), "karima", "/solidarite?kind=school")
    people.open_need(page)
    people.press(page, "Donner autrement")
    page.fill("[name=amount]", "7")
    page.check("[name=means][value=transfer]")
    people.press(page, "Aller payer")
    expect(page.locator("h1")).to_contain_text("Votre virement")
    reference = page.locator("dd", has_text=re.compile("^RF")).locator("strong").inner_text()
    transfer = page.url

    admin = people.sign_in(visitor(), "admin", "/administration/argent")
    people.press(admin, "Relevés du compte")
    with admin.expect_download() as downloading:
        people.press(admin, "Télécharger le fichier")
    admin.set_input_files("[name=file]", downloading.value.path())
    people.press(admin, "Lire le relevé")
    expect(admin.locator("main")).to_contain_text(reference)
    expect(admin.locator("main")).to_contain_text("Rien n’a encore changé")
    people.press(admin, "Importer")
    expect(admin.locator("main")).to_contain_text("Ce relevé est importé")

    page.goto(transfer)
    expect(page.locator("h1")).to_have_text("Reçu de votre don")
    expect(page.locator("main")).to_contain_text(re.compile("7\\s€"))
    key = page.url.rpartition("/")[2]
    people.mail_to(site, "karima@valbourg.example", key)


def test_a_gift_contested_after_it_was_paid_out_is_covered_by_the_town(visitor):
    page = people.sign_in(visitor(), "karima", "/solidarite")
    people.open_need(page)
    title = page.locator("h1").inner_text()
    partner = page.locator(".who strong").inner_text()
    page.locator("[name=suggested]").last.click()
    people.pay(page)
    expect(page.locator("main")).to_contain_text("Tout est réuni")
    people.press(page, "Voir le reçu")
    page.wait_for_url("**/mes-dons/*")
    key = page.url.rpartition("/")[2]

    admin = people.sign_in(visitor(), "admin", "/administration")
    aylin = people.sign_in(visitor(), "aylin")
    money_desk.pay_out(admin, aylin, partner)
    for news in ("dispute opened", "dispute lost"):
        admin.goto("/administration/argent")
        admin.select_option("[name=key]", key)
        admin.select_option("[name=news]", news)
        people.press(admin, "Faire parler la banque")
        expect(admin.locator("main")).to_contain_text("La banque a parlé.")

    aylin.goto("/administration")
    money_desk.to_money_of(aylin, "Valbourg")
    covered = aylin.locator("section[aria-labelledby=covered] li", has_text=title)
    expect(covered.first).to_be_visible()
    page.reload()
    expect(page.locator("main")).to_contain_text("contesté")


def test_a_gift_comes_each_month_until_it_is_stopped_in_one_tap(visitor, site):
    page = people.sign_in(visitor(), "marcel", "/solidarite/formules")
    page.locator("main .packages a").first.click()
    people.press(page, "Donner chaque mois")
    page.fill("[name=amount]", "2")
    people.press(page, "Aller payer")
    people.pay(page)
    expect(page.locator("main")).to_contain_text("Ce don revient")
    people.mail_to(site, "marcel@valbourg.example", "Arrêter ce don mensuel")

    admin = people.sign_in(visitor(), "admin", "/administration/argent")
    people.press(admin, "Passer un mois")
    expect(admin.locator("main")).to_contain_text("Un mois a passé")
    page.goto("/solidarite/mes-dons")
    given = page.locator(
        "main .rows li", has=page.locator("strong", has_text=re.compile("^2\\s€$"))
    )
    expect(given).to_have_count(2)
    people.press(page, "Arrêter ce don mensuel")
    expect(page.locator("main")).to_contain_text("est arrêté")
    page.goto("/solidarite/mes-dons")
    expect(page.locator("main")).not_to_contain_text("Arrêter ce don mensuel")
