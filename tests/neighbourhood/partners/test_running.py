"""The home of the administration, the jobs that failed and the health of the site."""

import pytest

from neighbourhood.foundation.doctor.findings import CHECKS
from neighbourhood.foundation.outside import jobs
from neighbourhood.foundation.storing import failed_jobs
from neighbourhood.partners.models import StaffRole
from tests.support.news import plain
from tests.support.town_hall import work_at_the_town_hall

TOWN = "/administration/communes/{}/"


@pytest.fixture
def nadege(make, signed_in):
    return signed_in(make.resident("Nadège Perrin", is_administrator=True))


@pytest.fixture
def hassan(make, signed_in):
    """He runs the site for his town."""
    person = make.resident("Hassan Alaoui")
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    return signed_in(person)


@pytest.fixture
def failure(make):
    with make.writing() as session:
        failed_jobs.keep("work.of.old", "[[], {}]", error="OSError", place="mail.py:7 _send")
        session.flush()
        return failed_jobs.failed_jobs()[0].id


def test_an_administrator_finds_the_pages_and_the_towns(nadege, hassan):
    assert 'href="/administration/"' in nadege.get("/moi").text
    page = nadege.get("/administration/").text
    for way in ("/administration/partenaires", "/administration/taches", "/administration/sante"):
        assert f'href="{way}"' in page
    assert "Valbourg" in page
    assert nadege.get(TOWN.format(1)).status_code == 200


def test_it_says_how_much_waits(nadege, failure):
    assert "1 chose attend" in plain(nadege.get("/administration/").text)


def test_who_runs_a_town_goes_there_from_the_desk_and_nowhere_else(hassan, nadege, make):
    elsewhere = make.municipality("Autreville")
    desk = hassan.get("/partenaires").location
    assert f"{desk}/administration" in hassan.get(desk).text
    assert hassan.get(f"{desk}/administration").location == TOWN.format(1)
    assert hassan.get(TOWN.format(1)).status_code == 200
    assert hassan.get(TOWN.format(elsewhere.id)).status_code == 404
    for closed in ("", "sante", "taches"):
        assert hassan.get(f"/administration/{closed}").status_code == 404


def test_another_role_at_the_town_hall_does_not_open_it(make, signed_in):
    clerk = make.resident("Claire Mairie")
    work_at_the_town_hall(make, clerk, StaffRole.VERIFY)
    assert signed_in(clerk).get(TOWN.format(1)).status_code == 404


def test_failed_work_is_listed_without_what_it_was_given(nadege, failure):
    page = nadege.get("/administration/taches").text
    for told in ("work.of.old", "OSError", "mail.py:7"):
        assert told in page


def test_failed_work_that_nobody_knows_is_refused_in_words_and_given_up_after_asking(
    nadege, failure
):
    here = f"/administration/taches/{failure}"
    assert nadege.post(f"{here}/relancer").status_code == 409
    assert "Abandonner cette tâche" in plain(nadege.get(f"{here}/abandonner").text)
    assert "work.of.old" in nadege.get("/administration/taches").text
    nadege.post(f"{here}/abandonner")
    assert "Rien n’a échoué" in plain(nadege.get("/administration/taches").text)
    assert nadege.post(f"{here}/abandonner").status_code == 404


def test_the_health_of_the_site_has_a_line_for_each_thing_that_the_doctor_looks_at(nadege):
    page = plain(nadege.get("/administration/sante").text)
    assert all(plain(str(check.title)) in page for check in CHECKS.values())
    assert page.count(">bien<") + page.count(">à régler<") == len(CHECKS)


def test_what_failed_leads_from_the_health_of_the_site_to_where_it_is_run_again(nadege, failure):
    page = nadege.get("/administration/sante").text
    assert 'href="/administration/taches"' in page
    assert "Relancez-les" in plain(page)


def test_work_that_runs_again_or_is_given_up_is_named_in_the_answer(nadege, failure, monkeypatch):
    here = f"/administration/taches/{failure}"
    monkeypatch.setattr(jobs, "run_again", lambda held: None)
    again = nadege.post(f"{here}/relancer", follow_redirects=True).text
    assert "La tâche work.of.old est relancée." in plain(again)
    dropped = nadege.post(f"{here}/abandonner", follow_redirects=True).text
    assert "La tâche work.of.old est abandonnée." in plain(dropped)
    assert "Rien n’a échoué." in plain(dropped)
