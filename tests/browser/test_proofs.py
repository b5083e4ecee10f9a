"""The ways home besides the letter, from first page to last, and whoever is turned away."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import people
from tests.support.browser import PHONE
from tests.support.pdf import text_of

pytestmark = pytest.mark.xdist_group("proofs")

TOWN, QUARTIER = "99035", "Les Tanneurs"
ONE_LETTER = re.compile(r"Aux habitants\n(.+)\n.+\n(?:.*\n)*?([0-9A-Z]{5}-[0-9A-Z]{5})\n")
WRONG = "00000-00000"


@pytest.fixture
def site(embedded_site):
    """One stack is enough: what differs between the two is tested elsewhere."""
    return embedded_site


@pytest.fixture
def newcomer(visitor, site):
    """Open an account in a browser of its own, and claim a door."""

    def newcomer(full_name, door, proof, **options):
        page = visitor(**options)
        people.sign_up(page, site, full_name)
        people.claim_address(page, door, proof)
        return page

    return newcomer


def type_code(page, code, button="Je suis chez moi"):
    page.fill("[name=code]", code)
    people.press(page, button)


def refused(page, code, words):
    """See why a code is refused, by a summary that has the focus; what was typed is still there."""
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text(words)
    expect(page.locator("[name=code]")).to_have_value(code)


def is_home(page, door):
    expect(page.get_by_text("Bienvenue chez vous").first).to_be_visible()
    page.goto("/mon-adresse")
    expect(page.locator("main")).to_contain_text("Vous êtes un voisin vérifié")
    expect(page.locator("main")).to_contain_text(door)


# Two neighbours


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
    expect(nora.locator("main")).to_contain_text("Un voisin sur deux s’est porté garant")
    expect(nora.locator("main")).not_to_contain_text("Karima")

    vouch(karima, code)
    expect(karima.locator("main")).to_contain_text("deux autres logements")
    lives_with_karima(newcomer, code)

    marcel = people.sign_in(visitor(javascript=False), "marcel", "/garant")
    vouch(marcel, code.lower().replace("-", " "))
    marcel.get_by_label("Je connais cette personne").check()
    people.press(marcel, "Je me porte garant")
    expect(marcel.get_by_text("Vous vous êtes porté garant")).to_be_visible()

    nora.goto("/notifications")
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
    expect(page.get_by_text("Vous vous êtes porté garant")).to_be_visible()


def lives_with_karima(newcomer, code):
    """Somebody behind the door of the first voucher counts as the same household."""
    page = newcomer("Lila Benali", "3 rue de la Fontaine", "Par une lettre")
    typed = people.read_letter(page)
    page.goto("/mon-adresse/code")
    type_code(page, typed)
    expect(page.get_by_text("Bienvenue chez vous").first).to_be_visible()
    vouch(page, code)
    expect(page.locator("main")).to_contain_text("deux autres logements")
    expect(page.locator("main")).not_to_contain_text("Karima")


# The code of a household


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
    type_code(page, household_codes[door].lower().replace("-", " "))
    is_home(page, door)

    sister = newcomer("Lina Petit", door, "Avec le code de mon foyer", javascript=False)
    people.press(sister, "Entrer le code")
    type_code(sister, household_codes[door])
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
    expect(page.locator("main")).not_to_contain_text("voisin vérifié")
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
    expect(other.locator("main")).not_to_contain_text("voisin vérifié")

    page = newcomer("Nadia Ici", here, "À l’accueil, en personne", viewport=PHONE)
    people.press(page, "Entrer le code qu’on me lit")
    type_code(page, "12345")
    refused(page, "12345", "huit chiffres")
    type_code(page, figures)
    is_home(page, here)

    late = newcomer("Encore Quelqu’un", here, "À l’accueil, en personne")
    people.press(late, "Entrer le code qu’on me lit")
    type_code(late, figures)
    refused(late, figures, "il vous reste 4 essais")
    desk.goto("/accueil/guichet")
    expect(desk.get_by_text("Nadia Ici")).to_be_visible()


# A proof taken back


def test_a_proof_is_taken_back_in_sight_of_its_owner_who_begins_anew(visitor, newcomer, axe):
    door = "2 rue des Cordiers"
    page = newcomer("Yann Reparti", door, "Par une lettre", viewport=PHONE)
    code = people.read_letter(page)
    page.goto("/mon-adresse/code")
    type_code(page, code)
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
    assert marcel.goto(notice).status == 404
    people.claim_address(page, "8 rue des Cordiers", "À l’accueil, en personne")
    expect(page.get_by_text("rien n’est copié")).to_be_visible()
