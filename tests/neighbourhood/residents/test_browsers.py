"""Where I am signed in, changing the password, and being asked twice."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.personal import RETENTIONS
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents import access, devices
from neighbourhood.residents.devices import Agent
from neighbourhood.residents.events import signed_out
from neighbourhood.residents.models.sign_ins import SignIn

PASSWORD = "une petite phrase"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/139.0 Safari/537.36 Edg/139.0"


@pytest.fixture
def rows(make):
    def rows():
        with make.writing() as session:
            return session.query(SignIn).order_by(SignIn.id).all()

    return rows


@pytest.fixture
def heard():
    ended = []

    def hear(sign_in):
        ended.append(sign_in.agent)

    signed_out.connect(hear)
    yield ended
    signed_out.disconnect(hear)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Mozilla/5.0 (Android 15; Mobile; rv:142.0) Firefox/142.0", ("Firefox", "Android")),
        (SAFARI, ("Safari", "iPhone")),
        (EDGE, ("Edge", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/139.0 Safari/537.36", ("Chrome", "Linux")),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/139.0 Safari/537.36", ("Chrome", "ChromeOS")),
        ("curl/8", (None, None)),
        ("", (None, None)),
    ],
)
def test_a_browser_is_said_in_words(said, meant):
    assert devices.read(said) == Agent(*meant)


def test_one_sees_ones_browsers_and_nobody_elses(karima, make, enter, digest):
    paul = make.resident("Paul", email="paul@example.org", password_hash=digest)
    enter(paul, agent=EDGE)
    enter(karima, agent=SAFARI)
    page = enter(karima).get("/moi/connexions").text
    assert "Firefox sur Android" in page
    assert "Safari sur iPhone" in page
    assert "Edge" not in page
    assert page.count("cet appareil") == 1


def test_one_browser_is_signed_out_and_the_others_stay(karima, enter, rows, heard):
    telephone, here = enter(karima, agent=SAFARI), enter(karima)
    assert here.post(f"/moi/connexions/{rows()[0].id}/fermer").status_code == 303
    assert telephone.get("/moi").status_code == 302
    assert here.get("/moi").status_code == 200
    assert heard == [SAFARI]


def test_all_the_others_are_signed_out_at_once(karima, make, enter, heard, digest):
    paul = make.resident("Paul", email="paul@example.org", password_hash=digest)
    others, here, his = [enter(karima, agent=SAFARI), enter(karima)], enter(karima), enter(paul)
    here.post("/moi/connexions/fermer-les-autres")
    assert [other.get("/moi").status_code for other in others] == [302, 302]
    assert here.get("/moi").status_code == his.get("/moi").status_code == 200
    assert len(heard) == 2


def test_the_browser_of_somebody_else_is_not_there(karima, make, enter, rows, digest):
    paul = make.resident("Paul", email="paul@example.org", password_hash=digest)
    his = enter(paul)
    assert enter(karima).post(f"/moi/connexions/{rows()[0].id}/fermer").status_code == 404
    assert enter(karima).post("/moi/connexions/999/fermer").status_code == 404
    assert his.get("/moi").status_code == 200


def test_last_seen_is_written_every_ten_minutes_at_most(
    karima, enter, rows, statements, move_clock
):
    browser = enter(karima)
    begun = rows()[0].last_seen_at
    move_clock(minutes=9)
    statements.clear()
    browser.get("/moi")
    assert not [said for said in statements if said.startswith("UPDATE")]
    assert rows()[0].last_seen_at == begun
    move_clock(minutes=2)
    browser.get("/moi")
    assert rows()[0].last_seen_at >= begun + timedelta(minutes=11)
    statements.clear()
    browser.get("/moi")
    assert not [said for said in statements if said.startswith("UPDATE")]


def test_a_browser_left_for_a_month_is_signed_out(karima, enter, make):
    browser = enter(karima)
    with make.writing() as session:
        session.query(SignIn).one().last_seen_at = now() - timedelta(days=31)
    assert browser.get("/moi").status_code == 302
    assert "Safari" not in enter(karima).get("/moi/connexions").text


def test_a_browser_in_use_for_a_year_signs_in_again(karima, enter, make):
    browser = enter(karima)
    for days, status in ((364, 200), (365, 302)):
        with make.writing() as session:
            session.query(SignIn).one().created_at = now() - timedelta(days=days)
        assert browser.get("/moi").status_code == status


def test_what_serves_nobody_is_forgotten(karima, enter, make, rows, app):
    enter(karima)
    enter(karima).post("/deconnexion")
    with make.writing() as session:
        session.query(SignIn).order_by(SignIn.id).first().last_seen_at = now() - timedelta(days=31)
    with app.app_context():
        RETENTIONS["sign-ins"].forget(now() - timedelta(days=30))
    assert len(rows()) == 1


def test_changing_the_password_signs_the_others_out(karima, enter, outbox):
    telephone, here = enter(karima, agent=SAFARI), enter(karima)
    change = {"present": PASSWORD, "password": "une phrase toute neuve"}
    assert here.post("/moi/mot-de-passe", data=change).status_code == 303
    assert telephone.get("/moi").status_code == 302
    assert here.get("/moi").status_code == 200
    assert enter(karima).first.status_code == 422
    assert enter(karima, "une phrase toute neuve").first.status_code == 303
    assert len(outbox()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"present": "pas la bonne", "password": "une phrase toute neuve"},
        {"present": PASSWORD, "password": "court"},
        {"present": "", "password": "une phrase toute neuve"},
    ],
)
def test_a_password_is_not_changed_by_halves(karima, enter, outbox, wrong):
    assert enter(karima).post("/moi/mot-de-passe", data=wrong).status_code == 422
    assert enter(karima).first.status_code == 303
    assert outbox() == []


def test_the_locks_are_not_changed_with_a_borrowed_session(karima, enter, move_clock, signed_in):
    browser = signed_in(karima)
    asked = browser.get("/moi/securite/application")
    assert asked.location == "/moi/confirmer?next=/moi/securite/application"
    assert browser.post("/moi/securite/cles/demande").status_code == 303
    assert browser.post(asked.location, data={"present": "pas la bonne"}).status_code == 422
    done = browser.post(asked.location, data={"present": PASSWORD})
    assert done.location == "/moi/securite/application"
    assert browser.get(done.location).status_code == 200


def test_having_been_asked_lasts_a_quarter_of_an_hour(karima, enter, monkeypatch):
    browser = enter(karima)
    assert browser.get("/moi/securite/application").status_code == 200
    monkeypatch.setattr(access, "LASTS", -access.LASTS)
    assert browser.get("/moi/securite/application").status_code == 303


@pytest.mark.parametrize("way", ["one", "others", "password"])
def test_a_browser_that_is_signed_out_stops_hearing_at_once(app, karima, enter, rows, way):
    elsewhere, here = enter(karima, agent=SAFARI), enter(karima)
    origin = {"Origin": "http://localhost"}
    heard = socketio.test_client(app, flask_test_client=elsewhere, headers=origin)
    assert heard.is_connected()
    change = {"present": PASSWORD, "password": "une phrase toute neuve"}
    page, data = {
        "one": (f"/moi/connexions/{rows()[0].id}/fermer", {}),
        "others": ("/moi/connexions/fermer-les-autres", {}),
        "password": ("/moi/mot-de-passe", change),
    }[way]
    here.post(page, data=data)
    assert not heard.is_connected()
    again = socketio.test_client(app, flask_test_client=elsewhere, headers=origin)
    assert not again.is_connected()
    assert socketio.test_client(app, flask_test_client=here, headers=origin).is_connected()


def test_the_cookie_is_written_again_while_the_browser_is_used_but_not_on_each_page(
    karima, enter, make
):
    browser = enter(karima)
    browser.get("/moi")
    assert "Set-Cookie" not in browser.get("/moi").headers
    with make.writing() as session:
        session.query(SignIn).update({SignIn.last_seen_at: now() - timedelta(minutes=11)})
    written = browser.get("/moi").headers["Set-Cookie"]
    assert "Expires" in written
    assert "Set-Cookie" not in browser.get("/moi").headers
