"""The national list of communes, asked over a real network: its answers, and what goes wrong."""

import json
import threading
from urllib.parse import parse_qs, urlsplit

import pytest

from neighbourhood.places import communes
from neighbourhood.places.communes import Commune, National
from neighbourhood.places.policies import ListUnreachable
from tests.support import elsewhere

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
RENNES = {
    "nom": "Rennes",
    "code": "35238",
    "codesPostaux": ["35000", "35200", "35700"],
    "population": 227830,
    "contour": SQUARE,
}


@pytest.fixture
def service():
    with elsewhere.running() as service:
        yield service


@pytest.fixture
def national(service):
    return National(service.address)


def asked(service):
    (path,) = service.heard
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def test_a_commune_is_found_by_its_code_with_its_contour(service, national):
    service.body = json.dumps([RENNES]).encode()
    assert national.find("35238") == Commune(
        "Rennes", "35238", ("35000", "35200", "35700"), 227830, SQUARE
    )
    assert urlsplit(service.heard[0]).path == "/communes"
    assert asked(service) == {
        "code": "35238",
        "fields": "nom,code,codesPostaux,population,contour",
        "limit": "12",
    }


def test_a_name_is_asked_as_a_name_and_letters_travel_whole(service, national):
    service.body = json.dumps([RENNES | {"contour": None}]).encode()
    (found,) = national.search("Saint-Étienne & Cie")
    assert found.contour is None
    assert asked(service)["nom"] == "Saint-Étienne & Cie"


def test_a_commune_that_does_not_exist_is_none(service, national):
    service.body = b"[]"
    assert national.find("99999") is None
    assert national.search("Nulle-Part") == []


def test_five_figures_are_a_code_or_else_a_postcode(service, national):
    service.body = b"[]"
    national.search("35000")
    assert ["code=35000" in service.heard[0], "codePostal=35000" in service.heard[1]] == [True] * 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>maintenance</html>",
        b'[{"nom": "Rennes"',
        b'{"message": "no"}',
        b'[{"code": "35238"}]',
        b"[1, 2]",
        b"null",
        b"\xff\xfe",
    ],
)
def test_an_answer_that_is_no_list_of_communes_is_refused_in_one_sentence(service, national, body):
    service.body = body
    with pytest.raises(ListUnreachable):
        national.find("35238")


@pytest.mark.parametrize("status", [302, 400, 404, 429, 500, 503])
def test_an_answer_that_is_none_is_refused_in_one_sentence(service, national, status):
    service.status, service.body = status, json.dumps([RENNES]).encode()
    with pytest.raises(ListUnreachable):
        national.find("35238")


def test_a_service_that_does_not_answer_is_waited_for_and_no_longer(service, national, monkeypatch):
    monkeypatch.setattr(communes, "PATIENCE_SECONDS", 0.2)
    service.goes_on = threading.Event()
    with pytest.raises(ListUnreachable):
        national.find("35238")


def test_a_service_that_is_gone_is_refused_in_one_sentence(national, service):
    gone = National("http://127.0.0.1:1")
    with pytest.raises(ListUnreachable):
        gone.search("Rennes")
    assert service.heard == []


def test_an_answer_without_end_is_not_read_to_it(service, national, monkeypatch):
    monkeypatch.setattr(communes, "MOST_BYTES", 100)
    service.body = json.dumps([RENNES] * 5).encode()
    with pytest.raises(ListUnreachable):
        national.find("35238")
