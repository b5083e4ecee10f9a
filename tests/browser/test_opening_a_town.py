"""A town set up from nothing in the browser, JavaScript or not, until a quartier opens."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.neighbourhood.openings.conftest import as_csv, door, part
from tests.support import people
from tests.support.browser import PHONE
from tests.support.geojson import collection
from tests.support.waiting import until

# A worker tries the files, beside the servers.
pytestmark = pytest.mark.on("grown")


def test_a_town_is_set_up_and_its_first_quartier_opens(visitor, site, axe):
    admin = people.sign_in(visitor(), "admin", "/administration/")
    home = chooses(admin, axe)
    tries_and_takes(admin, home, axe)
    by_hand = people.sign_in(visitor(javascript=False, viewport=PHONE), "admin", f"{home}/adresses")
    sends(by_hand, "adresses.csv", as_csv([*(door(n) for n in range(1, 13)), door(0) | BROKEN]))
    expect(by_hand.locator("main")).to_contain_text("Ligne 14 du fichier")
    people.press(by_hand, "Importer sans ce qui est à corriger")
    looks_until(by_hand, "C’est importé")
    completes(admin, home, visitor(), site)
    karima = waits(visitor(viewport=PHONE), site)
    people.press(admin, "Ouvrir la commune")
    people.press(admin, "Ouvrir la commune")
    expect(admin.locator("body")).to_contain_text("1 quartier ouvre")
    karima.goto("/")
    expect(karima.locator("main")).to_contain_text("Prouver mon adresse")


BROKEN = {"numero": "?", "id": "99101_x"}


def chooses(page, axe) -> str:
    people.press(page, "Ajouter une commune")
    page.fill("[name=q]", "pontg")
    page.keyboard.press("Enter")
    people.press(page, "Pontgivre")
    assert axe(page) == []
    people.press(page, "Ajouter cette commune")
    expect(page.locator("main")).to_contain_text("il manque leurs contours")
    assert axe(page) == []
    return urlsplit(page.url).path.removesuffix("/ouverture")


def sends(page, name, content):
    page.set_input_files("[name=file]", {"name": name, "mimeType": "text/plain", "buffer": content})
    people.press(page, "Essayer ce fichier")
    looks_until(page, "Voici ce que ce fichier ferait")


def looks_until(page, words):
    """Ask again, as the page invites to, until the work beside it is done."""

    def is_said():
        again = page.get_by_role("link", name="Regarder de nouveau")
        if again.count():
            again.click()
        return words in page.locator("main").inner_text()

    until(is_said, seconds=90, otherwise=words)


def tries_and_takes(page, home, axe):
    people.press(page, "Les quartiers")
    sends(page, "quartiers.geojson", collection(part("Le Pont"), part("La Givre", 1)))
    assert axe(page) == []
    people.press(page, "Importer")
    looks_until(page, "C’est importé")


def completes(page, home, manager, site):
    mailbox = people.sign_up(manager, site, "Claire Mairie")
    page.goto(f"{home}/service")
    if page.locator("[name=present]").count():
        page.fill("[name=present]", people.PASSWORD)
        page.locator("main form button").first.click()
    page.fill("[name=name]", "Vie des quartiers")
    page.fill("[name=email]", mailbox)
    people.press(page, "Envoyer l’invitation")
    expect(page.locator("main")).to_contain_text("Le service de la ville : en attente")
    manager.goto(people.link_in(people.mail_to(site, mailbox, "/partenaires/invitation/")))
    people.press(manager, "Rejoindre l’équipe")
    expect(manager.locator("body")).to_contain_text("Bienvenue dans l’équipe")
    page.goto(f"{home}/regle")
    page.fill("[name=opening_number]", "1")
    people.press(page, "Enregistrer")
    expect(page.locator("main")).to_contain_text("un quartier ouvre à 1 voisin")


def waits(page, site):
    page.goto("/quartiers/")
    people.press(page, "Le Pont")
    people.press(page, "Voir quand il ouvre")
    people.sign_up(page, site, "Karima Benali")
    people.press(page, "M’inscrire sur la liste")
    expect(page.locator("main")).to_contain_text("Il y a assez de voisins")
    return page
