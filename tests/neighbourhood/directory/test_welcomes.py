"""Volunteers welcome those who have just proved an address; nobody else reads it."""

from datetime import timedelta

import pytest

from neighbourhood.directory.actions import welcomes
from neighbourhood.directory.models import Welcome
from neighbourhood.foundation.storing.clock import now
from tests.support.news import told

PAGE = "/voisins/bienvenue"


@pytest.fixture
def settled(hall):
    """Karima and Marcel have lived there for long, Inès has just come."""
    for each in (hall.karima, hall.marcel):
        hall.change(each, verified_at=now() - timedelta(days=31))


def test_a_newcomer_reads_who_welcomes_them(hall, settled, signed_in, marcel):
    hall.welcome(hall.karima, "Venez prendre le thé.")
    ines = signed_in(hall.ines)
    for path in (PAGE, "/voisins", "/a-cote"):
        page = ines.get(path).text
        assert "Venez prendre le thé." in page
        assert f"/voisins/{hall.karima.id}/bonjour" in page
    for path in (PAGE, "/voisins", "/a-cote"):
        assert "Venez prendre le thé." not in marcel.get(path).text


def test_one_may_greet_who_welcomes_without_being_listed(hall, settled, signed_in, marcel):
    hall.welcome(hall.karima)
    place = f"/voisins/{hall.karima.id}/bonjour"
    assert signed_in(hall.ines).post(place, data={"phrase": "welcome"}).status_code == 303
    assert marcel.post(place, data={"phrase": "hello"}).status_code == 409


def test_it_is_turned_away_in_one_tap_and_shown_again(hall, settled, signed_in):
    hall.welcome(hall.karima, "Venez prendre le thé.")
    ines = signed_in(hall.ines)
    page = ines.post(f"{PAGE}/fermer", follow_redirects=True).text
    assert "Venez" not in page
    assert "Les montrer à nouveau" in page
    assert "Venez" not in ines.get("/a-cote").text
    given = {"what": "kind", "kind": "directory.welcomed"}
    ines.post("/moi/silences/fin", data=given)
    assert "Venez" in ines.get(PAGE).text


def test_who_proves_an_address_is_told_once_and_quietly(hall, settled, make):
    hall.welcome(hall.karima)
    nour = make.resident("Nour Haddad", verified=False)
    for _twice in range(2):
        hall.settle(nour, make.address(hall.tanneurs))
    assert told(hall, nour, "directory.welcomed") == 1


def test_where_nobody_welcomes_nobody_is_told(hall, make):
    nour = make.resident("Nour Haddad", verified=False)
    hall.settle(nour, make.address(hall.tanneurs))
    assert told(hall, nour, "directory.welcomed") == 0


def test_one_stops_in_one_tap(hall, karima, signed_in):
    hall.welcome(hall.karima, "Venez prendre le thé.")
    ines = signed_in(hall.ines)
    page = karima.post("/voisins/mon-bienvenue/retirer", follow_redirects=True).text
    assert "Remettre mon mot" in page
    assert "Venez" not in ines.get(PAGE).text
    karima.post("/voisins/mon-bienvenue/revenir")
    assert "Venez" in ines.get(PAGE).text


def test_it_is_written_and_changed_on_one_page(hall, karima):
    place = "/voisins/mon-bienvenue"
    assert karima.post(place, data={"text": "m" * 401}).status_code == 422
    for text in ("Bienvenue !", "Bienvenue à vous !"):
        assert karima.post(place, data={"text": text}).status_code == 303
    assert hall.row(Welcome, hall.karima).text == "Bienvenue à vous !"


def test_what_is_hidden_welcomes_nobody(hall, signed_in, karima):
    welcome = hall.welcome(hall.karima)
    hall.change(welcome, hidden_at=now())
    ines = signed_in(hall.ines)
    assert "Bienvenue à vous" not in ines.get(PAGE).text
    assert ines.get(welcome.path).status_code == 404
    assert "Masqué" in karima.get(welcome.path).text


def test_after_a_month_one_is_new_no_more(hall, settled, move_clock):
    hall.welcome(hall.karima)
    with hall.make.writing() as session:
        assert welcomes.welcomes.welcomes_for(session.merge(hall.ines))
    move_clock(days=31)
    with hall.make.writing() as session:
        assert not welcomes.welcomes.welcomes_for(session.merge(hall.ines))
