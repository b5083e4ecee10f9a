"""What becomes of a file about many people once two agreed: taken, noted, wiped, forgotten."""

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.exports import jobs
from neighbourhood.exports.kinds import IN_A_FILE, TAKEN
from neighbourhood.exports.models import Export, ExportStatus
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.residents.actions import sights
from neighbourhood.residents.actions.erasing import erase
from neighbourhood.residents.kinds import Office
from neighbourhood.residents.models.sights import SightNames
from neighbourhood.residents.queries.sights import concerned, of_oneself, of_town
from tests.neighbourhood.exports.conftest import WHY, YES
from tests.support.carried import press
from tests.support.news import plain


def test_after_a_day_it_is_not_handed_out_and_then_wiped(
    app, ready, claire, enter, move_clock, statuses, is_stored
):
    move_clock(hours=24, seconds=1)
    assert enter(claire).get(ready).status_code == 410
    assert is_stored()
    with app.app_context():
        jobs.end_exports()
    assert statuses() == ["gone"]
    assert not is_stored()


def test_before_that_it_is_not_wiped(app, ready, move_clock, statuses, is_stored):
    move_clock(hours=23)
    with app.app_context():
        jobs.end_exports()
    assert statuses() == ["ready"]
    assert is_stored()


def test_each_resident_in_it_reads_so_and_each_taking_is_noted(
    app, ready, karima, claire, enter, signed_in
):
    page = plain(signed_in(karima).get("/moi/donnees/regards").text)
    assert page.count("une ligne vous concerne") == 1
    assert WHY in page
    assert "Claire" not in page
    browser = enter(claire)
    browser.get(ready)
    browser.get(ready)
    with app.app_context():
        taken = db.select(SightNames).join(SightNames.sight).filter_by(act="exports.taken")
        assert [one.actor_id for one in db.session.scalars(taken)] == [claire.id] * 2


def test_the_log_of_a_town_says_who_looked_at_what(ready, home, claire, ali, enter, rows):
    colleague, asker = enter(ali), enter(claire)
    log = asker.post(f"{home}/demander/sights", data={"reason": "=contrôle"}).location
    press(colleague, log, data=YES)
    head, *lines = rows(asker.get(f"{log}/telecharger"))
    assert head == ["Jour", "Service", "Par", "Quoi", "De qui", "Raison"]
    assert ["Karima B.", WHY] in [line[4:] for line in lines]
    assert {line[2] for line in lines} == {"Claire M."}


def test_the_log_on_screen_is_for_those_who_run_the_town(ready, town, claire, karima, enter):
    log = f"/administration/villes/{town.id}/regards"
    page = plain(enter(claire).get(log).text)
    assert "Claire Mairie" in page
    assert "Karima B." in page
    assert WHY in page
    assert enter(karima).get(log).status_code == 404


def test_an_erased_resident_is_in_no_file_that_stands(app, ready, karima, statuses, is_stored):
    with app.test_request_context(), transaction():
        erase(karima.id)
    assert statuses() == ["gone"]
    assert not is_stored()


def test_who_asked_and_who_agreed_may_be_erased(app, ready, claire, ali, exports):
    for person in (claire, ali):
        with app.test_request_context(), transaction():
            erase(person.id)
    [one] = exports()
    assert (one.asked_by_id, one.decided_by_id, one.reason) == (None, None, "")


def test_the_database_too_wants_two(app, asked, claire):
    one = {"decided_by_id": claire.id, "decided_at": now(), "status": ExportStatus.PREPARING}
    with app.app_context(), pytest.raises(IntegrityError, match="by_two"), transaction():
        db.session.execute(db.update(Export).values(one))


MANY = "Fichier de plusieurs personnes : préparé"


@pytest.fixture
def made_twice(make, tanneurs, home, claire, ali, karima, enter):
    """Four people stand in two files, which Claire took."""
    people = [karima, *(make.resident(f"Zoé Petit{number}", tanneurs) for number in range(3))]
    for _ in range(2):
        asked = enter(claire).post(f"{home}/demander/residents", data={"reason": WHY}).location
        press(enter(ali), asked, data=YES)
        enter(claire).get(f"{asked}/telecharger")
    return people


def test_a_file_about_many_is_one_line_of_the_journal(made_twice, town, claire, enter):
    page = plain(enter(claire).get(f"/administration/villes/{town.id}/regards").text)
    assert page.count(MANY) == 2
    assert page.count("De qui : 4 personnes") == 2
    assert page.count("Fichier de plusieurs personnes : téléchargé") == 2
    assert "Zoé" not in page
    assert "Karima" not in page


def test_each_person_in_a_file_about_many_has_a_line_for_each(app, made_twice, signed_in):
    for person in made_twice:
        page = plain(signed_in(person).get("/moi/donnees/regards").text)
        assert "une ligne vous concerne" in page
        assert WHY in page
        with app.app_context():
            assert len(of_oneself(person, None).rows) == 2


def test_a_page_of_the_journal_neither_cuts_a_file_in_two_nor_loses_what_is_around_it(
    app, make, town, claire, karima, tanneurs
):
    people = [make.resident(f"Zoé Petit{number}", tanneurs).id for number in range(6)]
    office = Office("Mairie", town.id)

    def around():
        with make.writing():
            sights.note(claire.id, karima.id, TAKEN, office=office)

    around()
    for _ in range(2):
        with make.writing():
            sights.note_each(claire.id, people, IN_A_FILE, WHY, office=office)
        around()
    with app.app_context():
        first = of_town(town.id, None)
        assert [one.sight.act for one in first.rows] == [TAKEN, IN_A_FILE, TAKEN, IN_A_FILE, TAKEN]
        assert list(concerned(town.id, first.rows).values()) == [6, 6]
        last = Cursor(first.rows[1].sight.at, first.rows[1].sight.id)
        assert len(of_town(town.id, last).rows) == 3
