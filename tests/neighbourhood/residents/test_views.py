"""From stranger to account: signing up, confirming, signing in and out."""

import re

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.residents.models.sign_ins import SignIn

ANSWERS = {
    "full_name": "Karima Benali",
    "email": "karima@example.org",
    "password": "une petite phrase",
}


def link_in(mail: str) -> str:
    return re.search(
        r"http://localhost(/inscription/confirmer/\S+)", mail.replace("=\n", "")
    ).group(1)


def test_someone_signs_up_confirms_and_signs_in(visitor, outbox):
    answer = visitor.post("/inscription", data=ANSWERS)
    assert answer.status_code == 303
    assert "karima@example.org" in visitor.get(answer.location).text

    (mail,) = outbox()
    link = link_in(mail)
    assert "Confirmer mon e-mail" in visitor.get(link).text
    assert visitor.post(link).status_code == 303

    answer = visitor.post("/connexion", data=ANSWERS)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Karima" in visitor.get("/moi").text


def test_looking_at_the_link_confirms_nothing(visitor, outbox):
    visitor.post("/inscription", data=ANSWERS)
    visitor.get(link_in(outbox()[0]))
    assert visitor.post("/connexion", data=ANSWERS).status_code == 422


def test_a_known_mailbox_gets_the_same_answer_and_another_mail(visitor, outbox, make):
    make.resident(email="karima@example.org")
    answer = visitor.post("/inscription", data={**ANSWERS, "email": "Karima@Example.org"})
    assert (answer.status_code, answer.location) == (303, "/inscription/courrier")
    (mail,) = outbox()
    assert "/inscription/confirmer/" not in mail


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "\u200b \u200b"),
        ("full_name", "12345"),
        ("email", "karima"),
        ("email", "karima@"),
        ("password", "court"),
    ],
)
def test_a_wrong_answer_says_so_and_keeps_the_others(visitor, field, value):
    answer = visitor.post("/inscription", data={**ANSWERS, field: value})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    kept = "email" if field == "full_name" else "full_name"
    assert f'value="{ANSWERS[kept]}"' in answer.text


@pytest.mark.parametrize("name", ["Ng", "李", "Nguyễn Thị Thu", "محمد الأمين", "O’Brien-Łukasz"])
def test_a_name_of_any_script_is_a_name(visitor, outbox, name):
    assert visitor.post("/inscription", data={**ANSWERS, "full_name": name}).status_code == 303


def test_a_wrong_password_and_an_unknown_mailbox_get_the_same_answer(visitor, make, in_app):
    digest = hash_password("la bonne phrase")
    make.resident(email="karima@example.org", password_hash=digest)
    wrong = {"email": "karima@example.org", "password": "la mauvaise"}
    unknown = {"email": "personne@example.org", "password": "la mauvaise"}
    first = visitor.post("/connexion", data=wrong)
    second = visitor.post("/connexion", data=unknown)
    assert first.status_code == second.status_code == 422
    assert first.text.replace("karima@", "") == second.text.replace("personne@", "")


def test_signing_in_changes_the_session_and_signing_out_ends_it_on_the_server(app, visitor, make):
    with app.app_context():
        digest = hash_password("la bonne phrase")
    make.resident(email="karima@example.org", password_hash=digest)
    visitor.post("/connexion", data={"email": "karima@example.org", "password": "la bonne phrase"})
    with visitor.session_transaction() as session:
        stolen = session["sign_in"]
    visitor.post("/deconnexion")
    thief = app.test_client()
    with thief.session_transaction() as session:
        session["sign_in"] = stolen
    assert thief.get("/moi").status_code == 302
    with make.writing() as db:
        assert db.query(SignIn).one().ended_at <= now()


def test_one_is_sent_back_where_one_was_going_but_never_elsewhere(visitor, app, make):
    with app.app_context():
        digest = hash_password("la bonne phrase")
    make.resident(email="karima@example.org", password_hash=digest)
    answers = {"email": "karima@example.org", "password": "la bonne phrase"}
    assert visitor.get("/moi/profil").location == "/connexion?next=/moi/profil?"
    assert visitor.post("/connexion?next=/moi/profil", data=answers).location == "/moi/profil"
    for elsewhere in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/%09/evil.example",
    ):
        assert visitor.post(f"/connexion?next={elsewhere}", data=answers).location == "/"


def test_a_neighbour_reads_the_full_name_the_town_an_initial_and_others_nothing(make, signed_in):
    town = make.municipality()
    tanneurs, gare = make.quartier("Les Tanneurs", town), make.quartier("La Gare", town)
    karima = make.resident("Karima Benali", tanneurs)
    neighbour = make.resident("Marcel Lefèvre", tanneurs)
    townsman = make.resident("Aylin Yıldız", gare)
    stranger = make.resident("Paul Loin")
    newcomer = make.resident("Théo Lambert", verified=False)
    page = f"/voisins/{karima.id}"
    assert "Karima Benali" in signed_in(neighbour).get(page).text
    beyond = signed_in(townsman).get(page).text
    assert "Karima B." in beyond
    assert "Benali" not in beyond
    assert signed_in(stranger).get(page).status_code == 404
    assert signed_in(newcomer).get(page).status_code == 404


def test_comfort_and_language_stick_to_the_account(make, signed_in):
    karima = make.resident()
    signed_in(karima).post("/moi/confort", data={"comfort": "y", "language": "en"})
    page = signed_in(karima).get("/moi").text
    assert "data-comfort" in page
    assert '<html lang="en"' in page
    # The list begins with what is in force: there is nothing to choose first.
    listed = signed_in(karima).get("/moi/confort").text.partition("<select")[2]
    assert listed.count("<option") == 2
    assert '<option selected value="en">' in listed


def test_the_profile_is_changed_and_a_blank_name_is_refused(make, signed_in):
    karima = make.resident()
    browser = signed_in(karima)
    refused = browser.post("/moi/profil", data={"full_name": " ", "about": "J’aime le jardin."})
    assert refused.status_code == 422
    assert "J’aime le jardin." in refused.text
    browser.post("/moi/profil", data={"full_name": "KARIMA BENALI", "about": "J’aime le jardin."})
    assert "KARIMA BENALI" in browser.get("/moi").text
