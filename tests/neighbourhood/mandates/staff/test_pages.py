"""The pages of a desk for the people it accompanies."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from neighbourhood.exchanges.kinds.deeds import POSTED
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.actions.ending import CODE_LIVES
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.queries import codes
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.accompanying import accompany, agents, entrust


@pytest.fixture
def centre(office, make):
    """Return the id of a partner where Sophie accompanies, and manages nothing."""
    accompany(make, office.partner.id, office.author)
    return office.partner.id


@pytest.fixture
def sophie(office, centre, signed_in):
    return signed_in(office.author)


@pytest.fixture
def waiting(make):
    """Prepare a mandate; return its id and its code: `waiting(therese)`."""

    def prepare(principal, *, scopes=("post",)):
        with make.writing() as session:
            terms = giving.Terms(scopes=frozenset(scopes), days=182)
            mandate = giving.give(Actor.of(session.get_one(Resident, principal.id)), terms=terms)
            return mandate.id, codes.code_of(mandate.nonce)

    return prepare


def work(make, mandate_id, agent, title="Mes courses"):
    """Note in the journal that `agent` published something."""
    with make.writing() as session:
        mandate, actor = session.get_one(Mandate, mandate_id), session.get_one(Resident, agent.id)
        note_deed(as_held_by(mandate, actor), POSTED, title=title, path="/entraide/annonces/1")


def test_a_code_is_typed_read_and_accepted(app, office, sophie, people, waiting, therese):
    assert "Personne pour l’instant" in sophie.get(people).text
    mandate_id, code = waiting(therese)
    typed = sophie.post(f"{people}/code", data={"code": f" {code[:5].lower()}-{code[5:]} "})
    assert typed.location == f"{people}/accepter"
    page = sophie.get(typed.location).text
    for told in ("Thérèse L.", "Publier des annonces", "Six mois".lower(), "Sophie Martin"):
        assert told in page
    assert "Tenir les conversations" not in page
    assert agents(app, mandate_id) == set(), "reading is not accepting"
    assert sophie.post(typed.location).status_code == 422
    assert sophie.post(typed.location, data={"agreed": "y"}).location == f"{people}/{mandate_id}"
    assert agents(app, mandate_id) == {"Sophie Martin"}
    assert "Thérèse Lemaire" in sophie.get(people).text


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDE-12345"])
def test_a_code_that_is_none_is_explained(sophie, people, typed):
    answer = sophie.post(f"{people}/code", data={"code": typed})
    assert answer.status_code == 422
    assert typed in answer.text
    assert sophie.get(f"{people}/accepter").location == f"{people}/code"


def test_a_code_too_old_opens_nothing(make, sophie, people, waiting, therese):
    mandate_id, code = waiting(therese)
    sophie.post(f"{people}/code", data={"code": code})
    with make.writing() as session:
        session.get_one(Mandate, mandate_id).created_at = now() - CODE_LIVES
    assert sophie.post(f"{people}/accepter", data={"agreed": "y"}).location == f"{people}/code"
    assert sophie.post(f"{people}/code", data={"code": code}).status_code == 422


def test_who_lives_in_another_town_is_refused_with_a_reason(make, sophie, people, waiting):
    _, code = waiting(make.resident("Paul Leroy"))
    sophie.post(f"{people}/code", data={"code": code})
    answer = sophie.post(f"{people}/accepter", data={"agreed": "y"})
    assert answer.status_code == 409
    assert "une autre ville" in answer.text


def test_the_staff_act_sign_stop_and_read_what_was_done(
    make, office, sophie, people, centre, therese
):
    mandate_id = entrust(make, therese, centre, office.author)
    one = f"{people}/{mandate_id}"
    assert "Rien n’a encore été fait" in sophie.get(one).text
    assert sophie.post(f"{one}/agir").location == "/"
    home = sophie.get("/").text
    assert "Vous agissez pour" in home
    assert "Thérèse Lemaire" in home
    assert sophie.get(people).status_code == 403, "the desk is not the business of Thérèse"
    work(make, mandate_id, office.author)
    assert sophie.post("/mandats/cesser").location == one
    page = sophie.get(one).text
    assert "Sophie Martin pour Thérèse L." in page
    assert "Mes courses" in page
    assert 'href="/entraide/annonces/1"' not in page, "staff may have no right to read it"
    assert "dernière action" in sophie.get(people).text


def test_who_proved_no_address_acts_for_who_did(make, office, centre, people, therese, signed_in):
    lea = make.resident("Léa Roy", verified=False)
    accompany(make, centre, lea)
    mandate_id = entrust(make, therese, centre, lea)
    browser = signed_in(lea)
    assert browser.get("/entraide/demander").status_code == 403
    browser.post(f"{people}/{mandate_id}/agir")
    assert browser.get("/entraide/demander").status_code == 200


def test_a_closed_account_stops_acting(make, office, sophie, people, centre, therese):
    mandate_id = entrust(make, therese, centre, office.author)
    sophie.post(f"{people}/{mandate_id}/agir")
    assert sophie.get("/entraide/demander").status_code == 200
    with make.writing() as session:
        session.get_one(Resident, office.author.id).closed_at = now()
    assert "/connexion" in sophie.get("/entraide/demander").location


def test_who_loses_the_role_acts_no_more_at_the_next_page(
    make, office, people, centre, therese, signed_in
):
    accompany(make, centre, office.reader)
    mandate_id = entrust(make, therese, centre, office.reader)
    hassan = signed_in(office.reader)
    hassan.post(f"{people}/{mandate_id}/agir")
    assert hassan.get("/entraide/demander").status_code == 200
    with office.at_work():
        partner = hold(Partner, centre)
        manager, hassan_himself = (
            db.session.get_one(Resident, one.id) for one in (office.author, office.reader)
        )
        staffing.name_staff(partner, manager, role=StaffRole.MANAGE)
        staffing.change_roles(Actor.of(manager), partner, hassan_himself, roles=[StaffRole.READ])
    assert hassan.get("/entraide/demander").location == "/mandats"
    assert "Vous agissez pour" not in hassan.get("/").text
    for path in (people, f"{people}/{mandate_id}"):
        assert hassan.get(path).status_code == 404


def test_a_mandate_is_given_up_for_the_whole_staff(
    make, office, sophie, people, centre, therese, signed_in
):
    accompany(make, centre, office.reader)
    mandate_id = entrust(make, therese, centre, office.author)
    hassan = signed_in(office.reader)
    hassan.post(f"{people}/{mandate_id}/agir")
    assert sophie.post(f"{people}/{mandate_id}/rendre").location == people
    assert hassan.get("/entraide/demander").status_code == 302
    page = sophie.get(people).text
    assert "Mandats terminés" in page
    assert "Agir pour Thérèse" not in sophie.get(f"{people}/{mandate_id}").text
    assert sophie.post(f"{people}/{mandate_id}/agir").status_code == 409
    assert sophie.post(f"{people}/{mandate_id}/rendre").status_code in {403, 409}


def test_a_mandate_past_its_time_is_listed_as_over(make, office, sophie, people, centre, therese):
    mandate_id = entrust(make, therese, centre, office.author)
    with make.writing() as session:
        began = now() - timedelta(days=40)
        over = update(Mandate).values(begins_at=began, ends_at=began + timedelta(days=31))
        session.execute(over.where(Mandate.id == mandate_id))
    page = sophie.get(people).text
    assert "Personne pour l’instant" in page
    assert "Terminé" in page


def test_the_desk_leads_there_for_those_who_accompany(office, sophie, people, centre, signed_in):
    assert people in sophie.get(f"/partenaires/{centre}").text
    hassan = signed_in(office.reader)
    assert people not in hassan.get(f"/partenaires/{centre}").text
    assert hassan.get(people).status_code == 404


def test_the_second_factor_is_asked_before_acting(
    make, office, sophie, people, centre, therese, monkeypatch
):
    mandate_id = entrust(make, therese, centre, office.author)
    monkeypatch.setattr(
        "neighbourhood.residents.access.must_have_second_factor", lambda *_, **__: True
    )
    assert sophie.post(f"{people}/{mandate_id}/agir").location == "/moi/securite"
    assert "Vous agissez pour" not in sophie.get("/").text
    assert sophie.post(f"/mandats/{mandate_id}/agir").status_code == 404, "there is no way around"


def test_the_list_takes_as_many_questions_for_two_as_for_eight(
    make, office, sophie, people, centre, therese, statements
):
    def ask():
        sophie.get(people)
        statements.clear()
        assert sophie.get(people).status_code == 200
        return len(statements)

    def one_more(name):
        principal = make.resident(name, office.quartier)
        work(make, entrust(make, principal, centre, office.author), office.author)

    one_more("Ana Roy")
    one_more("Bea Roy")
    few = ask()
    for name in ("Clo Roy", "Dan Roy", "Eli Roy", "Fay Roy", "Gil Roy", "Hal Roy"):
        one_more(name)
    # Who is signed in, where they work, what its town leaves out, whom they accompany, whom they
    # did, figures of the menu.
    assert ask() == few <= 6


def test_a_mandate_takes_as_many_questions_however_many_act(
    make, office, sophie, people, centre, therese, statements
):
    mandate_id = entrust(make, therese, centre, office.author)
    page = f"{people}/{mandate_id}"

    def ask():
        sophie.get(page)
        statements.clear()
        assert sophie.get(page).status_code == 200
        return len(statements)

    work(make, mandate_id, office.author)
    few = ask()
    for name in ("Ana Roy", "Bea Roy", "Clo Roy"):
        colleague = make.resident(name, verified=False)
        accompany(make, centre, colleague)
        work(make, mandate_id, colleague)
    assert ask() == few <= 6
