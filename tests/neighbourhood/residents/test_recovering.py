"""A forgotten password, and whoever would like to make something of it."""

import re
from html import unescape
from threading import Barrier, Thread

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.passwords import verify_password
from neighbourhood.residents.views import recovering
from tests.support import drawn_anew

NEW = {"password": "une autre petite phrase"}


def ask(visitor, email="karima@example.org", **more):
    return visitor.post("/mot-de-passe/oublie", data={"email": email}, **more)


@pytest.fixture
def link(visitor, karima, links):
    """The link of the mail to Karima."""
    ask(visitor)
    return next(path for to, path in links() if "/nouveau/" in path)


def test_a_link_leads_to_a_new_password_and_everyone_is_signed_out(
    visitor, karima, link, enter, outbox
):
    elsewhere = enter(karima)
    assert "Choisissez un nouveau mot de passe" in visitor.get(link).text
    assert visitor.post(link, data=NEW).location == "/connexion"
    assert elsewhere.get("/moi").status_code == 302
    assert enter(karima).first.status_code == 422
    assert enter(karima, NEW["password"]).first.status_code == 303
    assert "To: karima@example.org" in outbox()[-1]
    assert len(outbox()) == 2


def test_the_link_serves_once(visitor, link):
    assert visitor.post(link, data=NEW).status_code == 303
    again = visitor.post(link, data={"password": "encore une petite phrase"})
    assert again.status_code == visitor.get(link).status_code == 410


def test_used_ten_times_at_once_the_link_serves_once(app, karima, link, reread):
    start, answers = Barrier(10), []

    def use(number):
        data = {"password": f"une petite phrase {number}"}
        start.wait()
        answers.append((app.test_client().post(link, data=data).status_code, data["password"]))

    threads = [Thread(target=use, args=[number]) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [password for status, password in answers if status == 303]
    assert [status for status, _ in answers].count(410) == 9
    with app.app_context():
        assert verify_password(reread(karima).password_hash, winner)


def test_a_link_gets_too_old(visitor, link, monkeypatch):
    monkeypatch.setattr(recovering, "RESET_FOR", -recovering.RESET_FOR)
    assert visitor.get(link).status_code == 410


@pytest.mark.parametrize("more", [{"email": "ailleurs@example.org"}, {"password_hash": "x"}])
def test_a_link_dies_with_the_mailbox_or_password_it_was_made_for(
    visitor, karima, link, make, more
):
    with make.writing() as session:
        for name, value in more.items():
            setattr(session.merge(karima), name, value)
    assert visitor.post(link, data=NEW).status_code == 410


def test_a_forged_link_opens_nothing(visitor, karima, link):
    for forged in (link[:-3], "/mot-de-passe/nouveau/x", link.replace("nouveau/", "nouveau/x")):
        assert visitor.get(forged).status_code == 410


def test_a_link_for_one_purpose_serves_no_other(visitor, link):
    token = link.rpartition("/")[2]
    for other in ("/moi/email/confirmer/", "/moi/email/pas-moi/", "/inscription/confirmer/"):
        assert visitor.post(other + token).status_code == 410


def test_a_short_password_is_refused_and_the_link_still_serves(visitor, link):
    assert visitor.post(link, data={"password": "court"}).status_code == 422
    assert visitor.post(link, data=NEW).status_code == 303


def test_a_mailbox_nobody_knows_gets_the_same_answer_and_no_mail(visitor, karima, outbox):
    known, unknown = ask(visitor), ask(visitor, "personne@example.org")
    assert len(outbox()) == 1
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    answers = (known, unknown)
    pages = [drawn_anew.without(visitor.get(answer.location).text) for answer in answers]
    assert pages[0] == pages[1]
    assert "@example.org" not in pages[0]


def test_the_page_does_not_even_look_whether_the_mailbox_is_known(
    visitor, karima, statements, monkeypatch
):
    asked = []
    monkeypatch.setattr(recovering, "enqueue", lambda job, email, where: asked.append(email))
    statements.clear()
    ask(visitor)
    ask(visitor, "personne@example.org")
    assert asked == ["karima@example.org", "personne@example.org"]
    assert statements == []


def test_a_closed_account_gets_no_link(visitor, make, outbox):
    make.resident(email="parti@example.org", closed_at=now())
    ask(visitor, "parti@example.org")
    assert outbox() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost:8666"},
        {"X-Forwarded-Host": "evil.example"},
        {"Forwarded": "host=evil.example"},
        {"Host": "localhost@evil.example"},
    ],
)
def test_no_header_sends_the_link_elsewhere(visitor, karima, outbox, headers):
    ask(visitor, headers=headers)
    for mail in outbox():
        assert "evil" not in mail
        assert "8666" not in mail
        assert "http://localhost/mot-de-passe/nouveau/" in mail.replace("=\n", "")


def test_the_mailbox_that_got_the_link_counts_as_confirmed(visitor, make, links, enter, digest):
    nora = make.resident(
        "Nora", email="nora@example.org", password_hash=digest, email_confirmed_at=None
    )
    assert enter(nora).first.status_code == 422
    ask(visitor, nora.email)
    visitor.post(next(path for _, path in links() if "/nouveau/" in path), data=NEW)
    assert enter(nora, NEW["password"]).first.status_code == 303


@pytest.fixture
def asked_from(visitor, karima, links):
    """Ask for a link from the sign-in page that leads on to an address; return its path."""

    def asked_from(where):
        shown = visitor.get("/connexion", query_string={"next": where}).text
        form = unescape(re.search(r'href="(/mot-de-passe/oublie[^"]*)"', shown)[1])
        sent = visitor.post(form, data={"email": "karima@example.org"})
        again = unescape(visitor.get(sent.location).text)
        assert f'href="{form}"' in again
        return next(path for to, path in links() if "/nouveau/" in path)

    return asked_from


def test_whoever_was_on_the_way_to_a_page_arrives_there(visitor, asked_from, enter, karima):
    link = asked_from("/messages/10")
    onward = visitor.post(link, data=NEW).location
    assert onward == "/connexion?next=/messages/10"
    answers = {"email": "karima@example.org", **NEW}
    assert visitor.post(onward, data=answers).location == "/messages/10"


def test_a_link_that_has_served_leads_on_to_another_all_the_same(visitor, asked_from):
    link = asked_from("/messages/10")
    visitor.post(link, data=NEW)
    assert "/mot-de-passe/oublie?next=/messages/10" in visitor.get(link).text


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example/", "/nulle-part"])
def test_no_link_leads_elsewhere(visitor, asked_from, where):
    link = asked_from(where)
    assert "next" not in link
    assert visitor.post(f"{link}?next={where}", data=NEW).location == "/connexion"
