"""How often, how fast and with which cookie one signs in."""

from itertools import pairwise

import pytest
from argon2 import PasswordHasher, extract_parameters

from neighbourhood.foundation import flask_options
from neighbourhood.foundation.storing import passwords
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.passwords import needs_rehash, verify_password
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.views import entering, joining

PASSWORD = "une petite phrase"
ANSWERS = {"full_name": "Karima Benali", "password": PASSWORD}


@pytest.fixture
def worked(monkeypatch):
    """What each password that was looked at cost: the parameters of its digest."""
    costs = []
    honest = passwords._matches

    def count(hasher, stored, password):
        costs.append(extract_parameters(stored))
        return honest(hasher, stored, password)

    monkeypatch.setattr(passwords, "_matches", count)
    return costs


def test_an_unknown_mailbox_costs_the_same_work_as_a_wrong_password(visitor, karima, worked):
    for email in (karima.email, "personne@example.org"):
        visitor.post("/connexion", data={"email": email, "password": "la mauvaise phrase"})
    known, unknown = worked
    assert known == unknown


@pytest.fixture
def with_old_digest(make, karima):
    """Karima, whose password was last digested when computers were slower."""
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with make.writing() as session:
        session.get_one(Resident, karima.id).password_hash = weak
    karima.password_hash = weak
    return karima


def test_signing_in_makes_an_old_digest_anew_and_the_password_stays(
    app, with_old_digest, enter, reread
):
    assert enter(with_old_digest).first.location == "/"
    stored = reread(with_old_digest).password_hash
    with app.app_context():
        assert not needs_rehash(stored)
        assert verify_password(stored, PASSWORD)
    browser = enter(with_old_digest)
    assert browser.get("/moi/securite/application").status_code == 200
    assert reread(with_old_digest).password_hash == stored


def test_so_it_does_before_the_second_step(app, with_old_digest, enter, reread, make):
    with make.writing() as session:
        session.get_one(Resident, with_old_digest.id).second_factor_since = now()
    browser = enter(with_old_digest)
    assert browser.first.location == "/connexion/code"
    assert browser.get("/connexion/code").status_code == 200
    with app.app_context():
        assert not needs_rehash(reread(with_old_digest).password_hash)


def test_a_wrong_password_makes_nothing_anew(with_old_digest, enter, reread, monkeypatch):
    monkeypatch.setattr(entering, "hash_password", never)
    assert enter(with_old_digest, password="la mauvaise phrase").first.status_code == 422
    assert reread(with_old_digest).password_hash == with_old_digest.password_hash


def never(*_args):
    raise AssertionError("nobody waits for a digest that is not made anew")


def test_a_digest_of_today_is_left_alone(karima, enter, monkeypatch):
    monkeypatch.setattr(entering, "hash_password", never)
    assert enter(karima).first.location == "/"


def test_a_password_changed_meanwhile_is_not_changed_back(with_old_digest, make, reread):
    given = with_old_digest.password_hash
    with make.writing() as session:
        person = session.get_one(Resident, with_old_digest.id)
        accounts.change_password(person, password_hash="the new one")
    with make.writing() as session:
        person = session.get_one(Resident, with_old_digest.id)
        accounts.strengthen_password(person, given=given, password_hash="the old one, stronger")
    assert reread(with_old_digest).password_hash == "the new one"


def test_the_cookie_of_a_site_in_https_can_be_planted_by_no_other(
    app, karima, visitor, monkeypatch
):
    for name, value in flask_options.cookies(secure=True).items():
        monkeypatch.setitem(app.config, name, value)
    data = {"email": karima.email, "password": PASSWORD}
    answer = visitor.post("/connexion", data=data, base_url="https://localhost")
    cookies = [said for said in answer.headers.getlist("Set-Cookie") if "palier" in said]
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-palier")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


def test_each_sign_in_has_a_token_of_its_own_and_keeps_nothing_planted(karima, enter, app):
    tokens = []
    for _ in range(3):
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["sign_in"] = "planted"
            session["awaiting"] = "somebody@example.org"
        browser.post("/connexion", data={"email": karima.email, "password": PASSWORD})
        with browser.session_transaction() as session:
            tokens.append(session["sign_in"])
            assert "awaiting" not in session
    assert "planted" not in tokens
    assert all(one != other for one, other in pairwise(tokens))
    assert len(set(tokens)) == 3


def test_signing_in_draws_the_token_of_forms_so_that_two_pages_at_once_agree(karima, enter):
    browser = enter(karima)
    with browser.session_transaction() as session:
        drawn = session["csrf_token"]
    assert drawn.startswith(f"{karima.id}:{karima.id}.")
    answers = [browser.get(page) for page in ("/moi", "/mandats/code")]
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None, None]


def sign_up(app, email, address="192.0.2.1"):
    return app.test_client().post(
        "/inscription",
        data={**ANSWERS, "email": email},
        environ_base={"REMOTE_ADDR": address},
    )


def test_one_place_opens_so_many_accounts_and_no_more(app, limited, monkeypatch):
    monkeypatch.setattr(joining, "_FROM_ONE_PLACE", "2 per hour")
    statuses = [sign_up(app, f"n{n}@example.org").status_code for n in range(3)]
    assert statuses == [303, 303, 429]
    assert sign_up(app, "n9@example.org", "192.0.2.2").status_code == 303


def test_one_mailbox_is_written_to_so_many_times_whatever_its_disguise(app, limited, outbox):
    answers = [
        sign_up(app, f"karima+{n}@example.org", f"192.0.2.{n}").status_code for n in range(6)
    ]
    assert answers == [303] * 4 + [429] * 2
    assert len(outbox()) == 4


def test_refused_for_being_too_many_one_loses_nothing_typed(app, limited, monkeypatch):
    monkeypatch.setattr(joining, "_FROM_ONE_PLACE", "1 per hour")
    sign_up(app, "n1@example.org")
    refused = sign_up(app, "n2@example.org")
    assert 'value="n2@example.org"' in refused.text
    assert 'role="alert"' in refused.text


def test_a_wrong_form_opens_no_account_and_costs_none(app, limited, monkeypatch):
    monkeypatch.setattr(joining, "_FROM_ONE_PLACE", "1 per hour")
    assert sign_up(app, "pas une adresse").status_code == 422
    assert sign_up(app, "n1@example.org").status_code == 303


def test_links_to_a_new_password_are_sent_so_often(app, limited, karima, outbox):
    statuses = [
        app.test_client()
        .post(
            "/mot-de-passe/oublie",
            data={"email": email},
            environ_base={"REMOTE_ADDR": f"192.0.{n}.1"},
        )
        .status_code
        for email in ("karima@example.org", "personne@example.org")
        for n in range(5)
    ]
    assert statuses == ([303] * 4 + [429]) * 2
    assert len(outbox()) == 4


def plain(answer) -> str:
    """The text of a page, its unbreakable spaces as others."""
    return answer.text.translate({0xA0: " ", 0x202F: " "})


def test_a_misspelt_provider_is_asked_about_after_signing_up_and_when_signing_in(client):
    newcomer = {"full_name": "Anna Rey", "email": "anna@gmial.com", "password": "une petite phrase"}
    page = client.post("/inscription", data=newcomer, follow_redirects=True)
    assert "Vouliez-vous dire anna@gmail.com ?" in plain(page)
    known = {"email": "anna@gmial.com", "password": "une autre phrase"}
    assert "Vouliez-vous dire anna@gmail.com ?" in plain(client.post("/connexion", data=known))
    known["email"] = "anna@gmail.com"
    assert "Vouliez-vous dire" not in client.post("/connexion", data=known).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zoé@exemple.fr", "« é » n’est pas possible"),
        ("anna rey@exemple.fr", "« espace » n’est pas possible"),
        ("anna,rey@exemple.fr", "« , » n’est pas possible"),
        ("anna.exemple.fr", "Il manque le signe @"),
        ("anna@exemple", "il manque la fin"),
        ("anna@rey@exemple.fr", "deux fois le signe @"),
        ("anna@", "mal écrite"),
        ("a..b@exemple.fr", "mal écrite"),
        ("a" * 65 + "@exemple.fr", "64 signes au plus"),
    ],
)
def test_a_mailbox_is_refused_with_what_is_wrong_in_it(client, typed, said):
    newcomer = {"full_name": "Anna Rey", "email": typed, "password": "une petite phrase"}
    assert said in plain(client.post("/inscription", data=newcomer))


def test_a_mailbox_as_long_as_the_standard_allows_is_taken(client):
    newcomer = {"full_name": "Anna Rey", "password": "une petite phrase"}
    longest = {**newcomer, "email": "a" * 64 + "@exemple.fr"}
    assert client.post("/inscription", data=longest).status_code == 303
