"""Preparing a mandate on paper, its form, renewing it, and stopping it by its code."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions import ending, giving
from neighbourhood.mandates.models import Mandate, MandateStatus
from neighbourhood.mandates.paperwork import sayings
from neighbourhood.mandates.policies import MOST_HELD, AlreadyPrepared, MandateGone, OtherTown
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.queries.codes import stop_code_of
from neighbourhood.places.actions import import_addresses
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.mandates import record
from tests.support.pdf import text_of

FONTS = Path("static/dist/letters")
STOP = "/mandats/arreter-un-mandat"


@pytest.fixture
def town(make):
    return make.municipality()


@pytest.fixture
def quartier(make, town):
    return make.quartier("Les Tanneurs", town)


@pytest.fixture
def helper(make, quartier):
    return make.resident("Karima Benali", quartier)


@pytest.fixture
def door(make, quartier):
    return make.address(quartier, number=12, street="rue de la Tour")


@pytest.fixture
def browser(signed_in, helper):
    return signed_in(helper)


@pytest.fixture
def kept(app):
    """Read a mandate again, with its people: None when nothing is left of it."""

    def kept(mandate_id):
        with app.app_context():
            return queries.by_id(mandate_id)

    return kept


@pytest.fixture
def prepare(make, helper, door):
    """Prepare a form: `prepare("Marcel Dupont")` returns the mandate."""

    def prepare(name="Marcel Dupont", *, scopes=("post", "chat"), days=31, by=helper):
        with make.writing() as session:
            return giving.prepare_on_paper(
                Actor.of(session.get_one(Resident, by.id)),
                full_name=name,
                address=session.get_one(Address, door.id),
                terms=giving.Terms(scopes=frozenset(scopes), days=days),
            )

    return prepare


@pytest.fixture
def recorded(make, prepare):
    """A mandate that a town hall has recorded."""

    def recorded(name="Marcel Dupont", **more):
        mandate = prepare(name, **more)
        record(make, mandate.id)
        return mandate

    return recorded


def steps(browser, door, **answers):
    """Answer every step; returns the last answer, that of the preview."""
    said = {"full_name": "Marcel Dupont", "scopes": ["post", "chat"], "days": "182", **answers}
    browser.post("/mandats/papier", data={"full_name": said["full_name"]})
    browser.post("/mandats/papier/adresse", data={"key": door.key})
    browser.post("/mandats/papier/quoi", data={"scopes": said["scopes"]})
    return browser.post("/mandats/papier/duree", data={"days": said["days"]})


# Preparing


def test_five_steps_prepare_a_form_for_somebody_without_mailbox(app, browser, helper, door, kept):
    assert steps(browser, door).location == "/mandats/papier/apercu"
    page = browser.get("/mandats/papier/apercu").text
    for said in ("Marcel Dupont", "12 rue de la Tour", "Publier des annonces", "Six mois"):
        assert said in page
    assert "Répondre aux annonces" not in page
    made = browser.post("/mandats/papier/apercu")
    mandate_id = int(re.fullmatch(r"/mandats/(\d+)/papier", made.location)[1])
    mandate = kept(mandate_id)
    assert (mandate.status, mandate.days) == (MandateStatus.PREPARED, 182)
    assert mandate.scopes == {"post", "chat"}
    assert (mandate.principal.email, mandate.principal.full_name) == (None, "Marcel Dupont")
    assert mandate.address_id == door.id
    assert [held.agent_id for held in mandate.agents] == [helper.id]
    page = browser.get(made.location).text
    assert codes.spell(mandate.reference) in page
    assert "Marcel Dupont" in page
    # What was answered is not left behind for the next person.
    assert "Marcel" not in browser.get("/mandats/papier").text


def test_the_address_is_chosen_from_what_was_typed(browser, make, town):
    common = {"code_postal": "99350", "code_insee": "99035", "nom_commune": "Valbourg"}
    left = make.quartier("Le Moulin", town).boundary["coordinates"][0][0][0]
    place = {**common, "numero": "3", "rep": "", "lon": str(left + 0.005), "lat": "46.005"}
    with make.writing():
        import_addresses(
            [
                {**place, "id": "99035_old", "nom_voie": "Rue du Moulin Vieux"},
                {**place, "id": "99035_new", "nom_voie": "Rue du Moulin Neuf"},
            ]
        )
    browser.post("/mandats/papier", data={"full_name": "Marcel Dupont"})
    page = browser.post("/mandats/papier/adresse", data={"typed": "3 rue du Moulin"}).text
    assert "Laquelle est la sienne" in page
    assert sorted(re.findall(r'name="key" value="([^"]+)"', page)) == ["99035_new", "99035_old"]
    answer = browser.post("/mandats/papier/adresse", data={"typed": "3 rue du Moulin Neuf"})
    assert answer.location == "/mandats/papier/quoi"
    assert "Rue du Moulin Neuf" in browser.get("/mandats/papier/adresse").text


@pytest.mark.parametrize("typed", ["", "400 avenue de Nulle Part"])
def test_an_address_that_is_not_found_is_asked_again(browser, typed):
    browser.post("/mandats/papier", data={"full_name": "Marcel Dupont"})
    assert browser.post("/mandats/papier/adresse", data={"typed": typed}).status_code == 422


def test_an_address_of_another_town_is_refused_with_a_reason(browser, make):
    far = make.address(make.quartier("Là-bas", make.municipality("Autreville")))
    browser.post("/mandats/papier", data={"full_name": "Marcel Dupont"})
    answer = browser.post("/mandats/papier/adresse", data={"key": far.key})
    assert answer.status_code == 422
    assert "autre ville" in answer.text


def test_going_back_and_forth_loses_nothing(browser, door):
    steps(browser, door)
    data = {"scopes": ["replies"], "go": "back"}
    assert browser.post("/mandats/papier/quoi", data=data).location == "/mandats/papier/adresse"
    assert "rue de la Tour" in browser.get("/mandats/papier/adresse").text
    data = {"typed": "12 rue de la To", "go": "back"}
    assert browser.post("/mandats/papier/adresse", data=data).location == "/mandats/papier"
    assert 'value="Marcel Dupont"' in browser.get("/mandats/papier").text
    assert 'value="12 rue de la To"' in browser.get("/mandats/papier/adresse").text
    chosen = re.search(r'value="182"\s+checked', browser.get("/mandats/papier/duree").text)
    assert chosen or "/quoi" in browser.get("/mandats/papier/duree").location


@pytest.mark.parametrize("name", ["", "a@b.fr", "12345", "www.evil.example", "x" * 81])
def test_what_cannot_be_a_name_is_asked_again_and_not_kept(browser, name):
    assert browser.post("/mandats/papier", data={"full_name": name}).status_code == 422
    assert browser.get("/mandats/papier/quoi").location == "/mandats/papier"


def test_a_step_that_was_jumped_over_is_asked_for(browser, door):
    assert browser.get("/mandats/papier/apercu").location == "/mandats/papier"
    browser.post("/mandats/papier", data={"full_name": "Marcel Dupont"})
    assert browser.get("/mandats/papier/duree").location == "/mandats/papier/adresse"
    browser.post("/mandats/papier/adresse", data={"key": door.key})
    assert browser.post("/mandats/papier/apercu").location == "/mandats/papier/quoi"
    assert browser.post("/mandats/papier/quoi", data={}).status_code == 422
    browser.post("/mandats/papier/quoi", data={"scopes": "post"})
    assert browser.post("/mandats/papier/duree", data={"days": "12"}).status_code == 422


def test_answers_that_were_tampered_with_are_not_believed(browser, door):
    with browser.session_transaction() as session:
        session["paper-mandate"] = {
            "full_name": "www.evil.example",
            "door": door.key,
            "scopes": ["everything"],
            "days": 9999,
            "renews": "1",
        }
    assert browser.post("/mandats/papier/apercu").location == "/mandats/papier"


def test_only_who_may_hold_a_mandate_prepares_one(make, signed_in, visitor, quartier):
    newcomer = signed_in(make.resident("Nora Petit", verified=False))
    late = make.resident("Odile Late", quartier)
    with make.writing() as session:
        session.get_one(Resident, late.id).residency_expires_at = now() - timedelta(days=1)
    for step in ("", "/adresse", "/quoi", "/duree", "/apercu"):
        assert newcomer.get(f"/mandats/papier{step}").status_code == 403
        assert signed_in(late).post(f"/mandats/papier{step}").status_code == 403
        assert "/connexion" in visitor.get(f"/mandats/papier{step}").location


def test_one_person_prepares_a_few(browser, door, prepare):
    for rank in range(MOST_HELD):
        prepare(f"Personne {'I' * (rank + 1)}")
    steps(browser, door)
    answer = browser.post("/mandats/papier/apercu")
    assert answer.status_code == 409
    assert "maximum" in answer.text


def test_giving_up_leaves_nothing_of_the_person(app, browser, prepare, kept):
    mandate = prepare()
    browser.post(f"/mandats/{mandate.id}/arreter")
    assert kept(mandate.id) is None
    with app.app_context():
        names = db.session.scalars(select(Resident.full_name)).all()
    assert "Marcel Dupont" not in names


def test_the_action_refuses_another_town_too(make, helper):
    far = make.address(make.quartier("Là-bas", make.municipality("Autreville")))
    with pytest.raises(OtherTown), make.writing() as session:
        giving.prepare_on_paper(
            Actor.of(session.get_one(Resident, helper.id)),
            full_name="Marcel Dupont",
            address=session.get_one(Address, far.id),
            terms=giving.Terms(scopes=frozenset({"post"}), days=31),
        )


# The form


def flowing(pdf):
    return re.sub(r"\s+", " ", text_of(pdf)).replace("\N{NON-BREAKING HYPHEN}", "-")


def test_the_form_says_everything_on_two_pages(app, browser, prepare, kept):
    mandate = prepare()
    answer = browser.get(f"/mandats/{mandate.id}/formulaire.pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.data.count(b"/Type /Page\n") == 2
    said = flowing(answer.data)
    with app.app_context():
        code = codes.spell(stop_code_of(kept(mandate.id)))
    for words in (
        "Marcel Dupont",
        "12 rue de la Tour, 99350 VALBOURG",
        "Karima Benali",
        "Publier des annonces",
        "Donner de l’argent",
        "Changer le compte",
        "Montrer l’adresse",
        "Confier le mandat",
        "Durée : un mois",
        "par Karima B. pour Marcel D.",
        "Chaque mois",
        "Signature de Marcel Dupont",
        "Signature de Karima Benali",
        "Vu à l’accueil",
        "Fait à",
        "http://localhost/mandats/arreter-un-mandat",
        codes.spell(mandate.reference),
        code,
    ):
        assert words in said, words


def test_the_form_speaks_the_language_of_whoever_prints_it(make, browser, helper, prepare):
    mandate = prepare()
    with make.writing() as session:
        session.get_one(Resident, helper.id).language = "en"
    said = flowing(browser.get(f"/mandats/{mandate.id}/formulaire.pdf").data)
    assert "Karima Benali" in said
    assert "Ce qui est promis" not in said


@pytest.mark.parametrize(
    "name", ["محمد بن علي", "Zoë Brontë-O’Connor", "W" * 80, "**gras** <b>x</b> %(name)s {0} \\"]
)
def test_names_of_any_script_and_length_stay_on_two_pages(app, make, browser, prepare, name):
    mandate = prepare()
    with make.writing() as session:
        session.get_one(Resident, mandate.principal_id).full_name = name
    pdf = browser.get(f"/mandats/{mandate.id}/formulaire.pdf").data
    assert pdf.count(b"/Type /Page\n") == 2
    if name.isascii():
        assert name.replace(" ", "") in text_of(pdf).replace("\n", "").replace(" ", "")


def test_the_form_is_for_who_prepared_it_and_only_until_it_is_recorded(
    make, signed_in, browser, prepare, quartier
):
    mandate = prepare()
    other = signed_in(make.resident("Paul Leroy", quartier))
    for path in ("formulaire.pdf", "papier"):
        assert other.get(f"/mandats/{mandate.id}/{path}").status_code == 404
    record(make, mandate.id)
    assert browser.get(f"/mandats/{mandate.id}/formulaire.pdf").status_code == 404
    assert browser.get(f"/mandats/{mandate.id}/papier").location == f"/mandats/{mandate.id}"
    # Once it runs, whoever acts reads nowhere where the person lives.
    assert "rue de la Tour" not in browser.get(f"/mandats/{mandate.id}").text


# Renewing


def test_a_renewal_begins_with_what_was_allowed(browser, recorded, kept):
    mandate = recorded()
    answer = browser.post(f"/mandats/{mandate.id}/renouveler")
    assert answer.location == "/mandats/papier/quoi"
    assert "Étape 1 sur 3" in browser.get(answer.location).text
    browser.post("/mandats/papier/quoi", data={"scopes": ["post"]})
    browser.post("/mandats/papier/duree", data={"days": "365"})
    assert "Marcel Dupont" in browser.get("/mandats/papier/apercu").text
    made = browser.post("/mandats/papier/apercu").location
    again = kept(int(made.split("/")[2]))
    assert again.principal_id == mandate.principal_id
    assert (again.days, again.scopes) == (365, {"post"})
    # Asked again, the form that waits is shown: there is one at a time.
    assert browser.post(f"/mandats/{mandate.id}/renouveler").location == made


def test_only_who_acts_by_a_begun_mandate_renews_it(make, signed_in, browser, prepare, recorded):
    waiting, running = prepare(), recorded("Rosa Lima")
    stranger = signed_in(make.resident("Paul Leroy"))
    assert browser.post(f"/mandats/{waiting.id}/renouveler").status_code == 404
    assert stranger.post(f"/mandats/{running.id}/renouveler").status_code == 404


def test_there_is_one_renewal_at_a_time(make, helper, recorded):
    mandate = recorded()
    terms = giving.Terms(scopes=frozenset({"post"}), days=31)

    def renew():
        with make.writing() as session:
            former = session.get_one(Mandate, mandate.id)
            giving.renew_on_paper(
                Actor.of(session.get_one(Resident, helper.id)), former, terms=terms
            )

    renew()
    with pytest.raises(AlreadyPrepared):
        renew()


# Stopping


@pytest.fixture
def stop_code(app, kept):
    def stop_code(mandate):
        with app.app_context():
            return stop_code_of(kept(mandate.id))

    return stop_code


def test_whoever_holds_the_paper_stops_it(visitor, recorded, stop_code, kept):
    mandate = recorded()
    said = {"reference": codes.spell(mandate.reference).lower(), "code": stop_code(mandate)}
    answer = visitor.post(STOP, data=said)
    assert answer.location == f"{STOP}/confirmer"
    assert kept(mandate.id).is_live
    page = visitor.get(answer.location).text
    assert "Marcel Dupont" in page
    assert "Karima B." in page
    assert "rue de la Tour" not in page
    assert visitor.post(answer.location).status_code == 303
    ended = kept(mandate.id)
    assert (ended.status, ended.revoked_by_id) == (MandateStatus.REVOKED, None)
    assert visitor.get(f"{STOP}/confirmer").location == STOP


def test_a_wrong_reference_and_a_wrong_code_get_the_same_answer(visitor, recorded, stop_code):
    mandate, other = recorded(), recorded("Rosa Lima")
    answers = [
        visitor.post(STOP, data={"reference": reference, "code": code})
        for reference, code in (
            (mandate.reference, "0000000000"),
            ("ZZZZZZZZ", stop_code(mandate)),
            (mandate.reference, stop_code(other)),
        )
    ]
    pages = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert len(pages) == 1
    assert {answer.status_code for answer in answers} == {422}
    assert "Marcel" not in pages.pop()
    assert visitor.get(f"{STOP}/confirmer").location == STOP


@pytest.mark.parametrize("said", [{}, {"reference": "ABC", "code": "X"}, {"code": "ABCDE12345"}])
def test_what_cannot_be_the_codes_is_asked_again(visitor, said):
    assert visitor.post(STOP, data=said).status_code == 422


def test_a_form_regretted_on_the_way_leaves_nothing(visitor, prepare, stop_code, kept):
    mandate = prepare()
    visitor.post(STOP, data={"reference": mandate.reference, "code": stop_code(mandate)})
    visitor.post(f"{STOP}/confirmer")
    assert kept(mandate.id) is None


def test_what_is_over_already_says_so(make, visitor, recorded, stop_code):
    mandate = recorded()
    with make.writing() as session:
        ending.revoke_from_paper(session.get_one(Mandate, mandate.id))
    visitor.post(STOP, data={"reference": mandate.reference, "code": stop_code(mandate)})
    assert "déjà pris fin" in visitor.get(f"{STOP}/confirmer").text
    assert visitor.post(f"{STOP}/confirmer").status_code == 409


def test_it_stops_once(make, recorded):
    mandate = recorded()
    with make.writing() as session:
        ending.revoke_from_paper(session.get_one(Mandate, mandate.id))
    with pytest.raises(MandateGone), make.writing() as session:
        ending.revoke_from_paper(session.get_one(Mandate, mandate.id))


def test_the_square_brings_the_reference_and_keeps_the_code_from_servers(
    app, visitor, recorded, kept, stop_code
):
    mandate = recorded()
    with app.test_request_context():
        scan = sayings.stop_scan(kept(mandate.id))
    address, _, secret = scan.partition("#")
    assert codes.read(secret) == stop_code(mandate)
    page = visitor.get(address.removeprefix("http://localhost")).text
    assert f'value="{mandate.reference}"' in page
    assert secret not in page


def test_too_many_tries_are_refused(limited, visitor):
    answers = [visitor.post(STOP, data={"reference": "ABCD1234"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_nothing_of_the_codes_is_stored(make, recorded, stop_code):
    mandate = recorded()
    with make.writing() as session:
        row = session.get_one(Mandate, mandate.id)
        assert stop_code(mandate) not in (row.nonce, row.code_hash, row.reference)
