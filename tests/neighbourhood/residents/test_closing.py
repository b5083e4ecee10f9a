"""Closing an account: gone at once, two weeks to come back, then erased."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.residents import jobs
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing, erasing
from neighbourhood.residents.models.closings import Closing, ClosingStatus
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import SignIn
from neighbourhood.residents.policies import LastAdministrator, TooLateToComeBack
from tests.support.news import plain

PASSWORD = "une petite phrase"


@pytest.fixture
def close(enter):
    def close(resident, password=PASSWORD):
        browser = enter(resident)
        browser.answer = browser.post("/moi/fermer", data={"present": password})
        return browser

    return close


@pytest.fixture
def paul(make, digest):
    return make.resident("Paul Petit", email="paul@example.org", password_hash=digest)


@pytest.fixture
def night(app):
    def night():
        with app.app_context():
            jobs.erase_closed()

    return night


@pytest.fixture
def nights(night, move_clock):
    """So many days later, the night is over."""

    def nights(days):
        move_clock(days=days)
        night()

    return nights


@pytest.fixture
def statuses(make):
    def statuses():
        with make.writing() as session:
            return [one.status for one in session.scalars(select(Closing).order_by(Closing.id))]

    return statuses


def test_the_page_says_what_ends_and_asks_for_the_password(karima, enter, close, reread):
    page = plain(enter(karima).get("/moi/fermer").text)
    assert "Pendant 14 jours" in page
    assert "Vos mandats prennent fin" in page
    assert close(karima, "une autre phrase").answer.status_code == 422
    assert reread(karima).is_active


def test_a_closed_account_is_signed_out_everywhere_and_told_by_mail(karima, close, enter, outbox):
    telephone = enter(karima)
    browser = close(karima)
    assert browser.answer.location == "/compte-ferme"
    for one in (telephone, browser):
        assert one.get("/moi").status_code == 302
    assert "compte Palier est ferm" in outbox()[-1]
    assert "Votre compte est fermé" in browser.get("/compte-ferme").text


def test_signing_in_leads_to_the_way_back_and_one_press_opens_it(karima, close, enter, reread):
    close(karima)
    browser = enter(karima)
    assert browser.first.location == "/compte-ferme"
    assert browser.get("/moi").status_code == 302
    assert browser.post("/compte-ferme/revenir").status_code == 303
    assert browser.get("/moi").status_code == 200
    assert reread(karima).is_active


def test_a_wrong_password_leads_to_no_way_back(karima, close, enter):
    close(karima)
    browser = enter(karima, password="une autre phrase")
    assert browser.first.status_code == 422
    assert browser.get("/compte-ferme").location == "/connexion"
    assert browser.post("/compte-ferme/revenir").location == "/connexion"


def test_a_second_proof_is_asked_before_the_way_back(karima, close, enter, application_of):
    close(karima)
    application_of(karima)
    browser = enter(karima)
    assert browser.first.location == "/connexion/code"
    assert browser.get("/compte-ferme").location == "/connexion"


def test_whoever_left_the_way_back_finds_it_again_by_signing_in(karima, close, enter):
    browser = close(karima)
    browser.post("/compte-ferme/partir")
    assert browser.get("/compte-ferme").location == "/connexion"
    assert enter(karima).first.location == "/compte-ferme"


def test_two_weeks_later_the_account_is_erased_and_the_mailbox_free(
    karima, close, enter, reread, outbox, app, nights
):
    close(karima)
    nights(13)
    assert reread(karima).email
    nights(2)
    assert reread(karima).erased_at
    assert "compte Palier est effac" in outbox()[-1]
    nights(1)
    assert outbox() == [], "said twice, or kept where mail is written to files"
    assert enter(karima).first.status_code == 422
    fresh = {"full_name": "Karima Benali", "email": "karima@example.org", "password": PASSWORD}
    app.test_client().post("/inscription", data=fresh)
    assert "Confirmez votre adresse" in outbox()[-1]


def test_one_that_fails_stops_no_other_and_is_done_the_next_night(
    karima, paul, close, reread, monkeypatch, nights
):
    close(karima)
    close(paul)
    erase = erasing.erase

    def crash(resident_id, *, tells):
        erase(resident_id, tells=tells)
        if resident_id == karima.id:
            raise RuntimeError("the power failed")

    monkeypatch.setattr(closing, "erase", crash)
    nights(15)
    assert (reread(karima).erased_at, bool(reread(paul).erased_at)) == (None, True)
    monkeypatch.setattr(closing, "erase", erase)
    nights(1)
    assert reread(karima).erased_at


def test_whoever_came_back_is_not_erased_and_whoever_is_erased_does_not_come_back(
    karima, make, close, reread, move_clock, statuses, night
):
    close(karima)
    move_clock(days=13)
    with make.writing() as session:
        number = session.scalar(select(Closing.id))
        closing.come_back(session.get_one(Resident, karima.id))
    move_clock(days=2)
    with make.writing():
        closing.erase_for_good(number)
    assert reread(karima).is_active
    close(karima)
    move_clock(days=15)
    night()
    assert statuses() == [ClosingStatus.ERASED]
    with make.writing() as session, pytest.raises(TooLateToComeBack):
        closing.come_back(session.get_one(Resident, karima.id))


def test_the_last_administrator_does_not_leave(karima, make, enter, reread):
    with make.writing() as session:
        session.get_one(Resident, karima.id).is_administrator = True
    browser = enter(karima)
    assert "resterait sans responsable" in plain(browser.get("/moi/fermer").text)
    browser.post("/moi/fermer", data={"present": PASSWORD})
    with make.writing() as session, pytest.raises(LastAdministrator):
        closing.close(Actor.of(session.get_one(Resident, karima.id)))
    assert reread(karima).is_active


@pytest.mark.parametrize("before", ClosingStatus)
@pytest.mark.parametrize("after", ClosingStatus)
def test_a_closing_moves_as_its_table_says(before, after):
    allowed = {
        (ClosingStatus.CLOSED, ClosingStatus.BACK),
        (ClosingStatus.CLOSED, ClosingStatus.ERASED),
    }
    row = Closing(status=before)
    if (before, after) in allowed:
        row.become(after)
    else:
        with pytest.raises(IllegalMove):
            row.become(after)
    assert row.status is (after if (before, after) in allowed else before)


def test_on_paper_somebody_closes_and_opens_for_whoever_asked(karima, make, app, reread):
    admin = make.resident("Ada Admin", email="ada@example.org", is_administrator=True)
    run = app.test_cli_runner().invoke
    said = ["--reason", "lettre", "--by", admin.email]
    assert run(args=["residents", "close", str(karima.id), *said]).exit_code == 0
    assert not reread(karima).is_active
    with make.writing() as session:
        found = session.scalar(select(Closing))
        assert (found.asked_by_id, found.reason) == (admin.id, "lettre")
        assert found.due_at - found.created_at == timedelta(days=14)
        assert all(one.ended_at for one in session.scalars(select(SignIn)))
    assert run(args=["residents", "close", str(karima.id), *said]).exit_code == 1
    assert run(args=["residents", "reopen", str(karima.id)]).exit_code == 0
    assert reread(karima).is_active


def test_coming_back_pressed_twice_is_coming_back_once(karima, close, app, monkeypatch, reread):
    browser = close(karima)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = browser.get("/compte-ferme").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = {"csrf_token": token}
    answers = [browser.post("/compte-ferme/revenir", data=sent) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert "votre compte est ouvert" in plain(browser.get("/").text)
    assert reread(karima).is_active


def test_whoever_is_excluded_is_not_told_that_all_is_as_before(karima, make, close):
    with make.writing() as session:
        session.get_one(Resident, karima.id).excluded_at = now()
    browser = close(karima)
    browser.post("/compte-ferme/revenir")
    with browser.session_transaction() as session:
        said = plain(" ".join(words for _kind, words in session["_flashes"]))
    assert said == "Votre compte n’est plus fermé. La décision qui vous exclut, elle, tient."


def test_the_closed_page_speaks_the_language_of_the_account(karima, make, close):
    with make.writing() as session:
        session.get_one(Resident, karima.id).language = "en"
    assert "Your account is closed" in close(karima).get("/compte-ferme").text


def test_a_language_chosen_is_that_of_the_answer(karima, enter):
    browser = enter(karima)
    browser.post("/moi/confort", data={"language": "en"})
    with browser.session_transaction() as session:
        assert "C’est réglé." not in [plain(words) for _kind, words in session["_flashes"]]
