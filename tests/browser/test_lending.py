"""A thing lent, a lift of every week, a Saturday at a tool library; on both stacks."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import lending_journeys as lending
from tests.support import people
from tests.support.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.on("embedded")]

FREE, TAKEN, MINE = (f"td[data-day={day}]" for day in ("free", "taken", "mine"))


def test_a_raclette_machine_comes_back_broken_and_two_neighbours_settle_it(visitor, site):
    hers = people.sign_in(visitor(viewport=PHONE), "fatou.sarr")
    code = lending.entrust_loans(hers)
    mandate = hers.url
    title = f"Appareil à raclette ({site.name})"
    thing = lending.put_on_shelf(hers, title)

    his = people.sign_in(visitor(javascript=False), "philippe.arnaud", "/prets")
    his.get_by_role("link", name=title).first.click()
    loan = lending.borrow_for_two_days(his)

    agent = people.sign_in(visitor(), "camille.roussel")
    lending.act_for(agent, code, "Fatou")
    agent.goto(loan)
    people.press(agent, "Dire oui")
    expect(agent.locator("main .state").first).to_have_text("C’est convenu")
    hers.goto(mandate)
    expect(hers.locator(".journal")).to_contain_text("Camille Roussel, pour vous")
    it_leaves(hers, his, loan)
    hers.goto(thing)
    expect(hers.locator(TAKEN)).to_have_count(2)

    his.goto(loan)
    people.press(his, "Je l’ai rendu")
    expect(his.locator("main")).to_contain_text("Vous avez dit l’avoir rendu")
    settle(hers, his, loan)
    hers.goto(loan)
    people.press(hers, "On me l’a rendu")
    expect(hers.locator("main .state").first).to_have_text("Rendu")
    his.goto(thing)
    expect(his.locator(TAKEN).or_(his.locator(MINE))).to_have_count(0)
    expect(his.locator(FREE).first).to_be_visible()


def it_leaves(hers, his, loan):
    """Handed over; both note in what state it is, and each reads what the other noted."""
    hers.goto(loan)
    people.press(hers, "Je l’ai remis")
    expect(hers.locator("main .state").first).to_have_text("Prêté")
    lending.note_state(hers, "Noter l’état au départ", "Tout marche, huit poêlons.")
    his.goto(loan)
    expect(his.locator("main")).to_contain_text("Tout marche, huit poêlons.")
    told = "Un éclat sur le bord, déjà là."
    lending.note_state(his, "Noter l’état au départ", told, picture=people.photo())
    hers.reload()
    expect(hers.locator("main")).to_contain_text(told)
    expect(hers.locator("img.photo")).to_have_count(1)


def settle(hers, his, loan):
    """It came back broken: both tell how, one proposes, the other agrees."""
    hers.goto(loan)
    people.press(hers, "Un souci avec l’objet")
    hers.get_by_label("L’objet est abîmé").check()
    hers.fill("[name=text]", "La poignée est cassée depuis ce matin.")
    people.press(hers, "Envoyer")
    expect(hers.locator("main")).to_contain_text("Un récit manque encore")
    his.goto(loan)
    people.press(his, "L’objet est abîmé")
    expect(his.locator("main")).to_contain_text("La poignée est cassée")
    his.fill("[name=text]", "Elle est tombée de la table.")
    people.press(his, "Envoyer")
    his.fill("[name=text]", "Je la fais réparer cette semaine.")
    people.press(his, "Envoyer")
    expect(his.locator("main")).to_contain_text("Une solution est proposée")
    hers.reload()
    expect(hers.locator("main")).to_contain_text("Elle est tombée de la table.")
    people.press(hers, "Cela me va")
    expect(hers.locator("main")).to_contain_text("Je la fais réparer cette semaine.")
    people.press(hers, "Oui, c’est réglé")
    expect(hers.locator("main")).to_contain_text("C’est réglé entre vous.")


def test_a_weekly_lift_goes_on_when_its_helper_falls_ill(visitor, site):
    his = people.sign_in(visitor(), "mehmet.aydin")
    offer = f"Je conduis à la piscine le mercredi ({site.name})"
    lending.publish_lift(his, "proposer", offer)
    hers = people.sign_in(visitor(viewport=PHONE), "rim.haddad")
    title = f"Être conduite à la piscine le mercredi ({site.name})"
    notice = lending.publish_lift(hers, "demander", title)
    suggested = hers.locator("section", has_text="Ces voisins proposent peut-être cela")
    expect(suggested).to_contain_text(offer)

    spare = people.sign_in(visitor(javascript=False), "samira.cherif")
    for page in (his, spare):
        page.goto(notice)
        page.locator("label.choice").first.click()
        people.press(page, "Envoyer ma réponse")
    hers.goto(notice)
    people.press(hers.locator("article", has_text="Mehmet"), "Dire oui")
    expect(hers.locator("main")).to_contain_text("C’est convenu")

    his.goto(notice)
    missed = his.get_by_role("button", name=re.compile("^Je ne peux pas le ")).nth(1)
    day = missed.inner_text().strip().removeprefix("Je ne peux pas le ")
    missed.click()
    expect(his.locator("main")).to_contain_text("Vous ne pouvez pas ce jour-là. C’est dit.")
    spare.goto(notice)
    expect(spare.get_by_role("button", name=f"Je peux le {day}")).to_have_count(0)
    lending.let_ten_minutes_pass(site)
    spare.reload()
    people.press(spare, f"Je peux le {day}")
    hers.goto(notice)
    people.press(hers, "Dire oui à Samira")
    days = hers.locator("section", has=hers.locator("#days-title")).locator("div.stack")
    expect(days.filter(has_text=day)).to_contain_text(re.compile("Samira.* remplace Mehmet"))
    expect(days.first).to_contain_text("Comme prévu.")
    his.reload()
    expect(his.locator("main")).to_contain_text(re.compile("Samira.* vous remplace"))
    spare.reload()
    expect(spare.locator("main")).to_contain_text("Vous venez ce jour-là. Merci !")


def scan(page, code):
    """Type a code into the field that waits for it, as a scanner does."""
    expect(page.get_by_label("Scannez")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def test_on_saturday_two_scans_lend_a_tool_and_one_takes_it_in(visitor, site):
    hers = people.sign_in(visitor(viewport=PHONE), "abdoulaye.traore", "/outiltheques/ma-carte")
    people.press(hers, "Créer ma carte")
    card = hers.locator("figcaption .code").inner_text()
    his = people.sign_in(visitor(), "hassan", "/partenaires/1/outiltheque/outils")
    line = his.locator("main a.text", has_text="Brouette").locator("small").inner_text()
    label = line.split(" · ")[0]

    his.goto("/partenaires/1/outiltheque/comptoir")
    scan(his, label)
    expect(his.locator("main")).to_contain_text("Scannez maintenant la carte de la personne.")
    scan(his, card)
    expect(his.locator("main")).to_contain_text(re.compile(r"Prêté à Abdoulaye.*«\sBrouette\s»"))
    hers.goto("/outiltheques/mes-emprunts")
    expect(hers.locator("article h2")).to_have_text("Brouette")
    take_in(his, label)
    people.press(his, "Annuler le retour de « Brouette »")
    expect(his.locator("main")).to_contain_text("C’est comme avant.")
    hers.reload()
    expect(hers.locator("article h2")).to_have_text("Brouette")
    take_in(his, label)
    hers.reload()
    expect(hers.locator("main")).to_contain_text("Rien en ce moment")


def take_in(page, label):
    """Scan a tool that is out, and press once: it is back."""
    scan(page, label)
    people.press(page, "Noter le retour")
    expect(page.locator("main")).to_contain_text("C’est rendu : « Brouette ».")
