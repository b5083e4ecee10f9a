"""The live counter: anybody listens, nobody speaks, and it says what the page says."""

from dataclasses import replace
from datetime import timedelta
from weakref import WeakKeyDictionary

import pytest
from werkzeug.test import Client

from messaging import gate
from neighbourhood.campaigns import broadcast
from neighbourhood.campaigns.broadcast import NAMESPACE
from neighbourhood.foundation.extensions import socketio

ORIGIN = "http://localhost"


@pytest.fixture(autouse=True)
def long_pause(monkeypatch):
    """No machine is so busy that it looks twice by itself; nothing was looked at before."""
    monkeypatch.setattr(broadcast, "PAUSE", timedelta(hours=1))
    monkeypatch.setattr(broadcast, "_looked", WeakKeyDictionary())


@pytest.fixture
def listening(app):
    opened = []

    def open_line(town_id, origin=ORIGIN):
        client = socketio.test_client(
            app,
            namespace=NAMESPACE,
            auth={"town": town_id},
            flask_test_client=app.test_client(),
            headers={"Origin": origin},
        )
        opened.append(client)
        return client

    yield open_line
    for client in opened:
        if client.is_connected(NAMESPACE):
            client.disconnect(NAMESPACE)


def heard(client):
    return [told["args"][0] for told in client.get_received(NAMESPACE)]


def test_a_counter_hears_the_total_once_it_moves(app, office, crowd, listening, town, move_clock):
    need = office.open(target_cents=100_000)
    line = listening(town.id)
    crowd(10, need)
    assert [told["cents"] for told in heard(line)] == [None]
    move_clock(hours=1)
    crowd(1, need)
    (told,) = heard(line)
    page = app.test_client().get(f"/villes/{town.insee}/total").json
    assert told == {"town": town.id, **page}
    assert (told["cents"], told["people"]) == (5000, 10)
    move_clock(hours=1)
    crowd(1, need, cents=4200)
    assert heard(line) == []


def test_a_counter_looks_once_in_a_while(office, crowd, listening, town, move_clock):
    need = office.open(target_cents=100_000)
    line = listening(town.id)
    crowd(11, need)
    assert [told["cents"] for told in heard(line)] == [None]
    move_clock(hours=1)
    crowd(1, need)
    assert [told["cents"] for told in heard(line)] == [5000]


def test_other_towns_are_not_heard(office, open_office, crowd, listening):
    elsewhere = open_office("Ailleurs")
    line = listening(elsewhere.quartier.municipality_id)
    crowd(1, office.open())
    assert heard(line) == []


@pytest.mark.parametrize("said", [0, -1, 2**63, "1", None, True, [1], {"id": 1}])
def test_a_town_that_is_none_lets_nobody_in(listening, town, said):
    assert not listening(said).is_connected(NAMESPACE)


def test_pages_of_other_sites_are_not_let_in(listening, town):
    assert listening(town.id).is_connected(NAMESPACE)
    assert not listening(town.id, origin="https://evil.example").is_connected(NAMESPACE)


def test_nobody_speaks_there():
    assert set(socketio.server.handlers[NAMESPACE]) <= {"connect"}


# The gate before it.


@pytest.fixture
def standing(app):
    there = gate.Gate(app)

    def inside(_environ, start_response):
        start_response("200 OK", [])
        noted.append((dict(there.strangers), dict(there.open)))
        return []

    noted = []
    there._inside = inside
    there.noted = noted
    return there


def ask(standing, query, caller="192.0.2.1"):
    visitor = Client(standing, use_cookies=False)
    path = f"/socket.io/?EIO=4&transport=websocket{query}"
    return visitor.get(path, environ_base={"REMOTE_ADDR": caller}).status_code


def test_who_only_listens_is_let_through_and_counted_apart(standing):
    assert ask(standing, "&ecoute=1") == 200
    assert standing.noted == [({"192.0.2.1": 1}, {})]
    assert standing.strangers == {}
    for query in ("", "&ecoute=2", "&ecoute=", "&xecoute=1", "&a=ecoute=1"):
        assert ask(standing, query) == 401


def test_so_many_may_listen_and_no_more(standing, monkeypatch):
    monkeypatch.setattr(standing, "_chosen", replace(standing._chosen, rate_limits=True))
    standing.strangers["192.0.2.1"] = gate.MOST_STRANGERS_FROM_ONE_ADDRESS
    assert ask(standing, "&ecoute=1") == 429
    assert ask(standing, "&ecoute=1", caller="192.0.2.2") == 200
    standing.strangers["192.0.2.3"] = gate.MOST_STRANGERS
    assert ask(standing, "&ecoute=1", caller="192.0.2.2") == 429
