"""The form on two pages, and the one that follows."""

import pytest

from neighbourhood.foundation.storing import codes
from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.policies import AlreadyPrepared
from neighbourhood.mandates.queries.codes import stop_code_of
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.mandates import record
from tests.support.pdf import flowing, text_of


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
    assert answer.location.startswith("/mandats/papier/quoi?draft=")
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
