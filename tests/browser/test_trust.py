"""Reported, hidden, decided, contested, restored; blocked; closed and erased: on both stacks."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import people
from tests.support.browser import PHONE
from tests.support.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]

ERASE = "tests.support.two_weeks_later"


def speak(page, language):
    """Read the site in another language, as the account will from now on."""
    page.goto("/moi/confort")
    page.select_option("[name=language]", language)
    page.locator("main form:has([name=language]) button").first.click()
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.fixture
def published(visitor, site):
    """A notice of Karima’s, who then reads without a script, and in English for so long."""
    title = f"Une perceuse pour samedi ({site.name})"
    page = people.sign_in(visitor(), "karima")
    notice = people.ask_for_help(page, title)
    speak(page, "en")
    yield title, notice, people.sign_in(visitor(javascript=False), "karima")
    speak(page, "fr")


def test_a_text_is_reported_hidden_decided_contested_and_restored(visitor, published):
    title, notice, hers = published
    his = people.sign_in(visitor(viewport=PHONE), "marcel")
    his.goto(notice)
    people.press(his, "Signaler cette annonce")
    his.locator("label.tile", has=his.locator("[value=threat]")).click()
    people.press(his, "Envoyer")
    expect(his.locator("h1")).to_contain_text("Merci, c’est transmis")
    his.goto("/entraide")
    expect(his.get_by_role("link", name=title)).to_have_count(0)

    hers.goto(notice)
    expect(hers.locator("main")).to_contain_text("Hidden until somebody has looked")
    expect(hers.locator("main")).not_to_contain_text("Marcel")

    talk = talking(visitor())
    decide(people.sign_in(visitor(javascript=False), "mairie", "/partenaires"), title)
    is_led_to_the_decision(talk)
    contest(hers)
    answer(people.sign_in(visitor(), "admin", "/administration"), title)

    his.goto("/entraide")
    expect(his.get_by_role("link", name=title).first).to_be_visible()
    hers.goto("/moi/moderation")
    hers.locator("main .rows a", has_text=title).first.click()
    expect(hers.locator("main")).to_contain_text("This decision is cancelled.")
    expect(hers.locator("main")).to_contain_text("The facts do not show it.")


def decide(page, title):
    """Hide it and keep its author outside for a week, with reasons, at the desk of the town."""
    people.press(page, "Signalements")
    page.locator("main .rows a", has_text=title).first.click()
    expect(page.locator("main")).to_contain_text("Menaces ou violence")
    page.locator("main").get_by_role("link", name="Décider", exact=True).click()
    page.locator("label.tile", has=page.locator("[value=suspended]")).click()
    page.select_option("[name=days]", "7")
    page.select_option("[name=rule]", "threat")
    page.fill("[name=facts]", "L’annonce parle d’une perceuse.")
    page.fill("[name=because]", "On ne menace personne avec un outil.")
    people.press(page, "Décider")
    expect(page.locator("main")).to_contain_text("Décidé")


def talking(page):
    """Open a conversation of Karima’s; return its page, once its line is connected."""
    people.sign_in(page, "karima", "/messages")
    page.locator("main .thread").first.click()
    expect(page.locator("[data-compose][data-live]")).to_be_visible()
    return page


def is_led_to_the_decision(page):
    """Be cut off by the decision, and read it without asking for it."""
    # Only a line that is cut leads away. Its closing is not waited for: the page may leave before.
    page.wait_for_url("**/moi/moderation")
    expect(page.locator("main [role=alert], main .bad")).to_contain_text("suspended until")
    page.locator("main .rows a").first.click()
    expect(page.locator("main")).to_contain_text("your account is suspended")


def contest(page):
    """Read the decision, in English and without a script, and contest it."""
    page.goto("/notifications")
    page.goto("/moi/moderation")
    page.locator("main .rows a").first.click()
    people.press(page, "Contest")
    page.fill("[name=words]", "It is a tool to build a shelf.")
    people.press(page, "Send")
    expect(page.locator("main")).to_contain_text("shelf")


def answer(page, title):
    """Take the decision back: somebody who took no part in it."""
    people.press(page, "Valbourg")
    people.press(page, "Signalements")
    page.locator("#appeals, section", has_text="contestées").locator("a", has_text=title).click()
    page.locator("label", has=page.locator("[name=status][value=overturned]")).click()
    page.fill("[name=answer]", "The facts do not show it.")
    people.press(page, "Répondre")
    expect(page.locator("main")).to_contain_text("The facts do not show it.")


def test_who_blocks_somebody_meets_nothing_of_them_until_they_open_again(visitor, site):
    title = f"Prêter une échelle ({site.name})"
    notice = people.ask_for_help(people.sign_in(visitor(), "karima"), title)
    his = people.sign_in(visitor(viewport=PHONE, javascript=False), "marcel")
    his.goto(notice)
    his.locator("main .who a").first.click()
    profile = his.url
    people.press(his, "Bloquer cette personne")
    people.press(his, "Bloquer")
    for path in (notice, profile):
        assert his.goto(path).status == 404
    for path in ("/entraide", "/"):
        his.goto(path)
        expect(his.get_by_role("link", name=title)).to_have_count(0)
    his.goto("/moi/personnes-bloquees")
    people.press(his, "Débloquer")
    assert his.goto(notice).status == 200


def test_an_account_is_closed_opened_again_closed_and_erased(visitor, site):
    page = visitor(viewport=PHONE, javascript=False)
    email = people.sign_up(page, site, "Léa Partie")
    for _twice in range(2):
        page.goto("/moi/donnees")
        people.press(page, "Fermer mon compte")
        page.fill("[name=present]", people.OWN_PASSWORD)
        people.press(page, "Fermer mon compte")
        expect(page.locator("h1")).to_have_text("Votre compte est fermé")
        if not _twice:
            people.press(page, "Revenir")
            expect(page.locator("main")).to_contain_text("Vous voilà de retour")
    people.press(page, "Laisser le compte fermé")
    site.python("-m", ERASE, email)
    assert "effacé" in until(lambda: people.mail_to(site, email, "effacé"), otherwise="no mail")
    page.goto("/connexion")
    page.fill("[name=email]", email)
    page.fill("[name=password]", people.OWN_PASSWORD)
    people.press(page, "Se connecter")
    expect(page.locator("[role=alert]").first).to_be_visible()
    expect(page).to_have_url(re.compile("/connexion"))
