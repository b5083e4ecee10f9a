import re
from dataclasses import replace
from email import message_from_string, policy

import pytest

from neighbourhood.foundation import settings as bound
from neighbourhood.foundation.settings import EXTENSION
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.partners.models import ApplicationStatus, Standing
from tests.support.carried import press

JOIN = "/partenaires/rejoindre"
DESK = "/administration/partenaires"
SAID = {"name": "Atelier de reliure", "siret": "732 829 320 00074"}
CONTACT = {"mailbox": "Contact@Reliure.example", "why": "Réparer les livres d’école."}


@pytest.fixture
def asking(town, signed_in):
    """Return the browser of Marcel, two steps done."""
    browser = signed_in(town.marcel)
    browser.post(JOIN, data={"kind": "association"})
    browser.post(f"{JOIN}/organisme", data={**SAID, "town": town.town.id})
    return browser


def link(mail):
    body = message_from_string(mail, policy=policy.default).get_content()
    return re.search(r"http://localhost(/\S+)", body)[1]


def test_three_pages_and_a_link_send_the_request(town, asking, visitor, outbox):
    sent = asking.post(f"{JOIN}/contact", data=CONTACT)
    page = asking.get(sent.location).text
    assert "Ouvrez le lien envoyé à contact@reliure.example" in page
    assert "732 829 320 00074" in page.replace("\u00a0", " ")
    [mail] = outbox()
    assert "To: contact@reliure.example" in mail
    confirm = link(mail)
    assert "Confirmer cette adresse" in visitor.get(confirm).text
    assert town.told(town.nadege) == [], "mail scanners follow links: nothing has happened yet"
    assert "Merci" in visitor.post(confirm).text
    assert town.told(town.nadege) == town.told(town.aylin) == ["partners.to-examine"]
    assert visitor.get(confirm).status_code == visitor.post(confirm).status_code == 410
    assert "Votre demande est partie" in asking.get(sent.location).text
    assert asking.get(JOIN).location == sent.location


@pytest.mark.parametrize(
    ("step", "said", "sentence"),
    [
        ("", {}, "Choisissez une des réponses"),
        ("/organisme", {**SAID, "siret": "732 829 320"}, "a 14 chiffres"),
        ("/organisme", {**SAID, "siret": "732 829 320 00075"}, "un chiffre est faux"),
        ("/organisme", {**SAID, "name": " "}, "manque"),
        ("/contact", {**CONTACT, "mailbox": "reliure"}, "manque le signe @"),
        ("/contact", {**CONTACT, "mailbox": "reliure@gmail.com"}, "Tout le monde"),
        ("/contact", {**CONTACT, "mailbox": "reliure@wanadoo.fr"}, "Tout le monde"),
        ("/contact", {**CONTACT, "mailbox": "reliure@gmx.de"}, "Tout le monde"),
        ("/contact", {**CONTACT, "mailbox": "reliure@protonmail.com"}, "Tout le monde"),
        ("/contact", {**CONTACT, "mailbox": "reliure@hotmail.co.uk"}, "Tout le monde"),
        ("/contact", {**CONTACT, "mailbox": "reliure@hotmail.com.br"}, "Tout le monde"),
        ("/contact", {**CONTACT, "why": ""}, "manque"),
    ],
)
def test_a_slip_is_explained_and_nothing_typed_is_lost(asking, town, step, said, sentence):
    answer = asking.post(f"{JOIN}{step}", data={"town": town.town.id, **said})
    assert answer.status_code == 422
    assert sentence in answer.text.replace("\u202f", " ").replace("\u00a0", " ")
    for typed in said.values():
        assert typed.strip().lower() in answer.text.lower()


def test_a_partner_is_told_to_ask_for_an_invitation(asking, town):
    town.accredited()
    again = asking.post(f"{JOIN}/organisme", data={**SAID, "town": town.town.id})
    assert again.status_code == 422
    assert "déjà partenaire" in again.text


def test_steps_are_not_skipped(town, signed_in):
    assert signed_in(town.marcel).get(f"{JOIN}/contact").location == JOIN


def test_the_link_is_sent_again_and_the_mailbox_corrected(town, asking, visitor, outbox):
    here = asking.post(f"{JOIN}/contact", data=CONTACT).location
    asking.post(f"{here}/renvoyer")
    first, second = outbox()
    assert "To: contact@reliure.example" in second
    assert asking.post(f"{here}/retirer").location.startswith(f"{JOIN}?draft=")
    assert visitor.get(link(first)).status_code == 410
    assert asking.post(f"{here}/renvoyer").status_code == 409
    assert "contact@reliure.example" in asking.get(f"{JOIN}/contact").text, "kept to be corrected"
    assert asking.post(f"{JOIN}/contact", data=CONTACT).status_code == 303


def test_a_request_goes_on_in_another_browser_until_it_is_sent(town, asking, signed_in):
    elsewhere = signed_in(town.marcel)
    assert 'value="association" required checked' in elsewhere.get(JOIN).text
    assert SAID["name"] in elsewhere.get(f"{JOIN}/organisme").text
    assert SAID["name"] not in signed_in(town.aylin).get(f"{JOIN}/organisme").text
    sent = elsewhere.post(f"{JOIN}/contact", data=CONTACT)
    assert "Atelier de reliure" in asking.get(sent.location).text
    assert asking.get(f"{JOIN}/contact").location == JOIN, "nothing is left of what was sent"


def test_a_link_for_something_else_confirms_nothing(town, app, visitor):
    number = town.draft()
    with app.app_context():
        other = sign("staff-invitation", number)
    assert visitor.post(f"/partenaires/demandes/confirmer/{other}").status_code == 410
    assert town.now(number).status is ApplicationStatus.DRAFT


def test_two_administrators_decide_at_their_desk(town, signed_in, outbox):
    number = town.submitted()
    nadege, aylin = signed_in(town.nadege), signed_in(town.aylin)
    page = f"{DESK}/demandes/{number}"
    assert "Atelier de reliure" in nadege.get(DESK).text
    assert "Donner mon accord" in nadege.get(page).text
    assert press(nadege, f"{page}/approuver", on=page).status_code == 303
    assert press(nadege, f"{page}/approuver", on=page).status_code == 403
    assert "Donner mon accord" not in nadege.get(page).text
    assert "Nadège Perrin a donné un premier accord" in aylin.get(page).text
    assert press(aylin, f"{page}/approuver", on=page).status_code == 303
    assert town.now(number).status is ApplicationStatus.ACCREDITED
    assert f"{town.marcel.email}\n" in outbox()[-1]
    desk = f"/partenaires/{town.now(number).partner_id}"
    marcel = signed_in(town.marcel)
    assert marcel.get("/partenaires").location == desk
    assert "Gérer l’équipe" in marcel.get(desk).text


def test_a_refusal_needs_a_reason_that_the_applicant_reads(town, signed_in, outbox):
    number = town.submitted()
    nadege, page = signed_in(town.nadege), f"{DESK}/demandes/{number}"
    assert press(nadege, f"{page}/refuser", data={"reason": " "}, on=page).status_code == 422
    assert town.now(number).status is ApplicationStatus.SUBMITTED
    press(nadege, f"{page}/refuser", data={"reason": "Ce SIRET est celui d’un autre."}, on=page)
    told = signed_in(town.marcel).get(f"/partenaires/demandes/{number}").text
    assert "Ce SIRET est celui d’un autre." in told
    assert "autre" in outbox()[-1]


def test_an_administrator_who_works_there_is_told_so(town, signed_in):
    iris = town.make.resident("Iris", email="iris@reliure.example", is_administrator=True)
    page = f"{DESK}/demandes/{town.submitted()}"
    browser = signed_in(iris)
    told = browser.get(page).text
    assert "Vous travaillez pour cet organisme" in told
    assert "Donner mon accord" not in told
    assert press(browser, f"{page}/approuver", on=page).status_code == 403
    assert press(browser, f"{page}/refuser", data={"reason": "Non."}, on=page).status_code == 403


def test_drafts_are_not_shown_to_administrators(town, signed_in):
    number = town.draft()
    nadege = signed_in(town.nadege)
    assert "Atelier de reliure" not in nadege.get(DESK).text
    assert nadege.get(f"{DESK}/demandes/{number}").status_code == 404


def test_a_suspended_desk_closes_at_once_and_says_why(town, managed, signed_in):
    sophie, nadege = signed_in(town.sophie), signed_in(town.nadege)
    desk, page = f"/partenaires/{managed}", f"{DESK}/{managed}"
    assert sophie.get(f"{desk}/besoins").status_code == 200
    assert press(nadege, f"{page}/suspendre", data={"reason": ""}, on=page).status_code == 422
    assert (
        press(nadege, f"{page}/suspendre", data={"reason": "Plus de réponse."}, on=page).status_code
        == 303
    )
    assert town.partner(managed).standing is Standing.SUSPENDED
    for path in (desk, f"{desk}/besoins", f"{desk}/besoins/nouveau"):
        assert sophie.get(path).status_code == 404
    assert "Plus de réponse." in sophie.get("/partenaires").text
    assert "une autre personne doit le rouvrir" in nadege.get(page).text
    assert press(nadege, f"{page}/retablir", on=page).status_code == 403
    assert press(signed_in(town.aylin), f"{page}/retablir", on=page).status_code == 303
    assert sophie.get(f"{desk}/besoins").status_code == 200


def test_administrators_prove_more_than_a_password(app, town, signed_in):
    number = town.submitted()
    usual = bound.current
    with app.app_context():
        chosen = usual()
    app.extensions[EXTENSION] = replace(chosen, staff_second_factor=True)
    try:
        nadege = signed_in(town.nadege)
        for answer in (nadege.get(DESK), nadege.post(f"{DESK}/demandes/{number}/approuver")):
            assert answer.location == "/moi/securite"
        assert signed_in(town.marcel).get(DESK).status_code == 404
    finally:
        app.extensions[EXTENSION] = chosen
    assert town.now(number).status is ApplicationStatus.SUBMITTED


def test_a_refusal_is_answered_from_what_was_written(town, asking, signed_in):
    sent = asking.post(f"{JOIN}/contact", data=CONTACT).location
    number = int(sent.rsplit("/", 1)[1])
    assert asking.post(f"{sent}/refaire").status_code == 409, "nothing was answered yet"
    town.refuse(town.submit(number), "Dites qui lira les livres.")
    page = asking.get(sent).text
    assert "Dites qui lira les livres." in page
    assert "Corriger et refaire la demande" in page
    begun = asking.post(f"{sent}/refaire").location
    assert begun.startswith(JOIN)
    draft = begun.removeprefix(JOIN)
    assert CONTACT["why"] in asking.get(f"{JOIN}/contact{draft}").text
    said = {**CONTACT, "why": "Pour deux écoles."}
    again = asking.post(f"{JOIN}/contact{draft}", data=said).location
    later = town.submit(int(again.rsplit("/", 1)[1]))
    page = signed_in(town.nadege).get(f"{DESK}/demandes/{later}").text
    assert "Une demande de cet organisme a déjà été refusée" in page
    assert "Dites qui lira les livres." in page
