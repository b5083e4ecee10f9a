"""The codes of a household and of the desk, from first page to last."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.proofs.steps import WRONG, come_home, is_home, refused, type_code
from tests.support import people
from tests.support.browser import PHONE
from tests.support.pdf import text_of

pytestmark = pytest.mark.xdist_group("proofs")

TOWN, QUARTIER = "99035", "Les Tanneurs"
ONE_LETTER = re.compile(r"Aux habitants\n(.+)\n.+\n(?:.*\n)*?([0-9A-Z]{5}-[0-9A-Z]{5})\n")


@pytest.fixture(scope="module")
def household_codes(embedded_site, tmp_path_factory):
    """The codes of a quartier by the line of their envelope, read in what the town prints."""
    path = tmp_path_factory.mktemp("codes") / "codes.pdf"
    where = ("--insee", TOWN, "--quartier", QUARTIER)
    said = embedded_site.flask("verification", "print-codes", *where, "--output", str(path))
    found = dict(ONE_LETTER.findall(text_of(path.read_bytes())))
    assert f"{len(found)} letters" in said
    return found


def test_the_code_of_a_household_opens_its_own_door_and_no_other(newcomer, household_codes):
    door, neighbours = "7 rue des Cordiers", "8 rue des Cordiers"
    page = newcomer("Omar Petit", door, "Avec le code de mon foyer", viewport=PHONE)
    people.press(page, "Entrer le code")
    type_code(page, household_codes[neighbours])
    refused(page, household_codes[neighbours], "il vous reste 4 essais")
    # A slip of the finger costs nothing.
    type_code(page, household_codes[door][:-1])
    refused(page, household_codes[door][:-1], "dix lettres et chiffres")
    type_code(page, WRONG)
    refused(page, WRONG, "il vous reste 3 essais")
    come_home(page, household_codes[door].lower().replace("-", " "))
    is_home(page, door)

    sister = newcomer("Lina Petit", door, "Avec le code de mon foyer", javascript=False)
    people.press(sister, "Entrer le code")
    come_home(sister, household_codes[door])
    is_home(sister, door)


def test_after_five_wrong_codes_even_the_right_one_waits(newcomer, household_codes):
    door = "9 rue des Cordiers"
    page = newcomer("Rosa Petit", door, "Avec le code de mon foyer")
    people.press(page, "Entrer le code")
    for left in ("4 essais", "3 essais", "2 essais", "un seul essai"):
        type_code(page, WRONG)
        refused(page, WRONG, f"il vous reste {left}")
    type_code(page, WRONG)
    refused(page, WRONG, "trop d’essais")
    type_code(page, household_codes[door])
    refused(page, household_codes[door], "trop d’essais")
    page.goto("/mon-adresse")
    expect(page.locator("main")).not_to_contain_text("adresse vérifiée")
    # Another way home stays open.
    people.press(page, "Prouver autrement")
    page.get_by_role("button", name="À l’accueil").click()
    expect(page.get_by_text("rien n’est copié")).to_be_visible()


# A code read aloud


def test_the_code_read_aloud_opens_one_door_for_whoever_chose_it(visitor, newcomer, axe):
    here, elsewhere = "6 rue des Cordiers", "8 rue des Cordiers"
    desk = people.sign_in(visitor(), "mairie", "/accueil/guichet")
    desk.fill("[name=typed]", "6 rue qui n’existe pas du tout")
    people.press(desk, "Faire un code")
    expect(desk.locator(".error-summary")).to_contain_text("Nous ne trouvons pas cette adresse")
    expect(desk.locator("[name=typed]")).to_have_value("6 rue qui n’existe pas du tout")
    desk.fill("[name=typed]", here)
    people.press(desk, "Faire un code")
    figures = desk.locator("#code").inner_text().strip()
    expect(desk.locator("main")).to_contain_text(here)
    assert axe(desk) == []

    other = newcomer("Paul Ailleurs", elsewhere, "À l’accueil, en personne")
    people.press(other, "Entrer le code qu’on me lit")
    type_code(other, figures)
    refused(other, figures, "il vous reste 4 essais")
    other.goto("/mon-adresse")
    expect(other.locator("main")).not_to_contain_text("adresse vérifiée")

    page = newcomer("Nadia Ici", here, "À l’accueil, en personne", viewport=PHONE)
    people.press(page, "Entrer le code qu’on me lit")
    type_code(page, "12345")
    refused(page, "12345", "huit chiffres")
    come_home(page, figures)
    is_home(page, here)

    late = newcomer("Encore Quelqu’un", here, "À l’accueil, en personne")
    people.press(late, "Entrer le code qu’on me lit")
    type_code(late, figures)
    refused(late, figures, "il vous reste 4 essais")
    desk.goto("/accueil/guichet")
    expect(desk.get_by_text("Nadia Ici")).to_be_visible()
