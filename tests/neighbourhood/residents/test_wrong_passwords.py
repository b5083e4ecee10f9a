"""Wrong passwords slow whoever types them, and lock nobody else out."""

import time

import pytest

from neighbourhood.residents.views import known

PASSWORD, GUESS = "une petite phrase", "au hasard, encore"
AN_HOUR = 30


@pytest.fixture
def knock(app, limited):
    """Try a password for a mailbox from some address, with a browser nobody knows."""

    def knock(email, password=GUESS, address="203.0.113.9", browser=None):
        return (browser or app.test_client()).post(
            "/connexion",
            data={"email": email, "password": password},
            environ_base={"REMOTE_ADDR": address},
        )

    return knock


@pytest.fixture
def crowd(knock):
    """Guess from forty addresses; returns how often a password was looked at."""

    def crowd(email):
        statuses = [knock(email, address=f"198.51.{n}.1").status_code for n in range(40)]
        assert set(statuses) == {422, 429}
        return statuses.count(422)

    return crowd


def cookies_of(browser):
    kept = browser._cookies.values()
    return {cookie.key: cookie.value for cookie in kept if "_known_" in cookie.key}


def test_a_browser_that_was_here_before_is_not_stopped_by_a_crowd(karima, knock, crowd, app):
    hers = app.test_client()
    assert knock(karima.email, PASSWORD, browser=hers).location == "/"
    hers.post("/deconnexion")
    crowd(karima.email)
    assert knock(karima.email, GUESS, browser=hers).status_code == 422
    assert knock(karima.email, PASSWORD, browser=hers).location == "/"


def test_not_even_by_its_own_library(karima, knock, app):
    hers, here = app.test_client(), "192.0.2.7"
    knock(karima.email, PASSWORD, here, hers)
    hers.post("/deconnexion")
    guesses = [knock(karima.email, address=here).status_code for _ in range(8)]
    assert guesses[-1] == 429
    assert knock(karima.email, PASSWORD, here, hers).location == "/"


def test_a_crowd_tries_so_many_passwords_an_hour_and_no_more(karima, crowd, knock):
    assert crowd(karima.email) == AN_HOUR
    right = knock(karima.email, PASSWORD, "198.51.200.1")
    assert right.status_code == 429, "found or not, it is not told"


def test_the_right_password_enters_by_a_link_whoever_tried_others(
    karima, crowd, knock, links, outbox, app
):
    crowd(karima.email)
    assert outbox() == [], "a wrong one sends nothing"
    hers = app.test_client()
    answer = hers.post(
        "/connexion?next=/messages", data={"email": karima.email, "password": PASSWORD}
    )
    wrong = knock(karima.email)
    assert (answer.status_code, _said(answer)) == (wrong.status_code, _said(wrong))
    (_subject, way) = links()[-1]
    assert "Plus qu’un bouton" in hers.get(way).text
    assert hers.get("/moi").status_code == 302
    assert hers.post(way).location == "/messages"
    assert hers.get("/moi").status_code == 200
    assert app.test_client().post(way).status_code == 410, "a link serves once"
    hers.post("/deconnexion")
    assert knock(karima.email, PASSWORD, browser=hers).location == "/", "a known browser now"


def _said(answer):
    return answer.text.partition('class="error-summary"')[2].partition("</div>")[0]


def test_the_link_dies_with_the_password(karima, crowd, knock, links, app):
    crowd(karima.email)
    knock(karima.email, PASSWORD, "192.0.2.50")
    (_subject, way) = links()[-1]
    app.test_client().post("/mot-de-passe/oublie", data={"email": karima.email})
    hers = app.test_client()
    hers.post(links()[-1][1], data={"password": "ma nouvelle phrase"})
    assert app.test_client().post(way).status_code == 410, "a link of the former password is dead"


def test_one_household_that_guessed_too_much_enters_by_a_link(karima, knock, links, app):
    for _ in range(7):
        knock(karima.email)
    hers = app.test_client()
    assert knock(karima.email, PASSWORD, browser=hers).status_code == 429
    assert hers.post(links()[-1][1]).location == "/"


def test_right_guesses_fill_no_mailbox(karima, crowd, knock, outbox):
    crowd(karima.email)
    for number in range(8):
        knock(karima.email, PASSWORD, f"203.0.113.{number}")
    assert len(outbox()) == 4


def test_a_mailbox_without_account_is_slowed_just_as_much(karima, crowd):
    assert crowd("personne@example.org") == crowd(karima.email) == AN_HOUR


@pytest.mark.parametrize("typed", [" Karima@Example.org", "karima\u200b@example.org"])
def test_a_disguise_of_the_mailbox_counts_as_the_mailbox(karima, knock, crowd, typed):
    crowd(karima.email)
    assert knock(typed, address="198.51.200.1").status_code == 429


def test_one_place_waits_after_five_and_another_does_not(karima, knock):
    statuses = [knock(karima.email).status_code for _ in range(7)]
    assert statuses == [422] * 5 + [429] * 2
    assert knock(karima.email, PASSWORD, "192.0.2.50").location == "/"


def test_one_place_waits_longer_and_longer(karima, knock, monkeypatch):
    honest, late, looked_at = time.time, [0], []
    monkeypatch.setattr("time.time", lambda: honest() + late[0])
    for _ in range(40):
        looked_at.append([knock(karima.email).status_code for _ in range(6)].count(422))
        late[0] += 61
    assert looked_at[:3] == [5, 5, 0], "after a minute, then after ten"
    assert sum(looked_at) <= 20, "and after an hour"


def test_a_known_browser_has_so_many_tries_too(karima, knock, app):
    hers = app.test_client()
    knock(karima.email, PASSWORD, browser=hers)
    statuses = [knock(karima.email, browser=hers).status_code for _ in range(12)]
    assert statuses == [422] * 10 + [429] * 2
    assert f"{AN_HOUR} per hour" in known._ITSELF


def test_a_browser_is_known_for_the_account_it_entered_and_no_other(
    karima, make, digest, knock, crowd, app
):
    make.resident("Paul", email="paul@example.org", password_hash=digest)
    his = app.test_client()
    assert knock("paul@example.org", PASSWORD, browser=his).location == "/"
    crowd(karima.email)
    assert knock(karima.email, browser=his).status_code == 429
    with app.app_context():
        (cookie,) = cookies_of(his).values()
        his.set_cookie(known._cookie(karima.email), cookie)
    assert knock(karima.email, browser=his).status_code == 429, "a cookie of his is not hers"


def test_whoever_is_slowed_keeps_what_they_typed_and_reads_what_to_do(karima, knock, crowd):
    crowd(karima.email)
    page = knock(karima.email, PASSWORD).text
    assert f'value="{karima.email}"' in page
    assert "il vous laisse entrer aussitôt" in page


def test_the_link_of_a_forgotten_password_lets_in_at_once(karima, knock, crowd, links, app):
    crowd(karima.email)
    hers = app.test_client()
    assert knock(karima.email, PASSWORD, browser=hers).status_code == 429
    hers.post("/mot-de-passe/oublie", data={"email": karima.email})
    hers.post(links()[-1][1], data={"password": "ma nouvelle phrase"})
    assert knock(karima.email, "ma nouvelle phrase", browser=hers).location == "/"


def test_the_cookie_names_nobody_and_its_number_stays(karima, knock, app):
    hers = app.test_client()
    answer = knock(karima.email, PASSWORD, browser=hers)
    said = [line for line in answer.headers.getlist("Set-Cookie") if "_known_" in line]
    assert len(said) == 1
    assert "HttpOnly" in said[0]
    assert "karima" not in said[0].lower()
    first = cookies_of(hers)
    knock(karima.email, PASSWORD, browser=hers)
    assert cookies_of(hers) == first


def test_nobody_else_uses_up_the_links_to_a_new_password(karima, knock, app, outbox):
    hers = app.test_client()
    knock(karima.email, PASSWORD, browser=hers)
    hers.post("/deconnexion")
    said = {"data": {"email": karima.email}}
    for number in range(6):
        base = {"REMOTE_ADDR": f"198.51.{number}.1"}
        last = app.test_client().post("/mot-de-passe/oublie", **said, environ_base=base)
    assert last.status_code == 429
    assert hers.post("/mot-de-passe/oublie", **said).status_code == 303
    assert len(outbox()) == 5
