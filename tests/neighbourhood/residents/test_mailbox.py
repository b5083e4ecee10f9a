"""Receiving mail elsewhere, and the week in which the old mailbox may say no."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.models.second_factors import Passkey
from neighbourhood.residents.views import mailbox
from tests.support.words import plain

PASSWORD = "une petite phrase"
WISH = {"email": "neuve@example.org", "present": PASSWORD}


@pytest.fixture
def wish(karima, enter, links):
    """Ask for another mailbox; returns the link that came there."""

    def wish(email=WISH["email"], browser=None):
        asked = (browser or enter(karima)).post("/moi/email", data={**WISH, "email": email})
        assert (asked.status_code, asked.location) == (303, "/moi/securite")
        return links()[-1][1]

    return wish


@pytest.fixture
def moved(wish, visitor, links):
    """Move Karima; returns the link that the old mailbox got."""
    assert visitor.post(wish()).status_code == 303
    to, path = links()[-1]
    assert to == "karima@example.org"
    return path


def test_the_new_mailbox_answers_and_the_old_one_is_told(moved, karima, reread):
    assert reread(karima).email == "neuve@example.org"
    assert "/moi/email/pas-moi/" in moved


def test_looking_at_the_links_changes_nothing(wish, visitor, karima, reread, links):
    link = wish()
    assert "neuve@example.org" in visitor.get(link).text
    assert reread(karima).email == "karima@example.org"
    visitor.post(link)
    assert visitor.get(links()[-1][1]).status_code == 200
    assert reread(karima).email == "neuve@example.org"


def test_nothing_is_asked_without_the_password(karima, enter, outbox):
    refused = enter(karima).post("/moi/email", data={**WISH, "present": "la mauvaise phrase"})
    assert refused.status_code == 422
    assert 'value="neuve@example.org"' in refused.text
    assert outbox() == []


def test_the_same_mailbox_is_not_a_new_one(karima, enter):
    same = {**WISH, "email": "Karima@example.org"}
    assert enter(karima).post("/moi/email", data=same).status_code == 422


def test_the_mailbox_of_somebody_gets_the_same_answer_and_no_link(karima, enter, outbox):
    browser, answers, pages = enter(karima), [], []
    for email in ("noise@example.org", "libre@example.org"):
        answers.append(browser.post("/moi/email", data={**WISH, "email": email}))
        pages.append(browser.get(answers[-1].location).text.replace(email, ""))
    assert answers[0].location == answers[1].location
    assert pages[0] == pages[1]
    taken, free = outbox()
    assert "To: noise@example.org" in taken
    assert "/moi/email/" not in taken
    assert "/moi/email/confirmer/" in free


def test_a_mailbox_taken_in_the_meantime_is_not_taken_twice(wish, visitor, make, karima, reread):
    link = wish()
    make.resident(email="neuve@example.org")
    assert visitor.post(link).status_code == 410
    assert reread(karima).email == "karima@example.org"


def test_the_link_serves_once(wish, visitor):
    link = wish()
    assert visitor.post(link).status_code == 303
    assert visitor.post(link).status_code == 410


def test_a_link_from_before_a_new_password_is_dead(wish, visitor, make, karima):
    link = wish()
    with make.writing() as session:
        session.merge(karima).password_hash = "another"
    assert visitor.post(link).status_code == 410


def test_the_old_mailbox_takes_the_account_back(moved, visitor, karima, enter, reread):
    karima.email = "neuve@example.org"
    thief = enter(karima)
    assert thief.get("/moi").status_code == 200
    back = visitor.post(moved)
    assert back.status_code == 303
    assert reread(karima).email == "karima@example.org"
    assert thief.get("/moi").status_code == 302
    assert enter(karima).first.status_code == 422
    karima.email = "karima@example.org"
    assert enter(karima).first.status_code == 422, "the thief knew the old password"
    assert visitor.post(back.location, data={"password": "ma nouvelle phrase"}).status_code == 303
    assert enter(karima, "ma nouvelle phrase").first.status_code == 303


def test_taking_it_back_removes_what_the_thief_enrolled_and_keeps_the_rest(
    moved, visitor, karima, make, application_of, reread
):
    with make.writing() as session:
        for name, days in (("mine", 100), ("the thief’s", 1)):
            session.add(
                Passkey(
                    resident_id=karima.id,
                    credential_id=name.encode(),
                    public_key=b"",
                    handle=b"h",
                    name=name,
                    created_at=now() - timedelta(days=days),
                )
            )
    application_of(karima)
    visitor.post(moved)
    with make.writing() as session:
        assert [key.name for key in session.query(Passkey)] == ["mine"]
    assert reread(karima).second_factor_since is not None


def test_it_is_taken_back_once_within_a_week(moved, visitor):
    assert visitor.post(moved).status_code == 303
    assert visitor.post(moved).status_code == 410


def test_after_a_week_it_is_too_late(moved, visitor, monkeypatch):
    monkeypatch.setattr(mailbox, "REGRET_FOR", -mailbox.REGRET_FOR)
    assert visitor.get(moved).status_code == 410


def test_a_second_move_is_undone_with_the_first(moved, visitor, enter, karima, wish, reread, links):
    karima.email = "neuve@example.org"
    visitor.post(wish("loin@example.org", enter(karima)))
    second = links()[-1][1]
    assert reread(karima).email == "loin@example.org"
    visitor.post(moved)
    assert reread(karima).email == "karima@example.org"
    assert visitor.post(second).status_code == 410


def test_the_old_mailbox_waits_for_its_owner_for_a_week(moved, visitor, outbox, move_clock):
    answers = {"full_name": "Voleur", "email": "karima@example.org", "password": PASSWORD}
    visitor.post("/inscription", data=answers)
    assert "/inscription/confirmer/" not in outbox()[-1]
    move_clock(days=8)
    visitor.post("/inscription", data=answers)
    assert "/inscription/confirmer/" in outbox()[-1]


def test_what_a_misspelt_mailbox_probably_meant_is_proposed_filled_in(karima, enter):
    browser = enter(karima)
    answer = browser.post("/moi/email", data={**WISH, "email": "karima@gmial.com"})
    assert (answer.status_code, answer.location) == (303, "/moi/email")
    page = plain(browser.get("/moi/email").text)
    assert "Vouliez-vous dire karima@gmail.com ?" in page
    assert 'value="karima@gmail.com"' in page
    assert "karima@gmail.com" not in browser.get("/moi/email").text
