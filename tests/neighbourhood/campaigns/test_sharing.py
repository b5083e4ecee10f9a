"""Making known one thing that everybody may give to."""

import re

import pytest

from neighbourhood.foundation.storing.switched_off import put_off
from neighbourhood.needs.policies import NEEDS, NEEDS_FOR_ALL

PATHS = ("", "/apercu.png", "/affiche.pdf")


@pytest.fixture
def visitor(app):
    return app.test_client()


def statuses(visitor, fund_id):
    return [visitor.get(f"/partager/{fund_id}{path}").status_code for path in PATHS]


def test_an_open_need_is_shared_by_anybody(visitor, office):
    need = office.open(title="Une facture de chauffage")
    assert statuses(visitor, need.fund_id) == [200, 200, 200]
    page = visitor.get(f"/partager/{need.fund_id}").text
    assert f"http://localhost/donner/solidarite/{need.id}" in page


def test_the_page_of_a_need_tells_other_sites_what_to_show(visitor, office):
    need = office.open(title="Une facture de chauffage")
    page = visitor.get(f"/donner/solidarite/{need.id}").text
    said = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)"', page))
    assert said["og:title"] == "Une facture de chauffage"
    assert said["og:url"] == f"http://localhost/donner/solidarite/{need.id}"
    assert said["og:image"] == f"http://localhost/partager/{need.fund_id}/apercu.png"


def test_what_is_not_for_everybody_is_not_shared(visitor, office, town, make, crowd):
    need = office.open(target_cents=5500)
    assert statuses(visitor, 10**6) == [404] * 3
    with make.writing():
        put_off(town.id, [NEEDS_FOR_ALL], known=[NEEDS, NEEDS_FOR_ALL])
    assert statuses(visitor, need.fund_id) == [404] * 3
    assert need.title not in visitor.get(f"/villes/{town.insee}").text
    with make.writing():
        put_off(town.id, [], known=[NEEDS, NEEDS_FOR_ALL])
    assert need.title in visitor.get(f"/villes/{town.insee}").text
    crowd(11, need)
    assert statuses(visitor, need.fund_id) == [200, 404, 200]


def test_a_link_of_what_is_funded_leads_to_the_others(visitor, office, town, crowd):
    need = office.open(title="Une facture de chauffage", target_cents=5500)
    crowd(11, need)
    for path in (f"/donner/solidarite/{need.id}", f"/partager/{need.fund_id}"):
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        assert "Ce besoin est financé, merci." in answer.text
        assert f'href="/villes/{town.insee}"' in answer.text
        assert need.title not in answer.text
    led = visitor.get(f"/solidarite/{need.id}")
    assert led.headers["Location"] == f"/donner/solidarite/{need.id}"


def test_a_link_of_what_was_taken_back_says_so_and_no_more(visitor, office, town, make):
    need = office.open(title="Une facture de chauffage")
    never_published = office.submitted()
    office.withdraw(need)
    office.withdraw(never_published)
    answer = visitor.get(f"/donner/solidarite/{need.id}")
    assert answer.status_code == 410
    assert "Ce besoin est retiré" in answer.text
    assert need.title not in answer.text
    assert visitor.get(f"/partager/{need.fund_id}").status_code == 410
    assert visitor.get(f"/donner/solidarite/{never_published.id}").status_code == 404
    with make.writing():
        put_off(town.id, [NEEDS_FOR_ALL], known=[NEEDS, NEEDS_FOR_ALL])
    assert visitor.get(f"/donner/solidarite/{need.id}").status_code == 404
