"""Helping somebody: who may, what happens, and that the person hears of it."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import StaffRole
from neighbourhood.people import actions
from neighbourhood.people.kinds import HELPED, SEEN, Help
from neighbourhood.people.policies import NothingToDo, helps_for
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import mailboxes, second_factors
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Authenticator
from tests.support.lately import lately
from tests.support.news import plain
from tests.support.saying import Saying
from tests.support.town_hall import work_at_the_town_hall

HERE = "/administration/personnes/{}"


def way(person, help_):
    return f"{HERE.format(person.id)}/aider/{help_}"


@pytest.fixture
def reread(app):
    def reread(person):
        with app.app_context():
            return db.session.get_one(Resident, person.id)

    return reread


def test_the_page_of_a_person_asks_why_first_and_each_sight_is_noted(
    town_desk, karima, look, noted
):
    assert town_desk.get(HERE.format(karima.id)).status_code == 303
    assert noted(karima) == []
    page = plain(look(town_desk, karima).text)
    assert [act for act, _reason in noted(karima)] == [SEEN.code]
    assert "k…@example.org" in page
    assert "karima@example.org" not in page
    assert "rue des Tanneurs" not in page
    assert "adresse prouvée, bonne jusqu’au" in page


def test_somebody_of_another_town_or_nobody_is_not_there(town_desk, nadege, make):
    homeless = make.resident("Nour Haddad", verified=False)
    for number in (nadege.id, homeless.id, 999_999):
        assert town_desk.get(f"/administration/personnes/{number}").status_code == 404
        assert town_desk.post(f"/administration/personnes/{number}/aider/x").status_code == 404


def test_a_neighbour_finds_none_of_these_pages(karima, hassan, signed_in):
    browser = signed_in(karima)
    assert browser.get(HERE.format(hassan.id)).status_code == 404
    assert Saying(browser).post(way(hassan, Help.SESSIONS)).status_code == 404


def test_a_help_nobody_knows_is_not_there(desk, karima):
    for word in ("autre", Help.FACTORS):
        assert Saying(desk).get(way(karima, word)).status_code == 404
        assert Saying(desk).post(way(karima, word)).status_code == 404


def test_all_devices_are_signed_out_and_the_person_is_told_by_mail_and_on_the_site(
    town_desk, karima, signed_in, outbox, noted
):
    telephone = signed_in(karima)
    assert "Déconnecter tous ses appareils ?" in plain(
        Saying(town_desk).get(way(karima, "deconnecter")).text
    )
    assert telephone.get("/moi").status_code == 200
    assert Saying(town_desk).post(way(karima, "deconnecter")).location == HERE.format(karima.id)
    assert telephone.get("/moi").status_code == 302
    assert "karima@example.org" in outbox()[-1]
    assert "déconnecté tous vos appareils" in plain(signed_in(karima).get("/notifications").text)
    reason = SEEN.reasons[0].noted()
    assert noted(karima) == [(SEEN.code, reason), (HELPED[Help.SESSIONS].code, reason)]


def test_a_second_press_finds_nothing_left_to_do(town_desk, karima, signed_in, outbox):
    signed_in(karima)
    Saying(town_desk).post(way(karima, "deconnecter"))
    told = len(outbox())
    again = Saying(town_desk).post(way(karima, "deconnecter"))
    assert again.status_code == 409
    assert "plus rien à faire" in plain(again.text)
    assert len(outbox()) == told


def test_the_mail_that_confirms_is_sent_again_and_its_link_opens(desk, make, app, outbox):
    begun = make.resident("Nour Haddad", verified=False, email_confirmed_at=None)
    Saying(desk).post(way(begun, "confirmation"))
    assert begun.email in outbox()[-1]
    link = plain(outbox()[-1].replace("=\n", "")).split("http://localhost")[1].split()[0]
    assert app.test_client().get(link.replace("=3D", "=")).status_code in {200, 302, 303}
    assert Saying(desk).get(way(begun, "mot-de-passe")).status_code == 409


def test_a_link_to_a_new_password_goes_to_the_mailbox_and_never_to_the_page(
    town_desk, karima, outbox
):
    answer = Saying(town_desk).post(way(karima, "mot-de-passe"), follow_redirects=False)
    assert "karima@example.org" in outbox()[-1]
    assert "/mot-de-passe/nouveau/" in outbox()[-1].replace("=\n", "")
    assert "nouveau" not in answer.text


def test_mail_that_comes_back_waits_on_the_site_until_the_mailbox_is_another(
    town_desk, karima, signed_in, outbox, reread, make
):
    Saying(town_desk).post(way(karima, "e-mail-revient"))
    assert reread(karima).mail_returns_since is not None
    assert "Vérifiez votre adresse e-mail" in plain(signed_in(karima).get("/notifications").text)
    assert outbox() == []
    with make.writing() as session:
        person = session.get_one(Resident, karima.id)
        change = mailboxes.ask_new_mailbox(Actor.of(person), email="ailleurs@example.org")
        assert mailboxes.confirm_mailbox(change)
    assert reread(karima).mail_returns_since is None


def test_mail_that_arrives_again_is_noted_and_told(town_desk, karima, signed_in, reread):
    Saying(town_desk).post(way(karima, "e-mail-revient"))
    Saying(town_desk).post(way(karima, "e-mail-arrive"))
    assert reread(karima).mail_returns_since is None
    inbox = plain(signed_in(karima).get("/notifications").text)
    assert "de nouveau envoyés" in inbox


@pytest.fixture
def protected(make, karima):
    """Karima shows a code besides her password."""
    with make.writing() as session:
        person = session.get_one(Resident, karima.id)
        session.add(Authenticator(resident_id=person.id, secret="x", last_step=0))
        second_factors.reckon_second_factor(person)
    return karima


def test_a_lost_second_factor_is_taken_away_for_a_reason_that_the_person_reads(
    desk, nadege, protected, outbox, reread, noted, signed_in
):
    here = f"{HERE.format(protected.id)}/retirer-deuxieme-preuve"
    for unproved in (Saying(desk).get(here), Saying(desk).post(here, data={"reason": "vue"})):
        assert "/moi/confirmer" in unproved.location
    lately(desk.application, desk, nadege)
    assert "face à face" in plain(Saying(desk).get(here).text)
    assert Saying(desk).post(here).status_code == 422
    assert reread(protected).second_factor_since is not None
    assert Saying(desk).post(here, data={"reason": "vue au guichet"}).status_code == 303
    assert reread(protected).second_factor_since is None
    assert "vue au guichet" in outbox()[-1]
    assert noted(protected)[-1] == (HELPED[Help.FACTORS].code, "vue au guichet")
    assert "deuxième preuve" in plain(signed_in(protected).get("/notifications").text)
    assert Saying(desk).post(here, data={"reason": "encore"}).status_code == 409


def test_who_runs_a_town_takes_no_second_factor_away(town_desk, protected, reread):
    here = f"{HERE.format(protected.id)}/retirer-deuxieme-preuve"
    assert Saying(town_desk).get(here).status_code == 404
    assert Saying(town_desk).post(here, data={"reason": "non"}).status_code == 404
    assert reread(protected).second_factor_since is not None


def test_nobody_acts_on_themselves(desk, nadege, town_desk, hassan, look):
    for browser, person in ((desk, nadege), (town_desk, hassan)):
        assert "C’est votre propre compte" in plain(look(browser, person).text)
        for help_ in ("deconnecter", "e-mail-revient"):
            assert Saying(browser).get(way(person, help_)).status_code == 403
            assert Saying(browser).post(way(person, help_)).status_code == 403


@pytest.fixture
def beyond(make, quartier):
    """A neighbour who administers the site, and one who works for another town."""
    ada = make.resident("Ada Admin", quartier, is_administrator=True)
    there = make.resident("Colette Loin", make.quartier("Loin", make.municipality("Loin")))
    work_at_the_town_hall(make, there, StaffRole.VERIFY)
    with make.writing() as session:
        session.get_one(Resident, there.id).quartier_id = quartier.id
    return ada, there


def test_who_runs_a_town_changes_nothing_for_administrators_nor_staff_of_other_towns(
    town_desk, beyond, look, signed_in
):
    for person in beyond:
        browser = signed_in(person)
        assert "Cette personne administre le site" in plain(look(town_desk, person).text)
        assert Saying(town_desk).post(way(person, "deconnecter")).status_code == 403
        assert browser.get("/moi").status_code == 200


def test_an_administrator_helps_them(desk, beyond, signed_in):
    for person in beyond:
        signed_in(person)
        assert Saying(desk).post(way(person, "deconnecter")).status_code == 303


def test_a_closed_account_may_only_be_let_in_again(in_app, make, nadege):
    gone = make.resident("Paul Petit", closed_at=now() - timedelta(days=1))
    reader = in_app.get_one(Resident, nadege.id)
    assert helps_for(reader, in_app.get_one(Resident, gone.id)) == []


def test_a_help_that_is_of_no_use_is_refused_under_the_lock(make, nadege, karima):
    with pytest.raises(NothingToDo):
        make.act(actions.give_help, nadege, person_id=karima.id, help_=Help.ARRIVES, reason="Appel")


def test_the_page_leads_to_the_closing_of_the_account_on_paper(town_desk, karima, look, quartier):
    page = look(town_desk, karima).text
    town = quartier.municipality_id
    assert f'href="/administration/villes/{town}/personnes/{karima.id}/fermer"' in page


def test_what_only_leaves_is_no_danger_and_what_is_lost_is(desk, karima, signed_in):
    signed_in(karima)
    browser = Saying(desk)
    assert "button danger" not in browser.get(way(karima, "mot-de-passe")).text
    assert "button danger" in browser.get(way(karima, "deconnecter")).text


def test_the_page_that_asks_why_leads_back_to_the_list(town_desk, karima):
    asked = town_desk.get(HERE.format(karima.id)).location
    page = plain(town_desk.get(asked).text)
    assert "Vous allez ouvrir la page du compte d’une personne." in page
    assert f'href="/administration/communes/{karima.quartier.municipality_id}/personnes"' in page
