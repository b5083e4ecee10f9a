"""What became of each mail: written where it leaves, kept for ninety days, without its words."""

import re
from datetime import timedelta

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from neighbourhood.foundation.outside import failing, mail
from neighbourhood.foundation.outside.jobs import Job, queue_of
from neighbourhood.foundation.personal import RETENTIONS
from neighbourhood.foundation.storing import dispatches
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.dispatches import Dispatch, DispatchStatus
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.notifications.kinds import KINDS
from neighbourhood.people import sayings
from neighbourhood.people.kinds import ARRIVES
from neighbourhood.residents.actions.erasing import erase
from tests.support.news import plain

HERE = "/administration/courriels"


@pytest.fixture
def rows(app):
    def rows():
        with app.app_context():
            return db.session.scalars(select(Dispatch).order_by(Dispatch.id)).all()

    return rows


@pytest.fixture
def post(app):
    def post(to="karima@example.org", **more):
        with app.app_context(), transaction():
            mail.send_later(to, "Votre code", "Le code est 12345.", **more)

    return post


class Unreachable(OSError):
    """The server of the test."""


@pytest.fixture
def cut_off(monkeypatch):
    """The server of mail cannot be reached; call it to reach it again."""

    def fail(_self):
        raise Unreachable("karima@example.org")

    monkeypatch.setattr(mail.EmailMessage, "send", fail)
    return monkeypatch.undo


def test_a_mail_that_left_is_noted_without_its_words(post, rows, karima):
    post(kind="let_in", resident_id=karima.id)
    (row,) = rows()
    assert (row.status, row.kind, row.mailbox) == (DispatchStatus.SENT, "let_in", "k…@example.org")
    written = " ".join(str(getattr(row, column.name)) for column in Dispatch.__table__.columns)
    assert "12345" not in written
    assert "code" not in written
    assert "karima" not in written


def test_nothing_is_noted_of_a_mail_of_no_kind(post, rows, outbox):
    post(kind=None)
    assert len(outbox()) == 1
    assert rows() == []


def test_a_mail_that_cannot_be_noted_leaves_all_the_same(post, rows, outbox, monkeypatch):
    monkeypatch.setattr(dispatches, "note_sent", lambda _sending: 1 / 0)
    post()
    assert len(outbox()) == 1
    assert rows() == []


@pytest.fixture
def arguments():
    trace = ["a-mark-of-its-own", "let_in", None]
    return ("karima@example.org", "Votre code", "12345", trace)


def fail_once(app, arguments):
    with app.app_context(), pytest.raises(Unreachable):
        mail._send(*arguments)


def give_up(app, arguments):
    """Do what the queue does with work that has no try left."""
    work: Job = mail._send
    task = queue_of(app).perform.s(work.name, arguments, {}, now())
    failing.keep(app, task, Unreachable())


def test_a_mail_waits_for_its_next_try_then_fails_then_leaves_when_run_again(
    app, rows, arguments, cut_off
):
    fail_once(app, arguments)
    fail_once(app, arguments)
    assert [(one.status, one.error) for one in rows()] == [(DispatchStatus.WAITING, "Unreachable")]
    give_up(app, arguments)
    assert [one.status for one in rows()] == [DispatchStatus.FAILED]
    cut_off()
    with app.app_context():
        mail._send(*arguments)
        mail._send(*arguments)
    assert [(one.status, one.error) for one in rows()] == [(DispatchStatus.SENT, "")]


def test_each_status_moves_as_its_table_says():
    allowed = {("waiting", "sent"), ("waiting", "failed"), ("failed", "sent")}
    for before in DispatchStatus:
        for after in DispatchStatus:
            row = Dispatch(status=before)
            if (before, after) in allowed:
                row.become(after)
                continue
            with pytest.raises(IllegalMove):
                row.become(after)


def test_the_list_says_what_for_to_whom_in_part_and_why_not(desk, post, app, arguments, cut_off):
    fail_once(app, arguments)
    give_up(app, arguments)
    cut_off()
    post(to="marcel@example.org", kind=ARRIVES.code)
    page = plain(desk.get(HERE).text)
    for told in ("Votre lien pour entrer", "k…@example.org", "Les e-mails vous sont de nouveau"):
        assert told in page
    for hidden in ("karima@", "marcel@", "12345", "Unreachable"):
        assert hidden not in page
    failed = plain(desk.get(f"{HERE}?state=failed").text)
    assert "marcel" not in failed
    assert "m…@" not in failed
    assert "une erreur que seul le journal technique explique" in failed
    assert 'href="/administration/taches"' in failed
    assert "1 chose attend" in plain(desk.get("/administration/").text)


def test_the_list_is_for_administrators_alone(town_desk, desk):
    assert town_desk.get(HERE).status_code == 404
    assert "Aucun e-mail ici" in plain(desk.get(f"{HERE}?state=nonsense&after=x").text)


def test_the_list_goes_on_page_after_page(desk, make):
    with make.writing() as session:
        session.add_all(
            Dispatch(mark=f"m{number}", kind="let_in", mailbox="k…@example.org", sent_at=now())
            for number in range(35)
        )
    page = desk.get(f"{HERE}?state=sent").text
    assert page.count("k…@") == 30
    way = page.split('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    assert desk.get(way).text.count("k…@") == 5


def test_the_row_goes_with_the_account_and_with_time(app, make, post, rows, karima):
    post(resident_id=karima.id)
    post()  # to the same mailbox, before there was an account
    post(to="marcel@example.org")
    with app.app_context(), transaction():
        erase(karima.id)
    assert [one.mailbox for one in rows()] == ["m…@example.org"]
    retention = RETENTIONS["mails-sent"]
    with app.app_context():
        retention.forget(now() - retention.keep_for)
    assert len(rows()) == 1
    with app.app_context():
        retention.forget(now() + timedelta(seconds=1))
    assert rows() == []


@pytest.mark.parametrize(
    ("code", "said", "sort"),
    [
        ("let_in", "Votre lien pour entrer sur Palier", "message de service"),
        (ARRIVES.code, "Les e-mails vous sont de nouveau envoyés", "nouvelle"),
        ("moderation.to examine", "Un signalement attend un examen", "nouvelle"),
        ("of a kind that is gone", "Un autre e-mail", "nouvelle"),
    ],
)
def test_each_mail_says_its_sort_and_what_it_was_for_without_what_it_told(app, code, said, sort):
    with app.test_request_context():
        assert (plain(sayings.say_mail(code)), plain(sayings.say_sort(code))) == (said, sort)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_mail_is_said_in_a_whole_sentence_that_names_nobody(app, language):
    with app.test_request_context(), force_locale(language):
        said = {code: plain(sayings.say_mail(code)) for code in KINDS}
    assert not [one for one in said.values() if re.search(r"…|%\(|: ", one)]
    assert [code for code, one in said.items() if one == plain(str(sayings.OTHER_MAIL))] == []
    assert [one for one in said.values() if len(one.split()) < 2 or one[0].islower()] == []


def test_who_and_how_much_is_left_out_of_what_a_mail_was_for(app):
    with app.test_request_context():
        assert [plain(sayings.say_mail(code)) for code in ("message", "gift-refunded")] == [
            "Une personne vous a écrit",
            "Votre don vous a été rendu",
        ]
        left = plain(sayings.say_mail("partners.left"))
        assert left == "Vous ne faites plus partie de l’équipe d’un organisme"
