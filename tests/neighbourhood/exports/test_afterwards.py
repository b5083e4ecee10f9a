"""What becomes of a file about many people once two agreed: taken, noted, wiped, forgotten."""

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.exports import jobs
from neighbourhood.exports.models import Export, ExportStatus
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents.actions.erasing import erase
from neighbourhood.residents.models.sights import SightNames
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
