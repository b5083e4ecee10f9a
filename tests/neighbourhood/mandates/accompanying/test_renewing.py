"""A partner prepares the form that follows, and reads the months."""

import re

import pytest

from neighbourhood.exchanges.kinds.deeds import POSTED
from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions import accompanying, deeds, giving
from neighbourhood.mandates.models import Mandate, MandateStatus
from neighbourhood.mandates.policies import AlreadyPrepared
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.mandates.queries.months import month_of
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import unsettle
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.mandates.accompanying.conftest import TERMS, who
from tests.support.accompanying import accompany, agents
from tests.support.mandates import record
from tests.support.pdf import flowing


def test_a_renewal_asks_the_same_page_without_who_and_where(
    app, make, sophie, people, colleague, recorded, kept
):
    mandate_id = recorded()
    assert "Préparer la feuille suivante" in sophie.get(f"{people}/{mandate_id}").text
    page = sophie.get(f"{people}/{mandate_id}/renouveler").text
    assert "Rosa Lima" in page
    assert 'name="full_name"' not in page
    assert 'name="typed"' not in page
    assert len(re.findall(r'name="scopes"[^>]*checked', page)) == 1
    data = {"scopes": ["chat"], "days": "365"}
    made = sophie.post(f"{people}/{mandate_id}/renouveler", data=data)
    following = kept(int(made.location.rpartition("/")[2]))
    assert following.principal_id == kept(mandate_id).principal_id
    assert (following.scopes, following.days, following.organisation) == (
        {"chat"},
        365,
        "Centre social",
    )
    assert agents(app, following.id) == {"Sophie Martin", "Hassan Alaoui"}
    # There is one at a time: the old mandate leads to the form that waits.
    assert sophie.get(f"{people}/{mandate_id}/renouveler").location == made.location
    assert made.location in sophie.get(f"{people}/{mandate_id}").text
    record(make, following.id)
    assert "Agir pour Rosa" in sophie.get(made.location).text


def test_a_renewal_takes_the_place_of_the_former_and_of_nothing_else(
    make, office, recorded, renew, kept
):
    """Sophie, alone to accompany, acts for Rosa in her own name too."""
    mandate_id = recorded()
    with make.writing() as session:
        rosa = session.get_one(Mandate, mandate_id).principal
        sophie = session.get_one(Resident, office.author.id)
        own = giving.prepare_on_paper(
            Actor.of(sophie), full_name="Rosa Lima", address=rosa.address, terms=TERMS
        )
        own.principal, own_id = rosa, own.id
    record(make, own_id)
    following = renew(mandate_id)
    record(make, following)
    assert kept(mandate_id).status is MandateStatus.EXPIRED
    assert kept(own_id).is_live
    assert kept(following).is_live


def test_a_renewal_without_an_answer_is_asked_again(sophie, people, recorded):
    page = f"{people}/{recorded()}/renouveler"
    answer = sophie.post(page, data={"days": "31"})
    assert answer.status_code == 422
    assert "au moins une chose" in answer.text
    assert re.search(r"<input checked[^>]*\"31\"|\"31\"[^>]*checked", answer.text)


def test_who_joined_since_renews_what_is_over(app, office, make, people, centre, recorded, renew):
    mandate_id = recorded()
    with office.at_work():
        partner = hold(Partner, centre)
        accompanying.give_up(
            Actor.of(who(office.author)), partner, db.session.get_one(Mandate, mandate_id)
        )
    accompany(make, centre, office.reader)
    assert agents(app, mandate_id) == {"Sophie Martin"}
    assert agents(app, renew(mandate_id, by=office.reader)) == {"Sophie Martin", "Hassan Alaoui"}
    with pytest.raises(AlreadyPrepared):
        renew(mandate_id)


def test_a_form_that_a_neighbour_prepared_meanwhile_is_signed_first(
    make, office, sophie, people, recorded, kept
):
    mandate_id, ines = recorded(), make.resident("Inès Roy", office.quartier)
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        theirs = giving.prepare_on_paper(
            Actor.of(session.get_one(Resident, ines.id)),
            full_name="Rosa Lima",
            address=mandate.principal.address,
            terms=TERMS,
        )
        theirs.principal = mandate.principal
    data = {"scopes": ["post"], "days": "31"}
    answer = sophie.post(f"{people}/{mandate_id}/renouveler", data=data)
    assert answer.status_code == 422
    assert "Une feuille est déjà prête" in answer.text


def test_a_form_that_waits_and_a_mandate_by_code_are_not_renewed(
    make, office, sophie, people, prepare, renew, centre
):
    therese = make.resident("Thérèse Lemaire", office.quartier)
    with office.at_work():
        mandate = giving.give(Actor.of(who(therese)), terms=TERMS)
        accompanying.take_up(Actor.of(who(office.author)), hold(Partner, centre), mandate)
        by_code = mandate.id
    for mandate_id in (prepare(), by_code):
        assert "Renouveler" not in sophie.get(f"{people}/{mandate_id}").text
        assert sophie.get(f"{people}/{mandate_id}/renouveler").status_code == 404
        with pytest.raises(Forbidden):
            renew(mandate_id)


def test_who_has_no_proved_address_any_more_is_not_renewed(make, sophie, people, recorded, renew):
    mandate_id = recorded()
    with make.writing() as session:
        unsettle(session.get_one(Mandate, mandate_id).principal)
    assert "Renouveler" not in sophie.get(f"{people}/{mandate_id}").text
    with pytest.raises(Forbidden):
        renew(mandate_id)


def test_a_neighbour_renews_nothing_of_a_partner(make, office, sophie, recorded):
    """Sophie acts for the partner, but not in her own name."""
    mandate_id = recorded()
    assert sophie.post(f"/mandats/{mandate_id}/renouveler").status_code == 404
    with office.at_work():
        former, sophie_herself = db.session.get_one(Mandate, mandate_id), who(office.author)
        with pytest.raises(Forbidden):
            giving.renew_on_paper(Actor.of(sophie_herself), former, terms=TERMS)


# The months


def test_the_months_are_read_without_the_door(app, make, office, sophie, people, recorded):
    mandate_id = recorded()
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        sophie_herself = session.get_one(Resident, office.author.id)
        rosa = as_held_by(mandate, sophie_herself)
        deeds.note_deed(rosa, POSTED, title="Mes courses", path="/entraide/annonces/1")
    with app.app_context():
        month = f"{month_of(now()):%Y-%m}"
    address = f"{people}/{mandate_id}/journal/{month}.pdf"
    assert address in sophie.get(f"{people}/{mandate_id}").text
    answer = sophie.get(address)
    assert "no-store" in answer.headers["Cache-Control"]
    said = flowing(answer.data)
    for words in ("Rosa Lima", "Centre social agit pour vous", "Mes courses", "Sophie Martin"):
        assert words in said, words
    assert "rue de la Tour" not in said
    for other in ("1999-01", "2026-13", "demain"):
        assert sophie.get(f"{people}/{mandate_id}/journal/{other}.pdf").status_code == 404


def test_a_form_that_waits_has_no_month(app, sophie, people, prepare):
    mandate_id = prepare()
    with app.app_context():
        month = f"{month_of(now()):%Y-%m}"
    assert "Mois par mois" not in sophie.get(f"{people}/{mandate_id}").text
    assert sophie.get(f"{people}/{mandate_id}/journal/{month}.pdf").status_code == 404


# Statements


def test_forms_and_renewals_cost_the_list_and_the_page_nothing(
    make, sophie, people, prepare, recorded, statements
):
    def ask(path):
        sophie.get(path)
        statements.clear()
        assert sophie.get(path).status_code == 200
        return len(statements)

    prepare("Ana Roy")
    running = recorded("Bea Roy")
    few = ask(people)
    for name in ("Clo Roy", "Dan Roy", "Eli Roy"):
        prepare(name)
        recorded(f"Madame {name}")
    # One of them: what the town of the partner leaves out.
    assert ask(people) == few <= 6
    assert ask(f"{people}/{running}") <= 7
