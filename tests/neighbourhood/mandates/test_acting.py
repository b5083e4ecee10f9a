"""In somebody's place: what a mandate opens, what it never does, and how it stops."""

from datetime import timedelta

import pytest
from flask import session as flask_session
from sqlalchemy import select
from werkzeug.routing import IntegerConverter

from neighbourhood.exchanges.models import Direction, Notice, Reply
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.invitations.models import Side
from neighbourhood.mandates.models import MandateDeed
from neighbourhood.residents.access import note_confirmed
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.models.residents import Resident
from tests.support import mandates
from tests.support.foreign import World

WAYS = {"direction": Direction.ASK, "side": Side.HOST, "kind": "reply", "name": "x", "key": "x"}
# What anyone may call without saying who they are: the same page for all, or a way out.
SAME_FOR_ALL = {
    "static",
    "health.healthz",
    "health.readyz",
    "pages.language",
    "places.index",
    "places.quartier",
    "residents.sign_out",
}
# The whole of what agents may call, and by which scopes.
OPEN = {
    "feed": {"home", "listing", "show_map", "beside"},
    "needs": {"index", "show"},
    "mandates": {"stop_acting"},
    "exchanges": {"show", "photo"},
    "invitations": {"show"},
}
BY_SCOPE = {
    "post": {
        "exchanges": {
            *("choose", "begin", "category", "details", "reach", "preview", "restart"),
            *("draft_photo", "edit", "done", "not_done", "withdraw", "renew"),
            *("accept", "decline", "thank", "mine"),
        },
    },
    "reply": {"exchanges": {"reply", "withdraw_reply", "thank", "mine"}},
    "invitations": {
        "invitations": {
            *("begin", "details", "preview", "ask", "cancel"),
            *("accept", "decline", "withdraw", "mine"),
        },
    },
    "chat": {"messaging": {"index", "show", "send", "about"}},
}


def names(table) -> set[str]:
    return {f"{slice_}.{name}" for slice_, views in table.items() for name in views}


@pytest.fixture
def world(app, make):
    return World(app, make)


@pytest.fixture
def acting(world, make, signed_in):
    """A browser in which Inès acts for Karima by a mandate of these scopes."""

    def act(*scopes: str):
        mandate = mandates.give(make, world.karima, world.ines, scopes=scopes or mandates.ALL)
        return mandates.act_by(signed_in(world.ines), mandate)

    return act


def urls(app):
    for rule in app.url_map.iter_rules():
        numbers = {
            name: 1 for name, kind in rule._converters.items() if isinstance(kind, IntegerConverter)
        }
        values = {**dict.fromkeys(rule.arguments, "x"), **numbers}
        values |= {name: WAYS[name] for name in rule.arguments & WAYS.keys()}
        built = rule.build(values, append_unknown=False)
        method = "POST" if "POST" in rule.methods else "GET"
        yield rule.endpoint, method, built[1]


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
    for reader, page in ((browser, answer.location), (signed_in(world.marcel), "/")):
        assert "par Inès M. pour Karima Benali" in reader.get(page).text
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


class TestPages:
    @pytest.fixture
    def signed_in(self, app, signed_in):
        """A browser whose owner has given the password lately."""

        def sign_in(person):
            browser = signed_in(person)
            with app.test_request_context():
                note_confirmed(person)
                proof = dict(flask_session)
            with browser.session_transaction() as session:
                session.update(proof)
            return browser

        return sign_in

    def test_consent_asks_for_the_password_again(self, world, app):
        with app.app_context(), transaction():
            karima = db.session.get_one(Resident, world.karima.id)
            token = sign_ins.begin_sign_in(karima, agent="test")
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["sign_in"] = token
        assert "/moi/confirmer" in browser.get("/mandats/confier/accord").location

    def test_from_the_first_step_to_the_journal(self, world, signed_in):
        karima, ines = signed_in(world.karima), signed_in(world.ines)
        assert "Choisissez au moins une chose" in karima.post("/mandats/confier").text
        karima.post("/mandats/confier", data={"scopes": ["post", "chat"]})
        assert "Choisissez une des durées" in karima.post("/mandats/confier/duree").text
        karima.post("/mandats/confier/duree", data={"days": "31"})
        assert "checked" in karima.get("/mandats/confier").text
        assert "Cochez cette case" in karima.post("/mandats/confier/accord").text
        where = karima.post("/mandats/confier/accord", data={"agreed": "y"}).location
        code = karima.get(where).text.split('id="code">')[1].split("<")[0]
        assert "comme ABCDE-12345" in ines.post("/mandats/code", data={"code": "?"}).text
        wrong = ines.post("/mandats/code", data={"code": "AAAAA-AAAAA"})
        assert (wrong.status_code, "AAAAA-AAAAA" in wrong.text) == (422, True)
        assert ines.get("/mandats/accepter").location == "/mandats/code"
        ines.post("/mandats/code", data={"code": code.lower()})
        assert "Karima B." in ines.get("/mandats/accepter").text
        assert ines.post("/mandats/accepter", data={"agreed": "y"}).location == where
        assert ines.post(f"{where}/agir").status_code == 303
        assert ines.post("/mandats/cesser").status_code == 303
        assert "Rien n’a encore été fait" in karima.get(where).text
        assert karima.post(f"{where}/arreter").status_code == 303
        assert ines.post(f"{where}/agir").status_code == 409

    def test_steps_cannot_be_skipped(self, world, signed_in):
        karima = signed_in(world.karima)
        for step in ("duree", "accord"):
            assert karima.get(f"/mandats/confier/{step}").location == "/mandats/confier"

    def test_answers_that_make_no_sense_are_forgotten(self, world, signed_in):
        karima = signed_in(world.karima)
        with karima.session_transaction() as session:
            session["mandate-draft"] = {"scopes": ["everything"], "days": 3000}
        assert karima.get("/mandats/confier").status_code == 200
        assert karima.get("/mandats/confier/accord").location == "/mandats/confier"

    def test_the_list_says_who_acts_for_whom(self, world, make, signed_in):
        mandates.give(make, world.karima, world.ines)
        assert "Inès M." in signed_in(world.karima).get("/mandats").text
        assert "Karima Benali" in signed_in(world.ines).get("/mandats").text
        assert "Personne n’agit pour vous" in signed_in(world.marcel).get("/mandats").text
