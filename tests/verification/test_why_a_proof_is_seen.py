"""Before one proof is looked at closely somebody says why, and its owner reads it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.sights import SightNames
from tests.support.news import plain
from tests.verification.reading import unescaped
from verification.actions import claims

ALERT = {"ready": "2"}


@pytest.fixture
def proved(make, newcomer, claimed, enter, code_of):
    """The claim by which Nora proved the door, which somebody says is wrong."""
    enter(newcomer, code_of(newcomer))
    with make.writing():
        claims.dispute(claimed.reference)
    return claimed


@pytest.fixture
def noted(app):
    """What is noted by now."""

    def noted():
        with app.app_context():
            return db.session.scalars(select(SightNames).order_by(SightNames.sight_id)).all()

    return noted


@pytest.fixture
def there(proved):
    return f"/accueil/preuves/{proved.id}"


def why(browser, page):
    """Return where the reason is asked for, None when the page is shown."""
    answer = browser.get(page)
    assert answer.status_code in {200, 303}
    return answer.location


def test_the_reason_is_asked_then_one_goes_on_and_is_asked_no_more(hall, there, newcomer):
    asked = why(hall, there)
    assert urlsplit(asked).path == f"/raison/verification.proof/{newcomer.id}"
    assert parse_qs(urlsplit(asked).query) == {"next": [there]}
    page = unescaped(hall.get(asked))
    assert "Une alerte sur les garants" in page
    assert "Nora" not in page
    assert hall.post(asked, data=ALERT).location == there
    assert "Nora Petit" in unescaped(hall.get(there))
    assert why(hall, there) is None


def test_each_sight_is_noted_with_the_reason_and_its_owner_reads_it(
    hall, there, newcomer, clerk, noted, signed_in
):
    hall.post(why(hall, there), data={**ALERT, "words": "dossier 12"})
    assert noted() == []
    hall.get(there)
    hall.get(there)
    found = noted()
    assert {(one.actor_id, one.about_id) for one in found} == {(clerk.id, newcomer.id)}
    assert [plain(one.reason) for one in found] == ["#verification.alert : dossier 12"] * 2
    page = plain(signed_in(newcomer).get("/moi/donnees/regards").text)
    assert page.count("Preuve d’adresse : regardée de près") == 1  # a line for each day
    assert f"Accueil {clerk.id}" in page
    assert "Claire" not in page


def test_another_reason_is_said_in_words(hall, there):
    asked = why(hall, there)
    answer = hall.post(asked, data={"ready": "other", "words": " \u200b "})
    assert answer.status_code == 422
    assert "Dites laquelle" in unescaped(answer)
    assert hall.post(asked, data={}).status_code == 422
    assert why(hall, there) is not None
    hall.post(asked, data={"ready": "other", "words": "Contrôle annuel"})
    assert why(hall, there) is None


def test_a_reason_is_good_for_half_an_hour(hall, there, move_clock):
    asked = why(hall, there)
    hall.post(asked, data=ALERT)
    move_clock(minutes=29)
    assert why(hall, there) is None
    move_clock(minutes=2)
    assert why(hall, there) == asked


def test_a_reason_for_one_person_is_none_for_another(hall, there, newcomer):
    asked = why(hall, there)
    hall.post(f"/raison/verification.proof/{newcomer.id + 1}", data=ALERT)
    assert why(hall, there) == asked


def test_the_reason_of_somebody_else_does_not_serve(hall, there, signed_in, clerk_for, make, door):
    hall.post(why(hall, there), data=ALERT)
    with hall.session_transaction() as session:
        kept = session["reasons"]
    with make.writing() as session:
        town = session.get_one(type(door), door.id).quartier.municipality_id
    colleague = signed_in(clerk_for(town))
    with colleague.session_transaction() as session:
        session["reasons"] = kept
    assert why(colleague, there) is not None


def test_whoever_may_not_look_is_not_asked(there, newcomer, signed_in, make, clerk_for, noted):
    stranger = signed_in(clerk_for(make.municipality("Autreville").id))
    assert stranger.get(there).status_code == 404
    assert signed_in(newcomer).get(there).status_code == 404
    assert noted() == []


def test_what_nobody_declared_is_asked_by_no_page(hall):
    assert hall.get("/raison/no-such-act/1").status_code == 404


def test_one_goes_on_to_no_other_site(hall, newcomer):
    asked = f"/raison/verification.proof/{newcomer.id}?next=https://example.org/"
    assert hall.post(asked, data=ALERT).location == "/"
