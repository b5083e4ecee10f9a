"""Neighbours who get to know each other: a group, an apéro, sixty who talk; on both stacks."""

import pytest
from playwright.sync_api import expect

from tests.support import meeting_journeys as meeting
from tests.support import people
from tests.support.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]

WALK = "Marche du dimanche"
PATIENCE = 20_000


def test_a_newcomer_finds_a_group_comes_to_the_apero_and_meets_three_names_again(visitor):
    his = people.sign_in(visitor(viewport=PHONE), "lucas.bernard")
    people.press(his, "Groupes")
    his.get_by_role("link", name=WALK).first.click()
    expect(his.locator("main")).to_contain_text("On attend toujours la dernière personne.")
    people.press(his, "Entrer dans le groupe")
    people.press(his, "Je l’ai lue")
    people.press(his, "Voir qui est là")
    met = set(his.locator("main li bdi").all_inner_texts())

    his.goto("/")
    people.press(his, "Rencontres")
    his.get_by_role("link", name="L’apéro du quartier").first.click()
    people.press(his, "Je viens")
    expect(his.locator("main")).to_contain_text("Vous venez")
    coming = his.locator("section", has=his.get_by_role("heading", name="Qui vient"))
    assert len(met.intersection(coming.locator("bdi").all_inner_texts())) >= 3


@pytest.mark.on("grown")
def test_a_group_of_sixty_talks_and_a_phone_that_was_away_hears_all_of_it(visitor, site):
    meeting.fill(site, WALK, 60)
    hers = meeting.open_talk(people.sign_in(visitor(), "sophie"), WALK)
    his = meeting.open_talk(people.sign_in(visitor(), "jean-baptiste"), WALK)
    phone = meeting.open_talk(people.sign_in(visitor(viewport=PHONE), "karima"), WALK)
    expect(hers.locator(".talk-head")).to_contain_text("60 personnes")

    people.say(hers, "On part à dix heures.")
    for page in (his, phone):
        expect(page.locator(".bubble", has_text="On part à dix heures.")).to_be_visible()
    phone.context.set_offline(True)
    expect(phone.locator("[data-connection]")).to_contain_text("Connexion perdue", timeout=PATIENCE)
    said = [f"Étape {number}" for number in range(1, 6)]
    for number, words in enumerate(said):
        people.say((hers, his)[number % 2], words)
        expect((his, hers)[number % 2].locator(".bubble", has_text=words)).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.locator(".bubble", has_text=said[-1])).to_be_visible(timeout=PATIENCE)
    for page in (hers, his, phone):
        heard = [text for text in people.bubbles(page) if text.startswith("Étape")]
        assert heard == said
    visitor.complaints[:] = [said for said in visitor.complaints if "ERR_INTERNET" not in said]


def test_the_founder_of_a_group_leaves_and_a_member_looks_after_it(visitor):
    his = people.sign_in(visitor(), "marcel")
    place = meeting.open_group(his, "Le jardin de la Fontaine")
    people.press(his, "Quitter le groupe")
    expect(his.locator("main")).to_contain_text("Vous n’êtes plus dans ce groupe.")

    hers = people.sign_in(visitor(javascript=False), "thi.lan-nguyen", "/notifications")
    people.press(hers, "Le jardin de la Fontaine")
    people.press(hers, "Je m’en occupe")
    hers.goto(place)
    keeps = hers.locator("section", has=hers.get_by_role("heading", name="Qui s’en occupe"))
    expect(keeps).to_contain_text("Thi Lan")
    expect(keeps).not_to_contain_text("Marcel")
