"""Who may open a live connection at all."""

from dataclasses import replace

import pytest
from werkzeug.test import Client

from messaging import gate
from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.web import throttling
from neighbourhood.foundation.web.headers import fixed_headers

ASK = "/socket.io/?EIO=4&transport=websocket"


@pytest.fixture
def let_in(app, monkeypatch):
    """The gate of the application; whoever is let in is noted, and stays until it is left."""
    standing = gate.Gate(app)
    noted = []

    def inside(environ, start_response):
        noted.append((environ.get("REMOTE_ADDR"), dict(standing.open)))
        start_response("200 OK", [])
        return []

    monkeypatch.setattr(standing, "_inside", inside)
    return standing, noted


def cookie_of(app, browser):
    name = app.config["SESSION_COOKIE_NAME"]
    return f"{name}={browser.get_cookie(name).value}"


def ask(standing, cookie="", caller="192.0.2.1"):
    headers = {"Cookie": cookie} if cookie else {}
    visitor = Client(standing, use_cookies=False)
    return visitor.get(ASK, headers=headers, environ_base={"REMOTE_ADDR": caller})


def test_a_browser_without_a_sign_in_opens_nothing(app, let_in):
    standing, noted = let_in
    visitor = app.test_client()
    visitor.post("/langue", data={"language": "en"})
    forged = f"{app.config['SESSION_COOKIE_NAME']}=eyJzaWduX2luIjoieCJ9.aaaa.bbbb"
    for cookie in ("", cookie_of(app, visitor), forged):
        assert ask(standing, cookie).status_code == 401
    assert noted == []


def test_a_signed_in_browser_is_counted_while_it_is_there(app, let_in, signed_in, karima):
    standing, noted = let_in
    cookie = cookie_of(app, signed_in(karima))
    assert ask(standing, cookie).status_code == 200
    assert noted == [("192.0.2.1", {"192.0.2.1": 1})]
    assert standing.open == {}


def test_one_address_opens_only_so_many(app, let_in, signed_in, karima, monkeypatch):
    standing, noted = let_in
    monkeypatch.setattr(standing, "_chosen", replace(standing._chosen, rate_limits=True))
    cookie = cookie_of(app, signed_in(karima))
    standing.open["192.0.2.1"] = gate.MOST_FROM_ONE_ADDRESS
    assert ask(standing, cookie).status_code == 429
    assert ask(standing, cookie, caller="192.0.2.2").status_code == 200
    standing.open["2001:db8::/64"] = gate.MOST_FROM_ONE_ADDRESS
    assert ask(standing, cookie, caller="2001:db8::7").status_code == 429
    assert len(noted) == 1


def test_pages_pass_the_gate(let_in):
    standing, noted = let_in
    assert Client(standing, use_cookies=False).get("/").status_code == 200
    assert standing.open == {}
    assert len(noted) == 1


@pytest.mark.parametrize("cookie", [False, True])
def test_every_answer_about_live_connections_carries_the_headers(app, signed_in, karima, cookie):
    said = {"Cookie": cookie_of(app, signed_in(karima))} if cookie else {}
    visitor = Client(app.wsgi_app, use_cookies=False)
    answer = visitor.get("/socket.io/?EIO=4&transport=polling", headers=said)
    assert answer.status_code == (400 if cookie else 401)
    for name, value in fixed_headers(app.extensions["palier.settings"]).items():
        assert answer.headers[name] == value


def test_joining_has_a_limit(live, karima, monkeypatch):
    def spend(allowance, purpose, who):
        if purpose == "join":
            raise TooMany

    monkeypatch.setattr("messaging.sockets.talking.spend", spend)
    assert live(karima).join(1)["code"] == TooMany.code
    assert throttling.spend is not spend
