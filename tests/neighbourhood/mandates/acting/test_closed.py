"""Acting for another: what is open, what is signed, when it stops."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.models import MandateDeed
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.mandates.acting.conftest import BY_SCOPE, OPEN, SAME_FOR_ALL, names, urls
from tests.support import mandates


@pytest.mark.parametrize("scope", sorted(mandates.ALL))
def test_a_mandate_opens_its_pages_and_no_other(app, scope):
    declared = {
        endpoint: getattr(view, "scopes", frozenset())
        for endpoint, view in app.view_functions.items()
    }
    said = {endpoint for endpoint, scopes in declared.items() if scopes is None or scope in scopes}
    assert said == names(OPEN) | names(BY_SCOPE[scope])


def test_what_is_closed_says_so_and_does_nothing(app, acting):
    browser, tried = acting("chat"), 0
    opened = names(OPEN) | names(BY_SCOPE["chat"]) | SAME_FOR_ALL
    for endpoint, method, url in urls(app):
        if endpoint in opened:
            continue
        answer = browser.open(url, method=method)
        assert answer.status_code == 403, f"{endpoint}: {answer.status}"
        assert "mandat" in answer.text, endpoint
        tried += 1
    assert tried > 100


def test_what_is_published_is_signed_and_noted(app, world, signed_in, acting):
    browser, in_a_week = acting("post"), (now() + timedelta(days=7)).date().isoformat()
    for url, said in (
        ("/entraide/demander", {"subject": "service"}),
        ("/entraide/demander/categorie", {"category": "diy"}),
        ("/entraide/demander/details", {"title": "Une ampoule", "places": "1", "until": in_a_week}),
        ("/entraide/demander/portee", {"reach": "quartier"}),
        ("/entraide/demander/apercu", {}),
    ):
        answer = browser.post(url, data=said)
        assert answer.status_code == 303, answer.text
    marcel = signed_in(world.marcel)
    for page in (answer.location, "/"):
        assert "par Inès M. pour Karima Benali" in marcel.get(page).text
        assert "par Inès Moreau pour Karima Benali" in browser.get(page).text
    with app.app_context():
        notice = db.session.scalars(select(Notice)).one()
        assert (notice.author_id, notice.agent_id) == (world.karima.id, world.ines.id)
        assert db.session.scalars(select(MandateDeed)).one().path == notice.path


def test_who_has_the_last_word_on_a_notice_signs_it(app, world, acting, signed_in):
    notice, in_a_week = world.notice(world.karima), (now() + timedelta(days=7)).date().isoformat()
    said = {"title": "Une ampoule", "category": "diy", "places": "1", "until": in_a_week}
    signers = []
    for browser in (acting("post"), signed_in(world.karima)):
        assert (
            browser.post(f"{notice.path}/modifier", data=said | {"reach": "town"}).status_code
            == 303
        )
        with app.app_context():
            signers.append(db.session.get_one(Notice, notice.id).agent_id)
    assert signers == [world.ines.id, None]


def test_neighbours_read_who_speaks(world, make, signed_in, acting):
    notice = world.notice(world.marcel)
    browser = acting("reply")
    answer = browser.post(
        f"/entraide/annonces/{notice.id}/reponses", data={"own": "Je peux passer."}
    )
    assert answer.status_code == 303
    assert "par Inès M. pour Karima Benali" in signed_in(world.marcel).get(notice.path).text


def test_nobody_acts_by_the_mandate_of_others(world, make, signed_in):
    mandate = mandates.give(make, world.karima, world.ines)
    marcel = mandates.act_by(signed_in(world.marcel), mandate)
    assert marcel.get("/entraide").status_code == 302
    assert "Marcel Dupont" in marcel.get("/moi").text


def test_a_revoked_mandate_sends_nothing_in_anyones_name(app, world, make, signed_in):
    mandate = mandates.give(make, world.karima, world.ines)
    browser = mandates.act_by(signed_in(world.ines), mandate)
    notice = world.notice(world.marcel)
    mandates.revoke(make, world.karima, mandate)
    answer = browser.post(f"/entraide/annonces/{notice.id}/reponses", data={"own": "Je viens."})
    assert answer.status_code == 403
    assert "Rien n’a été envoyé" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Reply)).all() == []
    assert "Inès Moreau" in browser.get("/moi").text


def test_a_page_opened_after_the_end_says_so(world, make, signed_in):
    mandate = mandates.give(make, world.karima, world.ines)
    browser = mandates.act_by(signed_in(world.ines), mandate)
    mandates.revoke(make, world.ines, mandate)
    answer = browser.get("/entraide", follow_redirects=True)
    assert answer.request.path == "/mandats"
    assert "Le mandat a pris fin" in answer.text


def test_an_agent_whose_account_is_closed_acts_no_more(world, make, signed_in):
    mandate = mandates.give(make, world.karima, world.ines)
    browser = mandates.act_by(signed_in(world.ines), mandate)
    with make.writing() as session:
        session.get_one(Resident, world.ines.id).closed_at = now()
    assert "/connexion" in browser.get("/entraide").location


def test_a_form_opened_in_one_name_is_not_sent_in_another(app, world, make, signed_in):
    mandate = mandates.give(make, world.karima, world.ines)
    browser = signed_in(world.ines)
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        page = browser.get(f"/mandats/{mandate}").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        entered = browser.post(f"/mandats/{mandate}/agir", data={"csrf_token": token})
        assert entered.status_code == 303
        stale = browser.post("/entraide/demander", data={"csrf_token": token, "subject": "service"})
        assert stale.status_code == 400
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


def test_money_is_never_given_for_another(world, acting):
    need = world.office().open()
    browser = acting()
    page = browser.get(f"/solidarite/{need.id}")
    assert page.status_code == 200
    assert "/donner" not in page.text
    assert browser.get(f"/solidarite/{need.id}/donner").status_code == 403


def test_the_menu_offers_only_what_is_open(acting):
    page = acting("post").get("/").text
    assert "Vous agissez pour" in page
    assert 'href="/messages"' not in page
    assert 'href="/moi"' not in page
    assert 'href="/notifications"' not in page


def test_acting_costs_one_statement_more(world, make, signed_in, statements):
    mandate = mandates.give(make, world.karima, world.ines)
    browser = signed_in(world.ines)
    browser.get("/")
    statements.clear()
    browser.get("/")
    alone = len(statements)
    mandates.act_by(browser, mandate)
    browser.get("/")
    statements.clear()
    browser.get("/")
    assert len(statements) <= alone + 1
