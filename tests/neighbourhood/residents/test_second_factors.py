"""Codes of an application, codes on paper."""

import re
from threading import Barrier, Thread

import pytest

from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents import codes, policies
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import second_factors
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Authenticator, RecoveryCode
from neighbourhood.residents.queries import accounts
from neighbourhood.residents.views import entering, sessions
from tests.neighbourhood.residents.enrolling import enrol, papers, shown

PASSWORD = "une petite phrase"


def test_an_application_is_enrolled_and_codes_on_paper_come_with_it(karima, enter, reread, outbox):
    browser = enter(karima)
    _, answer = enrol(browser)
    assert answer.location == "/moi/securite/codes"
    page = browser.get(answer.location).text
    assert len(set(papers(page))) == 10
    assert browser.get(answer.location).location == "/moi/securite", "they are shown once"
    assert policies.has_second_factor(reread(karima))
    assert len(outbox()) == 1


def test_neither_secret_nor_code_can_be_read_in_the_database(karima, enter, app):
    browser = enter(karima)
    secret, answer = enrol(browser)
    page = browser.get(answer.location).text
    with app.app_context():
        dump = "\n".join(db.engine.raw_connection().iterdump())
    assert "karima@example.org" in dump
    assert secret not in dump
    for paper in papers(page):
        assert paper not in dump
        assert codes.bare(paper) not in dump


def test_a_wrong_first_code_enrols_nothing_and_keeps_the_same_square(karima, enter, reread):
    browser = enter(karima)
    secret, answer = enrol(browser, "000000")
    assert answer.status_code == 422
    spaced = " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
    assert spaced in answer.text
    assert not policies.has_second_factor(reread(karima))


def test_the_square_is_an_image_that_the_content_policy_allows(karima, enter):
    page = enter(karima).get("/moi/securite/application").text
    assert 'src="data:image/svg+xml' in page


def test_a_secret_shown_to_one_is_enrolled_by_no_other(karima, make, enter, digest, reread):
    paul = make.resident("Paul", email="paul@example.org", password_hash=digest)
    page = enter(paul).get("/moi/securite/application").text
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    sealed = re.search(r'name="sealed"[^>]*value="([^"]+)"', page)[1]
    data = {"sealed": sealed, "code": shown(secret)}
    assert enter(karima).post("/moi/securite/application", data=data).status_code == 422


def test_the_password_alone_opens_nothing(karima, enter, application_of):
    application_of(karima)
    browser = enter(karima)
    assert browser.first.location == "/connexion/code"
    assert browser.get("/moi").status_code == 302
    assert browser.get("/moi/securite/application").status_code == 302


@pytest.mark.parametrize("spoken", [lambda code: code, lambda code: f" {code[:3]} {code[3:]} "])
def test_password_then_code_opens(karima, enter, application_of, spoken):
    secret = application_of(karima)
    browser = enter(karima)
    answer = browser.post("/connexion/code?next=/moi", data={"code": spoken(shown(secret))})
    assert answer.location == "/moi"
    assert browser.get("/moi").status_code == 200


@pytest.mark.parametrize("code", ["", "000000", "12345", "abc", "٠٠٠٠٠٠", "\x00", "x" * 300])
def test_a_wrong_code_opens_nothing(karima, enter, application_of, code):
    application_of(karima)
    browser = enter(karima)
    assert browser.post("/connexion/code", data={"code": code}).status_code == 422
    assert browser.get("/moi").status_code == 302


def test_a_code_serves_once(karima, enter, application_of):
    secret = application_of(karima)
    code = shown(secret)
    assert enter(karima).post("/connexion/code", data={"code": code}).status_code == 303
    assert enter(karima).post("/connexion/code", data={"code": code}).status_code == 422


def test_the_first_code_cannot_serve_again_to_sign_in(karima, enter):
    browser = enter(karima)
    secret, _ = enrol(browser)
    assert enter(karima).post("/connexion/code", data={"code": shown(secret)}).status_code == 422


def test_a_clock_half_a_minute_off_is_forgiven_and_more_is_not():
    secret = codes.new_secret()
    at = now()
    for seconds, right in ((-30, True), (0, True), (30, True), (-120, False), (120, False)):
        code = codes.code_at(secret, at.fromtimestamp(at.timestamp() + seconds, at.tzinfo))
        assert (codes.accepted_step(secret, code, at=at, after=0) is not None) is right


def test_used_twenty_times_at_once_a_code_opens_once(app, karima, application_of):
    code = shown(application_of(karima))
    start, outcomes = Barrier(20), []

    def use():
        start.wait()
        with app.app_context(), transaction():
            outcomes.append(second_factors.use_code(accounts.locked(karima.id), code))

    threads = [Thread(target=use) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(True) == 1
    assert len(outcomes) == 20


def test_a_code_on_paper_opens_once_however_it_is_copied(karima, enter, application_of, make):
    application_of(karima)
    with make.writing() as session:
        papers = second_factors.renew_recovery_codes(Actor.of(session.get_one(Resident, karima.id)))
    typed = papers[0].upper().replace("-", " ")
    assert enter(karima).post("/connexion/code", data={"code": typed}).status_code == 303
    assert enter(karima).post("/connexion/code", data={"code": papers[0]}).status_code == 422
    assert enter(karima).post("/connexion/code", data={"code": papers[1]}).status_code == 303


def test_the_codes_of_somebody_else_open_nothing(karima, make, enter, application_of, digest):
    paul = make.resident("Paul", email="paul@example.org", password_hash=digest)
    application_of(karima)
    secret = application_of(paul)
    with make.writing() as session:
        papers = second_factors.renew_recovery_codes(Actor.of(session.get_one(Resident, paul.id)))
    for code in (shown(secret), papers[0]):
        assert enter(karima).post("/connexion/code", data={"code": code}).status_code == 422


def test_new_papers_make_the_old_ones_worthless(karima, enter, application_of, make):
    secret = application_of(karima)
    with make.writing() as session:
        old = second_factors.renew_recovery_codes(Actor.of(session.get_one(Resident, karima.id)))
    browser = enter(karima)
    browser.post("/connexion/code", data={"code": shown(secret)})
    page = browser.get(browser.post("/moi/securite/codes").location).text
    assert len(papers(page)) == 10
    assert enter(karima).post("/connexion/code", data={"code": old[0]}).status_code == 422


def test_half_way_in_does_not_last_and_dies_with_the_password(
    karima, enter, application_of, make, monkeypatch
):
    secret = application_of(karima)
    late, robbed = enter(karima), enter(karima)
    with monkeypatch.context() as patch:
        patch.setattr(sessions, "HALF_WAY_FOR", -sessions.HALF_WAY_FOR)
        assert late.post("/connexion/code", data={"code": shown(secret)}).location == "/connexion"
    with make.writing() as session:
        session.merge(karima).password_hash = "another"
    assert robbed.post("/connexion/code", data={"code": shown(secret)}).location == "/connexion"


def test_without_a_password_there_is_no_second_step(visitor):
    assert visitor.get("/connexion/code").location == "/connexion"


def test_codes_are_tried_so_often(karima, enter, application_of, monkeypatch):
    tried = []

    def spend(_allowance, _purpose, who):
        tried.append(who)
        if len(tried) > 5:
            raise TooMany

    monkeypatch.setattr(entering, "spend", spend)
    secret = application_of(karima)
    browser = enter(karima)
    wrong = [browser.post("/connexion/code", data={"code": "000000"}).status_code for _ in range(5)]
    right = browser.post("/connexion/code", data={"code": shown(secret)})
    assert wrong == [422] * 5
    assert right.status_code == 429
    assert 'name="code"' in right.text
    assert set(tried) == {str(karima.id)}


def test_a_new_password_does_not_open_without_the_code(
    karima, visitor, links, enter, application_of
):
    application_of(karima)
    visitor.post("/mot-de-passe/oublie", data={"email": karima.email})
    link = next(path for _, path in links() if "/nouveau/" in path)
    visitor.post(link, data={"password": "une phrase toute neuve"})
    assert enter(karima, "une phrase toute neuve").first.location == "/connexion/code"


def test_the_application_is_removed_and_the_papers_with_it(
    karima, enter, application_of, make, reread, outbox
):
    secret = application_of(karima)
    with make.writing() as session:
        second_factors.renew_recovery_codes(Actor.of(session.get_one(Resident, karima.id)))
    browser = enter(karima)
    browser.post("/connexion/code", data={"code": shown(secret)})
    browser.post("/moi/securite/application/retirer")
    assert not policies.has_second_factor(reread(karima))
    with make.writing() as session:
        assert session.query(Authenticator).count() == session.query(RecoveryCode).count() == 0
    assert enter(karima).first.location == "/"
    assert len(outbox()) == 1


def test_after_a_change_of_secret_key_the_application_and_the_papers_still_open(
    karima, enter, application_of, make, with_settings
):
    secret = application_of(karima)
    with make.writing() as session:
        papers = second_factors.renew_recovery_codes(Actor.of(session.get_one(Resident, karima.id)))
    with_settings(secret_key="another key, long enough to be taken for a secret")
    assert enter(karima).post("/connexion/code", data={"code": shown(secret)}).status_code == 303
    assert enter(karima).post("/connexion/code", data={"code": papers[0]}).status_code == 303
