"""What papers say of the town hall, and who has them say it."""

import html
import re

import pytest
from sqlalchemy import select

from neighbourhood.places.models import Municipality
from tests.support.pdf import flowing
from tests.verification.reading import unescaped

TOLD = {
    "address": "1 place Verte, 99350 Valbourg",
    "telephone": "05 36 49 00 12",
    "hours": "du lundi au vendredi de 9 h à 17 h",
}


@pytest.fixture
def told(hall):
    """Fill the form of the town hall in; return its path."""
    path = re.search(r"/accueil/mairie/\d+", unescaped(hall.get("/accueil/mairie")))[0]

    def told(**more):
        return hall.post(path, data={**TOLD, **more}), path

    return told


def test_a_letter_says_where_it_comes_back_to_and_when_the_hall_is_open(hall, claimed, told):
    assert "À compléter" in unescaped(hall.get("/accueil/courriers"))
    told()
    assert "À compléter" not in unescaped(hall.get("/accueil/courriers"))
    hall.post("/accueil/courriers/imprimer")
    said = flowing(hall.get("/accueil/courriers.pdf").data)
    assert said.count("Mairie de Valbourg, 1 place Verte, 99350 Valbourg") == 2
    assert f"téléphone : {TOLD['telephone']} · horaires : {TOLD['hours']}" in said


def test_a_sign_that_no_face_has_is_refused_before_it_stops_every_paper(hall, told):
    answer, _path = told(hours="བཀྲ")
    assert answer.status_code == 422
    assert "Nos polices n’ont pas" in unescaped(answer)


def test_only_the_desk_of_that_town_writes_it(make, told, clerk_for, signed_in, reread):
    _answer, path = told()
    far = signed_in(clerk_for(make.municipality("Autreville").id))
    assert far.get(path).status_code == 404
    assert far.post(path, data={"address": "ailleurs"}).status_code == 404
    assert signed_in(make.resident()).get("/accueil/mairie").status_code == 404
    assert "ailleurs" not in {town.hall_address for town in reread(Municipality)}


def test_the_command_writes_what_it_is_given_and_leaves_the_rest(app, make, claimed, reread):
    insee = reread(Municipality)[0].insee

    def run(*given):
        return app.test_cli_runner().invoke(args=["places", "contact", insee, *given])

    assert run("--address", TOLD["address"], "--hours", TOLD["hours"]).exit_code == 0
    said = run("--telephone", TOLD["telephone"])
    assert "Mairie de Valbourg, 1 place Verte" in said.output
    assert "05 36 49 00 12 · horaires" in said.output
    assert run("--telephone", "0" * 31).exit_code == 1
    assert app.test_cli_runner().invoke(args=["places", "contact", "00000"]).exit_code == 1


def test_two_clerks_who_write_at_once_both_read_what_the_other_wrote(hall, told, make, reread):
    _answer, path = told()
    read = html.unescape(re.search(r'name="read" value="([^"]+)"', hall.get(path).text)[1])
    with make.writing() as session:
        session.scalars(select(Municipality)).first().hall_hours = "le samedi"
    answer = hall.post(path, data={**TOLD, "read": read, "telephone": "05 00 00 00 00"})
    assert answer.status_code == 409
    assert "le samedi" in unescaped(answer)
    assert "05 00 00 00 00" in unescaped(answer)
    assert reread(Municipality)[0].hall_telephone == TOLD["telephone"]
