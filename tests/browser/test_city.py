"""The needs of a city: from its file to a gift whose donor verifies it, on both stacks."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import money_desk, people, rounds
from tests.support.needs_files import KINDS, as_file, line
from tests.support.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.on("grown")]

# The grown stack is tried by one process of the suite, test after test: a smaller city there, of
# which the worker writes, approves and serves no other way.
LINES = {"embedded": 120, "grown": 60}
QUARTIERS = ("Les Tanneurs", "Le Moulin", "La Gare", "Saint-Aubin", "Les Coteaux", "Port-Neuf")
PROOF = "La facture est payée au fournisseur."
# The work beside the pages: the needs are written, approved and published one by one.
PATIENCE = 90_000


def test_the_needs_of_a_city_are_given_to_paid_out_proved_and_verified(visitor, site):
    mairie = people.sign_in(visitor(), "mairie", "/partenaires")
    isabelle = people.sign_in(visitor(), "isabelle.nguyen-morel")
    number = LINES[site.name]
    send(mairie, number)
    approve(isabelle, mairie.url, number)
    assert rounds.hold(site) >= number

    donors = [people.sign_in(visitor(), name, "/solidarite/formules") for name in PAYING]
    give_at_once(*donors)
    site.flask("funding", "share")
    need = complete_need(mairie)

    admin = people.sign_in(visitor(), "admin", "/administration")
    aylin = people.sign_in(visitor(), "aylin")
    money_desk.pay_out(admin, aylin, "CCAS de Valbourg")

    isabelle.goto(need)
    people.prove(mairie, isabelle, PROOF)
    reader = donors[0]
    reader.goto(f"/solidarite/{need.rpartition('/')[2]}")
    expect(reader.locator("main")).to_contain_text(PROOF)
    verify(reader, site)


PAYING = ("karima", "marcel")


def city(number):
    """Lines of every kind in every quartier; those of heating are small, and urgent."""
    for place in range(number):
        kind, quartier = KINDS[place % len(KINDS)], QUARTIERS[place % len(QUARTIERS)]
        is_small = kind == "Se chauffer"
        amount, urgency = ("10", "sous 7 jours") if is_small else ("150,00 €", "")
        yield line(f"ville-{place:05}", kind, quartier, amount, urgency)


def send(page, number):
    """Send the file, read what it would do, and have it done."""
    people.press(page, "Besoins")
    people.press(page, "Importer un fichier")
    content = as_file(city(number))
    file = {"name": "besoins.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("[name=file]", file)
    page.uncheck("[name=closes]")
    people.press(page, "Vérifier ce fichier")
    main = page.locator("main")
    expect(main).to_contain_text(re.compile(f"{number}\\slignes lues"), timeout=PATIENCE)
    expect(main).to_contain_text(re.compile(f"{number}\\sbesoins à créer"))
    expect(main).to_contain_text("Rien n’est encore enregistré")
    people.press(page, "Confirmer")
    expect(main).to_contain_text("Ce qui attend d’être relu", timeout=PATIENCE)
    expect(main.get_by_role("button", name="Approuver")).to_have_count(0)


def approve(page, file, number):
    page.goto(file)
    people.press(page, f"Approuver ces {number} besoins")
    said = re.compile(f"{number}\\sapprouvés")
    expect(page.locator("main")).to_contain_text(said, timeout=PATIENCE)


def give_at_once(*pages):
    """Give the whole package from every page, none of which waits for another."""
    for page in pages:
        page.get_by_role("link", name="Une facture d’énergie").first.click()
        expect(page.get_by_role("button", name="La formule entière")).to_be_visible()
    at_once(pages, "La formule entière")
    for page in pages:
        page.wait_for_url("**/paiement-demo/**")
    at_once(pages, "Payer")
    for page in pages:
        expect(page.locator("main")).to_contain_text("bien arrivés")


def at_once(pages, words):
    for page in pages:
        page.evaluate(
            "words => setTimeout(() => [...document.querySelectorAll('main button')]"
            ".find(button => button.textContent.includes(words)).click(), 50)",
            words,
        )


def complete_need(page):
    """Open a need of the file for which everything is there; return where staff read it."""
    desk = page.url.partition("/fichiers")[0]
    small = page.locator("section[aria-labelledby=funded] li", has_text=TEN_OF_TEN)

    def there():
        page.goto(desk)
        return small.count()

    until(there, otherwise="no need is complete")
    small.first.get_by_role("link").click()
    page.wait_for_url(re.compile(r"/besoins/\d+$"))
    return page.url


TEN_OF_TEN = re.compile(r"10\s€ sur 10\s€")


def verify(page, site):
    """Follow the newest gift to its receipt, and have the browser verify it."""
    site.flask("funding", "link")
    page.goto("/solidarite/mes-dons")
    page.locator("main .rows a", has_text="Une facture d’énergie").first.click()
    people.press(page, "Vérifier")
    expect(page.locator("[data-result]")).to_contain_text("Tout est juste")
