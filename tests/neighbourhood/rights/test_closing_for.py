"""Closing an account for somebody who asked on paper: for whom, and after saying why."""

import pytest

from neighbourhood.partners.models import StaffRole
from neighbourhood.people.kinds import SEEN
from neighbourhood.people.policies import BeyondYou, OwnAccount
from neighbourhood.residents.models.residents import Resident
from neighbourhood.rights import actions
from tests.support.lately import lately
from tests.support.mandates import give
from tests.support.news import plain
from tests.support.town_hall import work_at_the_town_hall

PAPER = {"reason": "Lettre signée reçue à l’accueil"}


@pytest.fixture
def quartier(make):
    return make.quartier("Les Tanneurs", make.municipality("Valbourg"))


@pytest.fixture
def hassan(make, quartier):
    """He runs the site for Valbourg."""
    person = make.resident("Hassan Alaoui", quartier)
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    return person


@pytest.fixture
def beyond(make, quartier):
    """A neighbour who administers the site, and one who works for another town."""
    ada = make.resident("Ada Admin", quartier, is_administrator=True)
    make.resident("Zoé Admin", is_administrator=True)
    there = make.resident("Colette Loin", make.quartier("Loin", make.municipality("Loin")))
    work_at_the_town_hall(make, there, StaffRole.VERIFY)
    with make.writing() as session:
        session.get_one(Resident, there.id).quartier_id = quartier.id
    return ada, there


@pytest.fixture
def close(quartier, make):
    """Press the button that closes, having said why one looks; returns answer and account."""

    def close(browser, person, *, why=True):
        if why:
            browser.post(f"/raison/{SEEN.code}/{person.id}", data={"ready": "0"})
        way = f"/administration/villes/{quartier.municipality_id}/personnes/{person.id}/fermer"
        seen, answer = browser.get(way), browser.post(way, data=PAPER)
        with make.writing() as session:
            return seen, answer, session.get_one(Resident, person.id).closed_at

    return close


def test_a_neighbour_is_closed_only_once_one_said_why_one_looks(
    app, make, quartier, hassan, signed_in, close
):
    marcel = make.resident("Marcel Dupont", quartier)
    browser = signed_in(hassan)
    seen, answer, closed_at = close(browser, marcel, why=False)
    for each in (seen, answer):
        assert each.status_code == 303
        assert each.location.startswith(f"/raison/{SEEN.code}/{marcel.id}")
    assert closed_at is None
    seen, answer, closed_at = close(browser, marcel)
    for each in (seen, answer):
        assert "/moi/confirmer" in each.location
    assert closed_at is None
    seen, answer, closed_at = close(lately(app, browser, hassan), marcel)
    assert (seen.status_code, answer.status_code) == (200, 303)
    assert closed_at is not None


def test_who_runs_a_town_closes_no_administrator_nobody_of_another_town_and_not_themselves(
    beyond, hassan, signed_in, close
):
    browser = signed_in(hassan)
    for person in (*beyond, hassan):
        seen, answer, closed_at = close(browser, person)
        assert (seen.status_code, answer.status_code) == (403, 403)
        assert closed_at is None


def test_the_action_says_no_as_well(make, beyond, hassan):
    for person, refusal in ((beyond[0], BeyondYou), (beyond[1], BeyondYou), (hassan, OwnAccount)):
        with pytest.raises(refusal):
            make.act(actions.close_for, hassan, resident_id=person.id, reason="non")


def test_an_administrator_closes_the_account_of_another(app, make, beyond, signed_in, close):
    other = make.resident("Yann Admin", is_administrator=True)
    assert close(lately(app, signed_in(other), other), beyond[0])[2] is not None


def test_both_pages_name_who_acts_for_whom(app, make, quartier, hassan, signed_in, close):
    marcel, suzanne, karima = (
        make.resident(name, quartier)
        for name in ("Marcel Dupont", "Suzanne Lefort", "Karima Benali")
    )
    give(make, marcel, karima)
    give(make, suzanne, marcel)
    page = plain(close(lately(app, signed_in(hassan), hassan), marcel)[0].text)
    assert "Karima Benali n’agit plus pour cette personne." in page
    assert "Cette personne n’agit plus pour Suzanne Lefort, qui l’apprend." in page
    page = plain(signed_in(karima).get("/moi/fermer").text)
    assert "agit plus pour" not in page


def test_the_page_of_ones_own_names_them_too(make, quartier, signed_in):
    marcel, suzanne, karima = (
        make.resident(name, quartier)
        for name in ("Marcel Dupont", "Suzanne Lefort", "Karima Benali")
    )
    give(make, marcel, karima)
    give(make, suzanne, marcel)
    page = plain(signed_in(marcel).get("/moi/fermer").text)
    assert "Karima Benali n’agit plus pour vous." in page
    assert "Vous n’agissez plus pour Suzanne Lefort, qui l’apprend." in page
