"""Keys kept by a device, against a pretend one that signs as a real one does."""

import json

import pytest

from neighbourhood.residents import policies
from neighbourhood.residents.models.second_factors import Passkey
from neighbourhood.residents.views import passkeys
from tests.neighbourhood.residents.opening import ASK, MAKE, use


def test_a_key_alone_opens(karima, key_of, visitor, reread):
    telephone = key_of(karima)
    assert policies.has_second_factor(reread(karima))
    assert use(visitor, telephone).location == "/"
    assert "Karima" in visitor.get("/moi").text


def test_nobody_need_say_who_they_are(karima, key_of, visitor):
    key_of(karima)
    options = visitor.post("/connexion/cle/demande").json
    assert not options.get("allowCredentials")
    assert options["userVerification"] == "required"


def test_what_a_device_keeps_says_nothing_of_its_owner(karima, enter):
    options = enter(karima).post(ASK).json
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert "karima" not in options["user"]["id"].lower()
    assert len(options["user"]["id"]) > 40


def test_password_then_key_opens_and_only_ones_own(karima, make, digest, enter, key_of):
    paul = make.resident("Paul", email="paul@example.org", password_hash=digest)
    hers, his = key_of(karima), key_of(paul)
    browser = enter(karima)
    assert browser.first.location == "/connexion/code"
    assert "/connexion/cle" in browser.get("/connexion/code").text
    assert len(browser.post("/connexion/cle/demande").json["allowCredentials"]) == 1
    assert use(browser, his).location == "/connexion"
    assert use(enter(karima), hers).location == "/"


def test_several_keys_are_named_listed_and_removed(karima, key_of, enter, make, outbox):
    telephone = key_of(karima)
    browser = enter(karima)
    use(browser, telephone)
    second = type(telephone)()
    data = {"name": "Ordinateur du salon", "credential": second.make(browser.post(ASK).json)}
    browser.post(MAKE, data=data)
    page = browser.get("/moi/securite").text
    assert "Mon téléphone" in page
    assert "Ordinateur du salon" in page
    assert second.handle == telephone.handle
    with make.writing() as session:
        first = session.query(Passkey).order_by(Passkey.id).first()
    browser.post(f"/moi/securite/cles/{first.id}/retirer")
    assert "Mon téléphone" not in browser.get("/moi/securite").text
    assert use(enter(karima), telephone).location == "/connexion"
    assert use(enter(karima), second).location == "/"
    assert len(outbox()) == 3


def test_a_known_device_is_not_asked_for_another_key(karima, key_of, enter):
    telephone = key_of(karima)
    browser = enter(karima)
    use(browser, telephone)
    options = browser.post(ASK).json
    assert len(options["excludeCredentials"]) == 1
    data = {"name": "encore", "credential": telephone.make(options)}
    assert browser.post(MAKE, data=data).status_code == 422


def test_the_key_of_somebody_else_is_not_removed(karima, make, digest, key_of, enter):
    paul = make.resident("Paul", email="paul@example.org", password_hash=digest)
    key_of(karima)
    with make.writing() as session:
        hers = session.query(Passkey).one()
    assert enter(paul).post(f"/moi/securite/cles/{hers.id}/retirer").status_code == 404
    assert enter(paul).post("/moi/securite/cles/999/retirer").status_code == 404


def test_an_answer_that_was_overheard_opens_nothing(karima, key_of, app):
    telephone = key_of(karima)
    browser = app.test_client()
    options = browser.post("/connexion/cle/demande").json
    with browser.session_transaction() as session:
        stolen = dict(session)
    answer = telephone.use(options)
    assert browser.post("/connexion/cle", data={"credential": answer}).location == "/"
    thief = app.test_client()
    with thief.session_transaction() as session:
        session.update(stolen)
    assert thief.post("/connexion/cle", data={"credential": answer}).location == "/connexion"
    assert thief.get("/moi").status_code == 302


def test_an_answer_to_another_challenge_opens_nothing(karima, key_of, visitor):
    telephone = key_of(karima)
    options = visitor.post("/connexion/cle/demande").json
    visitor.post("/connexion/cle/demande")
    answer = visitor.post("/connexion/cle", data={"credential": telephone.use(options)})
    assert answer.location == "/connexion"


def test_a_challenge_gets_too_old(karima, key_of, visitor, monkeypatch):
    telephone = key_of(karima)
    monkeypatch.setattr(passkeys, "_ANSWER_WITHIN", -passkeys._ANSWER_WITHIN)
    assert use(visitor, telephone).location == "/connexion"


@pytest.mark.parametrize(
    "spoil",
    [
        {"origin": "http://evil.example"},
        {"site": "evil.example"},
        {"verified": False},
        {"handle": "AAAA"},
    ],
)
def test_a_key_used_elsewhere_or_by_nobody_opens_nothing(karima, key_of, visitor, spoil):
    telephone = key_of(karima)
    vars(telephone).update(spoil)
    assert use(visitor, telephone).location == "/connexion"


def test_a_copied_key_is_noticed(karima, key_of, app):
    telephone = key_of(karima)
    telephone.count = 5
    assert use(app.test_client(), telephone).location == "/"
    telephone.count = 3
    assert use(app.test_client(), telephone).location == "/connexion"


def test_somebody_elses_key_under_a_known_name_opens_nothing(karima, key_of, device, visitor):
    telephone, forged = key_of(karima), device()
    forged.id, forged.handle = telephone.id, telephone.handle
    assert use(visitor, forged).location == "/connexion"


@pytest.mark.parametrize(
    "spoil", [{"origin": "http://evil.example"}, {"site": "evil.example"}, {"verified": False}]
)
def test_a_key_made_elsewhere_is_not_kept(karima, enter, device, spoil, reread):
    browser = enter(karima)
    telephone = device(**spoil)
    data = {"name": "x", "credential": telephone.make(browser.post(ASK).json)}
    assert browser.post(MAKE, data=data).status_code == 422
    assert not policies.has_second_factor(reread(karima))


NONSENSE = [
    "",
    "{}",
    "[]",
    "null",
    "7",
    '"x"',
    "{",
    "\x00",
    "é" * 9000,
    json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": {}}),
    json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": []}),
    json.dumps({"id": 1, "rawId": None, "type": "x", "response": "x"}),
    json.dumps(
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "AAAA",
                "attestationObject": "AAAA",
                "authenticatorData": "AAAA",
                "signature": "AAAA",
                "userHandle": 7,
            },
        }
    ),
]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_refused_and_nothing_falls_over(karima, key_of, app, enter, nonsense):
    telephone = key_of(karima)
    visitor = app.test_client()
    visitor.post("/connexion/cle/demande")
    assert visitor.post("/connexion/cle", data={"credential": nonsense}).location == "/connexion"
    browser = enter(karima)
    use(browser, telephone)
    browser.post(ASK)
    answer = browser.post(MAKE, data={"name": "x", "credential": nonsense})
    assert answer.status_code == 422


def test_nonsense_under_a_known_name_falls_over_nothing(karima, key_of, visitor):
    telephone = key_of(karima)
    honest = json.loads(telephone.use(visitor.post("/connexion/cle/demande").json))
    for part in ("clientDataJSON", "authenticatorData", "signature", "userHandle"):
        for value in ("", "AAAA", "é", 7, None, [], {}):
            visitor.post("/connexion/cle/demande")
            spoiled = {**honest, "response": {**honest["response"], part: value}}
            answer = visitor.post("/connexion/cle", data={"credential": json.dumps(spoiled)})
            assert answer.location == "/connexion", (part, value)


def test_where_the_site_has_no_name_there_are_no_keys(karima, enter, visitor, with_settings):
    with_settings(base_url="http://127.0.0.1:8000")
    at = {"base_url": "http://127.0.0.1"}
    assert "cle/demande" not in visitor.get("/connexion", **at).text
    assert visitor.post("/connexion/cle/demande", **at).status_code == 404
    assert "cle/demande" in visitor.get("/connexion").text


def test_without_javascript_the_page_shows_another_way(karima, enter):
    page = enter(karima).get(MAKE).text
    assert "<noscript>" in page
    assert "/moi/securite/application" in page
