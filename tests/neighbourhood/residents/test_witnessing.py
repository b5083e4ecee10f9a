"""What the journal says of who entered and who was refused: a mark, never anybody."""

import logging
from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web import witnessing
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import second_factors
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.residents.enrolling import shown

PASSWORD = "une petite phrase"


@pytest.fixture
def entering(caplog):
    """The lines about entering so far: with what, with what result, and the mark."""
    caplog.set_level(logging.INFO, "palier.entering")

    def entering():
        lines = [record for record in caplog.records if record.name == "palier.entering"]
        return [(line.by, line.result, line.who) for line in lines]

    return entering


@pytest.fixture
def marked(app):
    def marked(resident, days=0):
        with app.app_context():
            return witnessing.mark(resident.id, (now() + timedelta(days=days)).date())

    return marked


def test_a_password_is_noted_right_or_wrong_with_the_mark_of_the_account(
    karima, enter, entering, marked
):
    enter(karima, password="une autre phrase")
    enter(karima).post("/deconnexion")
    who = marked(karima)
    assert entering() == [
        ("password", "refused", who),
        ("password", "accepted", who),
        ("session", "opened", who),
        ("session", "ended", who),
    ]


def test_a_mailbox_without_account_is_nobody(visitor, karima, entering):
    visitor.post("/connexion", data={"email": "personne@example.org", "password": PASSWORD})
    assert entering() == [("password", "refused", "nobody")]


def test_the_second_step_is_noted_with_the_kind_of_proof(
    karima, enter, entering, application_of, make, marked, limited
):
    secret = application_of(karima)
    with make.writing() as session:
        papers = second_factors.renew_recovery_codes(Actor.of(session.get_one(Resident, karima.id)))
    browser = enter(karima)
    browser.post("/connexion/code", data={"code": "000000"})
    browser.post("/connexion/code", data={"code": papers[0]})
    enter(karima).post("/connexion/code", data={"code": shown(secret)})
    browser = enter(karima)
    for _ in range(3):
        browser.post("/connexion/code", data={"code": "000000"})
    steps = [(by, result) for by, result, _ in entering() if by in {"application", "paper"}]
    assert steps == [
        ("application", "refused"),
        ("paper", "accepted"),
        ("application", "accepted"),
        ("application", "refused"),
        ("application", "refused"),
        ("application", "slowed"),
    ]
    assert {who for _, _, who in entering()} == {marked(karima)}


def test_a_passkey_is_noted_as_one(karima, enter, entering, key_of, visitor, marked):
    telephone = key_of(karima)
    options = visitor.post("/connexion/cle/demande").json
    once = telephone.use(options)
    visitor.post("/connexion/cle", data={"credential": once})
    visitor.post("/deconnexion")
    visitor.post("/connexion/cle/demande")
    visitor.post("/connexion/cle", data={"credential": once})
    keys = [line for line in entering() if line[0] == "passkey"]
    who = marked(karima)
    assert keys == [("passkey", "accepted", who), ("passkey", "refused", who)]


def test_whoever_is_refused_has_the_mark_and_whoever_is_served_has_none(
    make, signed_in, caplog, marked
):
    caplog.set_level(logging.INFO, "palier.request")
    paul = make.resident("Paul Noise", email="noise@example.org")
    browser = signed_in(paul)
    assert browser.get("/moi").status_code == 200
    assert browser.get("/administration/").status_code in {403, 404}
    assert browser.application.test_client().get("/nulle-part").status_code == 404
    served, refused, nobodys = [r for r in caplog.records if r.name == "palier.request"]
    assert refused.who == marked(paul)
    assert not hasattr(served, "who")
    assert not hasattr(nobodys, "who")


def test_a_mark_is_of_one_day_one_account_and_one_site(app, karima, make, marked, with_settings):
    paul = make.resident("Paul", email="paul@example.org")
    here = marked(karima)
    assert here == marked(karima)
    assert len({here, marked(karima, days=1), marked(paul)}) == 3
    with_settings(secret_key="another key, of another site altogether")
    assert marked(karima) != here


def test_whoever_runs_the_site_finds_the_account_of_a_mark(app, karima, marked):
    run = app.test_cli_runner().invoke
    day = f"--day={now():%Y-%m-%d}"
    asked = ["residents", "marks"]
    assert run(args=[*asked, karima.email, day]).output.strip() == marked(karima)
    assert f"number {karima.id}." in run(args=[*asked, marked(karima), day]).output
    assert run(args=[*asked, "0" * 12, day]).exit_code == 1
    assert run(args=[*asked, marked(karima), "--day=2020-01-01"]).exit_code == 1
