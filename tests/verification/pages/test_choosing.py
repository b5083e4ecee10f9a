"""From stranger to neighbour: choosing the door."""

import re

import pytest

from neighbourhood.notifications.models import Notification
from tests.verification.reading import choose, text

STREET = "Rue des Tanneurs"

WRONG = "00000-00000"


def test_from_stranger_to_neighbour_without_javascript(town, nora, newcomer, code_of, reread):
    assert "Choisir mon adresse" in text(nora.get("/mon-adresse"))
    answer = choose(nora, typed="12 rue des tanneurs valbourg")
    assert (answer.status_code, answer.location) == (303, "/mon-adresse/confirmer")
    assert "12 Rue des Tanneurs" in text(nora.get(answer.location))
    answer = nora.post("/mon-adresse/confirmer", data={"method": "letter"})
    assert (answer.status_code, answer.location) == (303, "/mon-adresse")
    letter = text(nora.get("/mon-adresse/lettre"))
    code = re.search(r'id="code">([^<]+)<', letter)[1]
    answer = nora.post("/mon-adresse/code", data={"code": f" {code.lower()} "})
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Vous faites partie du quartier" in text(nora.get("/mon-adresse"))
    assert [one.kind for one in reread(Notification)] == ["welcome_home"]


def test_an_address_that_does_not_exist_leads_nowhere(town, nora, claims):
    answer = choose(nora, typed="400 rue Imaginaire")
    assert answer.status_code == 422
    assert "Nous ne trouvons pas cette adresse" in text(answer)
    assert "400 rue Imaginaire" in text(answer)
    assert (
        nora.post("/mon-adresse/confirmer", data={"method": "letter"}).location
        == "/mon-adresse/choisir"
    )
    assert claims() == []


def test_a_number_that_does_not_exist_is_no_address(town, nora):
    answer = choose(nora, typed="400 rue des Tanneurs")
    assert answer.status_code == 422
    assert 'name="key"' not in text(answer)


def test_an_ambiguous_address_offers_its_choices(town, nora):
    answer = choose(nora, typed="3 rue du Moulin")
    assert "Laquelle est la vôtre ?" in text(answer)
    assert "3 rue du Moulin" in text(answer)
    choices = re.findall(r'name="key" value="([^"]+)"', text(answer))
    assert sorted(choices) == ["99035_4", "99035_5"]
    assert (
        choose(nora, typed="3 rue du Moulin", key=choices[0]).location == "/mon-adresse/confirmer"
    )


def test_a_misspelt_address_is_offered_not_taken(town, nora):
    answer = choose(nora, typed="8 rue des Taneurs")
    assert answer.status_code == 200
    assert re.findall(r'name="key" value="([^"]+)"', text(answer)) == ["99035_0"]
    assert nora.get("/mon-adresse/confirmer").location == "/mon-adresse/choisir"


def test_the_suffix_is_part_of_the_address(town, nora):
    choose(nora, typed="12 bis rue des Tanneurs")
    assert "12 bis Rue des Tanneurs" in text(nora.get("/mon-adresse/confirmer"))


@pytest.mark.parametrize(
    "fields", [{}, {"typed": " "}, {"key": "nowhere"}, {"key": "", "typed": ""}]
)
def test_an_empty_answer_is_asked_again(town, nora, fields):
    assert choose(nora, **fields).status_code == 422


def test_a_door_outside_all_quartiers_is_refused_with_the_reason(town, make, nora):
    outside = make.address(quartier_id=None, cell_id=None)
    answer = choose(nora, key=outside.key)
    assert answer.status_code == 422
    assert "Palier n’est pas encore ouvert" in text(answer)


def test_what_i_typed_is_shown_back_and_never_runs(town, nora):
    answer = choose(nora, typed="<script>alert(1)</script>")
    assert "<script>alert" not in answer.get_data(as_text=True)
