"""The catalogue, for those who run a town."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.packages.models import Package
from neighbourhood.partners.models import StaffRole
from tests.support.town_hall import work_at_the_town_hall


@pytest.fixture
def clerk(make, office):
    person = make.resident("Nadia Roux", office.quartier)
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    return person


@pytest.fixture
def desk(office):
    return f"/administration/communes/{office.quartier.municipality_id}/formules"


WRITTEN = {
    "title": "Un panier",
    "covers": "Une semaine de courses.",
    "price": "40",
    "parts": ["half", "whole"],
    "kinds": ["food"],
    "icon": "shopping-basket",
}


def packages(office):
    with office.app.app_context():
        return db.session.query(Package).order_by(Package.rank).all()


def test_neighbours_do_not_come_in(signed_in, donor, desk):
    assert signed_in(donor).get(desk).status_code == 404


def test_a_town_begins_with_the_usual_packages_once(office, signed_in, clerk, desk):
    browser = signed_in(clerk)
    assert "Commencer avec ces formules" in browser.get(desk).text
    for _press in range(2):
        assert browser.post(f"{desk}/habituelles").status_code == 303
    found = packages(office)
    assert len(found) == 9
    assert [package.fund.path for package in found] == [
        f"/solidarite/formules/{package.id}" for package in found
    ]


def test_a_package_is_written_changed_and_moved(office, signed_in, clerk, desk):
    browser = signed_in(clerk)
    for title in ("Un panier", "Un colis"):
        assert browser.post(f"{desk}/nouvelle", data={**WRITTEN, "title": title}).status_code == 303
    first, second = packages(office)
    changed = {**WRITTEN, "title": "Un grand panier", "price": "50"}
    assert browser.post(f"{desk}/{first.id}/modifier", data=changed).status_code == 303
    assert browser.post(f"{desk}/{second.id}/monter").status_code == 303
    assert [(p.title, p.price_cents, p.fund.title) for p in packages(office)] == [
        ("Un colis", 4000, "Un colis"),
        ("Un grand panier", 5000, "Un grand panier"),
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"price": ""}, "Sans prix, on ne donne ni moitié ni quart"),
        ({"kinds": []}, "Choisissez au moins une sorte de besoin"),
        ({"parts": []}, "Choisissez au moins une façon de donner"),
        ({"price": "0,50"}, "Un prix va de 1"),
        ({"covers": "Pour Mme Durand, 06 12 34 56 78."}, "Ce texte contient"),
    ],
)
def test_what_cannot_be_a_package_is_a_sentence(office, signed_in, clerk, desk, wrong, said):
    answer = signed_in(clerk).post(f"{desk}/nouvelle", data={**WRITTEN, **wrong})
    assert answer.status_code == 422
    assert said in answer.text.replace("\xa0", " ").replace("\u202f", " ")
    assert packages(office) == []


def test_a_package_is_offered_no_more_then_again(office, signed_in, clerk, desk, catalogue):
    package, browser = catalogue.add(), signed_in(clerk)
    for deed, offered in (("retirer", False), ("remettre", True)):
        answer = browser.post(f"{desk}/{package.id}/{deed}", follow_redirects=True)
        assert packages(office)[0].is_offered is offered
        text = answer.text.replace("\xa0", " ").replace("\u202f", " ")
        assert ("est retirée : on ne peut plus donner" in text) is not offered
        assert ("On peut de nouveau donner pour « Une facture d’énergie »" in text) is offered


def test_a_crisis_has_a_sentence_and_a_last_day_or_neither(
    office, signed_in, clerk, desk, catalogue
):
    package, browser = catalogue.add(), signed_in(clerk)
    there = f"{desk}/{package.id}/urgence"
    day = (now() + timedelta(days=5)).date().isoformat()
    past = (now() - timedelta(days=2)).date().isoformat()
    for wrong in ({"text": "Grand froid."}, {"until": day}, {"text": "Froid.", "until": past}):
        assert browser.post(there, data=wrong).status_code == 422
    assert browser.post(there, data={"text": "Grand froid.", "until": day}).status_code == 303
    assert packages(office)[0].is_crisis
    assert browser.post(there, data={"text": "", "until": ""}).status_code == 303
    assert not packages(office)[0].is_crisis
