import pytest

from tests.support.geojson import ban_row


def test_a_visitor_sees_the_quartiers_in_general_terms(visitor, town):
    page = visitor.get("/quartiers/").text
    assert "Valbourg" in page
    here = town["Les Tanneurs"].id
    assert f"/quartiers/{here}" in page
    quartier = visitor.get(f"/quartiers/{here}").text
    assert '<svg class="map"' in quartier
    assert "La Gare" in quartier
    assert "Le Port" not in quartier


def test_before_any_town_there_is_an_empty_page(visitor):
    assert "Aucun quartier pour l’instant" in visitor.get("/quartiers/").text


def test_a_quartier_that_does_not_exist_is_not_found(visitor):
    assert visitor.get("/quartiers/404").status_code == 404


def test_suggestions_ask_for_an_account(visitor):
    answer = visitor.get("/adresses?q=12+rue")
    assert answer.status_code == 302


@pytest.fixture
def newcomer(make, signed_in):
    return signed_in(make.resident(verified=False))


def test_suggestions_come_as_json(newcomer, town, house):
    house(ban_row(12), ban_row(14))
    found = newcomer.get("/adresses?q=12 rue des tan", headers={"Accept": "application/json"}).json
    assert [place["label"] for place in found] == ["12 Rue des Tanneurs, 99350 Valbourg"]
    assert [place["key"] for place in found] == ["99035_RuedesTanneurs_00012"]
    street = newcomer.get("/adresses?q=rue des tanneurs").json
    assert [place["key"] for place in street] == [None]


@pytest.mark.parametrize("typed", ["", "ru", " r "])
def test_fewer_than_three_letters_suggest_nothing(newcomer, town, house, typed):
    house(ban_row(12))
    answer = newcomer.get(
        "/adresses", query_string={"q": typed}, headers={"Accept": "application/json"}
    )
    assert answer.json == []
