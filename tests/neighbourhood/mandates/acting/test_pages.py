"""Giving a mandate and taking it up, by the pages."""

import pytest

from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.models.residents import Resident
from tests.support import mandates
from tests.support.lately import lately


class TestPages:
    @pytest.fixture
    def signed_in(self, app, signed_in):
        """A browser whose owner has given the password lately."""

        def sign_in(person):
            return lately(app, signed_in(person), person)

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

    def test_a_token_drawn_in_one_name_serves_in_no_other(self, world, signed_in, make):
        mandate = mandates.give(make, world.karima, world.ines)
        browser, drawn = signed_in(world.ines), []
        for path in (f"/mandats/{mandate}/agir", "/mandats/cesser"):
            browser.post(path)
            with browser.session_transaction() as session:
                drawn.append(session["csrf_token"].partition(".")[0])
        ines, karima = world.ines.id, world.karima.id
        assert drawn == [f"{ines}:{karima}", f"{ines}:{ines}"]

    def test_steps_cannot_be_skipped(self, world, signed_in):
        karima = signed_in(world.karima)
        for step in ("duree", "accord"):
            assert karima.get(f"/mandats/confier/{step}").location == "/mandats/confier"

    def test_what_was_answered_waits_in_another_browser_until_it_is_given(self, world, signed_in):
        here, elsewhere = signed_in(world.karima), signed_in(world.karima)
        here.post("/mandats/confier", data={"scopes": ["chat"]})
        here.post("/mandats/confier/duree", data={"days": "31"})
        page = elsewhere.get("/mandats/confier/accord").text
        assert "Voici ce que vous confiez" in page
        days = elsewhere.get("/mandats/confier/duree").text
        assert 'value="31" required checked' in days
        assert signed_in(world.ines).get("/mandats/confier/accord").location == "/mandats/confier"
        assert elsewhere.post("/mandats/confier/accord", data={"agreed": "y"}).status_code == 303
        for browser in (here, elsewhere):
            assert browser.get("/mandats/confier/accord").location == "/mandats/confier"

    def test_answers_that_make_no_sense_are_forgotten(self, world, make, signed_in):
        karima = signed_in(world.karima)
        with make.writing():
            drafts.keep(
                drafts.Sheet(world.karima.id, "mandate"), {"scopes": ["everything"], "days": 3000}
            )
        assert karima.get("/mandats/confier").status_code == 200
        assert karima.get("/mandats/confier/accord").location == "/mandats/confier"

    def test_the_list_says_who_acts_for_whom(self, world, make, signed_in):
        mandates.give(make, world.karima, world.ines)
        assert "Inès Moreau" in signed_in(world.karima).get("/mandats").text
        assert "Karima Benali" in signed_in(world.ines).get("/mandats").text
        assert "Personne n’agit pour vous" in signed_in(world.marcel).get("/mandats").text
