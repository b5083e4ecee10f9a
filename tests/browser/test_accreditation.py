"""From a request to a desk: two administrators, a team, and a second proof before the door opens.

On a site where staff must have a second factor, which the demonstration does not ask for.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.support import palier, people
from tests.support.browser import PHONE

pytestmark = pytest.mark.xdist_group("accreditation")

NAME = "Atelier de reliure de Valbourg"
SIRET = "732 829 320 00074"
MAILBOX = "bonjour@atelier-reliure.example"
WHY = "Réparer les livres des écoles du quartier, avec ceux qui veulent apprendre."


@pytest.fixture(scope="module")
def strict_site(tmp_path_factory, demonstration):
    folder = tmp_path_factory.mktemp("strict")
    with palier.embedded(folder, town=demonstration, STAFF_SECOND_FACTOR="1") as site:
        yield site
    assert not site.failures(), site.failures()


@pytest.fixture
def site(strict_site):
    return strict_site


def test_a_request_becomes_a_desk_where_a_colleague_works(visitor, site, axe):
    ines = visitor(viewport=PHONE)
    people.sign_up(ines, site, "Inès Reliure")
    asks_with_some_slips(ines, axe)
    the_mailbox_answers(visitor(javascript=False), site)
    ines.reload()
    expect(ines.locator("main")).to_contain_text("Votre demande est partie")

    one_administrator_is_not_enough(visitor(), axe)
    ines.reload()
    expect(ines.locator("main")).to_contain_text("Un premier accord est donné")
    assert ines.goto("/administration/partenaires").status == 404
    the_second_administrator_agrees(visitor())

    desk = the_desk_waits_for_a_second_proof(ines)
    lea = visitor()
    mailbox = people.sign_up(lea, site, "Léa Collègue")
    invites(ines, mailbox, axe)
    not_for_another_mailbox(visitor(), site, mailbox)
    joins_and_enrols(lea, site, mailbox, desk)
    ines.goto(f"{desk}/equipe")
    row = ines.locator("main .rows li", has_text="Léa Collègue")
    expect(row).to_contain_text("deuxième preuve à la connexion")
    expect(row).not_to_contain_text("pas encore")


def asks_with_some_slips(page, axe):
    page.goto("/partenaires")
    people.press(page, "Devenir partenaire")
    people.press(page, "Continuer")
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator("label.tile", has=page.locator("[value=association]")).click()
    people.press(page, "Continuer")
    page.fill("[name=name]", NAME)
    page.fill("[name=siret]", "732 829 320 00075")
    people.press(page, "Continuer")
    expect(page.locator(".error-summary")).to_contain_text("un chiffre est faux")
    expect(page.locator("[name=name]")).to_have_value(NAME)
    expect(page.locator("[name=siret]")).to_have_value("732 829 320 00075")
    assert axe(page) == []
    page.fill("[name=siret]", SIRET)
    people.press(page, "Continuer")
    page.fill("[name=why]", WHY)
    page.fill("[name=mailbox]", "atelier@gmail.com")
    people.press(page, "Envoyer la demande")
    expect(page.locator(".error-summary")).to_contain_text("Tout le monde peut ouvrir")
    expect(page.locator("[name=why]")).to_have_value(WHY)
    # Going back and forth loses nothing.
    page.goto("/partenaires/rejoindre/organisme")
    expect(page.locator("[name=name]")).to_have_value(NAME)
    people.press(page, "Continuer")
    page.fill("[name=why]", WHY)
    page.fill("[name=mailbox]", MAILBOX)
    people.press(page, "Envoyer la demande")
    expect(page.locator("main")).to_contain_text(f"Ouvrez le lien envoyé à {MAILBOX}")


def the_mailbox_answers(page, site):
    """The link is opened at the office, in a browser where nobody is signed in."""
    where = people.link_in(people.mail_to(site, MAILBOX))
    page.goto(where)
    people.press(page, "Confirmer cette adresse")
    expect(page.locator("main")).to_contain_text("La demande est partie")
    assert page.goto(where).status == 410


def administrate(page, account):
    """Sign in as an administrator, for whom nothing opens before a second proof."""
    people.sign_in(page, account, "/administration/partenaires")
    expect(page).to_have_url(re.compile("/moi/securite$"))
    expect(page.get_by_text("Votre rôle touche d’autres personnes")).to_be_visible()
    people.enrol(page)
    page.goto("/administration/partenaires")
    page.get_by_role("link", name=NAME).click()
    expect(page.locator("main")).to_contain_text(WHY)


def one_administrator_is_not_enough(page, axe):
    administrate(page, "admin")
    assert axe(page) == []
    stale = page.context.new_page()
    stale.goto(page.url)
    people.press(page, "Donner mon accord")
    expect(page.get_by_text("Une autre personne doit donner le sien").first).to_be_visible()
    people.press(stale, "Donner mon accord")
    expect(stale.locator("main")).to_contain_text("ni celle qui a déjà décidé")
    page.get_by_role("link", name=NAME).click()
    expect(page.locator("main")).to_contain_text("Nadège Perrin a donné un premier accord")
    expect(page.get_by_role("button", name="Donner mon accord")).to_have_count(0)


def the_second_administrator_agrees(page):
    administrate(page, "aylin")
    page.get_by_text("Refuser la demande").click()
    people.press(page, "Refuser avec cette raison")
    expect(page.locator(".error-summary")).to_contain_text("Cette réponse manque")
    people.press(page, "Donner mon accord")
    expect(page.get_by_text("C’est le deuxième accord")).to_be_visible()


def the_desk_waits_for_a_second_proof(page):
    """Return the address of the desk."""
    page.goto("/partenaires")
    expect(page).to_have_url(re.compile("/moi/securite$"))
    people.enrol(page, people.OWN_PASSWORD)
    page.goto("/partenaires")
    expect(page.locator("h1")).to_have_text(NAME)
    return page.url


def invites(page, mailbox, axe):
    people.press(page, "Gérer l’équipe")
    people.press(page, "Inviter quelqu’un")
    # Only a town hall checks addresses.
    expect(page.locator("[value=verify]")).to_have_count(0)
    page.locator("[name=roles][value=publish]").check(force=True)
    page.locator("[name=roles][value=read]").check(force=True)
    page.fill("[name=email]", "lea.chez.nous")
    people.press(page, "Envoyer l’invitation")
    expect(page.locator(".error-summary")).to_contain_text("Il manque le signe @")
    expect(page.locator("[name=email]")).to_have_value("lea.chez.nous")
    expect(page.locator("[name=roles][value=publish]")).to_be_checked()
    assert axe(page) == []
    page.fill("[name=email]", mailbox)
    people.press(page, "Envoyer l’invitation")
    expect(page.locator("main")).to_contain_text(mailbox)


def invitation_for(site, mailbox):
    return people.link_in(people.mail_to(site, mailbox, "/partenaires/invitation/"))


def not_for_another_mailbox(page, site, mailbox):
    people.sign_in(page, "karima")
    assert page.goto(invitation_for(site, mailbox)).status == 403
    expect(page.locator("main")).to_contain_text("pour une autre adresse e-mail")
    expect(page.locator("main")).not_to_contain_text(NAME)


def joins_and_enrols(page, site, mailbox, desk):
    page.goto(invitation_for(site, mailbox))
    expect(page.locator("main")).to_contain_text(NAME)
    people.press(page, "Rejoindre l’équipe")
    expect(page).to_have_url(re.compile("/moi/securite$"))
    expect(page.get_by_text("Votre rôle touche d’autres personnes")).to_be_visible()
    page.goto(f"{desk}/besoins")
    expect(page).to_have_url(re.compile("/moi/securite$"))
    people.enrol(page, people.OWN_PASSWORD)
    page.goto(desk)
    expect(page.locator("h1")).to_have_text(NAME)
    expect(page.locator("main")).not_to_contain_text("Gérer l’équipe")
    people.press(page, "Besoins")
    expect(page.locator("main")).to_contain_text("Écrire un besoin")
    assert page.goto(f"{desk}/equipe").status == 404


def test_without_a_second_proof_staff_write_but_not_live(visitor, site):
    role = ("Centre social de Valbourg", "marcel@valbourg.example", "--insee", "99035")
    site.flask("partners", "name-staff", *role, "--role", "read")
    page = people.sign_in(visitor(), "marcel", "/messages")
    page.locator("main a[href^='/messages/']:not([href*='adresse'])").first.click()
    expect(page.locator("[data-connection]")).to_contain_text("ajoutez d’abord")
    said, where = "Je réponds tout de même.", page.url
    people.say(page, said)
    expect(page.locator(".bubble").last).to_contain_text(said)
    people.enrol(page)
    page.goto(where)
    people.live(page)
    expect(page.locator("[data-connection]")).to_have_text("")
