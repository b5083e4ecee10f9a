"""The form that a partner prints, and the day it is recorded."""

import pytest

from neighbourhood.mandates.models import Mandate
from tests.support.accompanying import agents
from tests.support.mandates import record
from tests.support.pdf import flowing


def test_the_form_names_the_partner_and_says_that_its_team_may_act(sophie, people, prepare):
    answer = sophie.get(f"{people}/{prepare()}/formulaire.pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.data.count(b"/Type /Page\n") == 2
    said = flowing(answer.data)
    for words in (
        "Rosa Lima",
        "12 rue de la Tour, 99350 VALBOURG",
        "Centre social",
        "Toutes les personnes de l’équipe chargées d’accompagner peuvent agir",
        "signé du nom de la personne qui agit, « pour Rosa L. »",
        "Signature de Rosa Lima",
        "Pour l’organisme (nom et signature)",
    ):
        assert words in said, words
    assert "Sophie" not in said, "no one of them in particular"


@pytest.mark.parametrize("name", ["Rosa Lima", "W" * 80, "محمد بن علي"])
def test_a_long_name_of_a_partner_stays_on_two_pages(
    office, sophie, people, prepare, name, make, kept
):
    mandate_id = prepare()
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        mandate.partner.name = "Association pour l’entraide et la solidarité entre voisins " * 2
        mandate.principal.full_name = name
    pdf = sophie.get(f"{people}/{mandate_id}/formulaire.pdf").data
    assert pdf.count(b"/Type /Page\n") == 2


def test_all_who_accompany_act_as_soon_as_it_is_recorded(
    app, make, people, colleague, prepare, signed_in
):
    mandate_id, hassan = prepare(), signed_in(colleague)
    one = f"{people}/{mandate_id}"
    assert hassan.post(f"{one}/agir").status_code == 409
    record(make, mandate_id)
    assert agents(app, mandate_id) == {"Sophie Martin", "Hassan Alaoui"}
    page = hassan.get(one).text
    assert "Agir pour Rosa" in page
    assert "rue de la Tour" not in page, "who acts reads nowhere where the person lives"
    assert hassan.get(f"{one}/formulaire.pdf").status_code == 404
    assert "vous confie un mandat" in hassan.get("/notifications").text
    assert hassan.post(f"{one}/agir").location == "/"
    assert hassan.get("/entraide/demander").status_code == 200
