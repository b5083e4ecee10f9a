"""The mail that confirms an account: sent again, opened here or elsewhere."""

import re

import pytest

from tests.support.words import plain

ANSWERS = {"full_name": "Karima Benali", "password": "une petite phrase"}
EMAIL = "karima@example.org"
WAITING = "/inscription/courrier"


@pytest.fixture
def sign_up(app):
    def sign_up(email=EMAIL, **answers):
        browser = app.test_client()
        answer = browser.post("/inscription", data={**ANSWERS, "email": email, **answers})
        assert answer.location == WAITING
        return browser

    return sign_up


def last_link(links):
    return next(path for _to, path in reversed(links()) if "/inscription/confirmer/" in path)


def test_the_link_opened_where_one_asked_signs_in(sign_up, links):
    browser = sign_up()
    answer = browser.post(last_link(links))
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Karima Benali" in browser.get("/moi").text


def test_elsewhere_it_confirms_and_asks_to_sign_in(sign_up, links, app):
    sign_up()
    elsewhere = app.test_client()
    assert elsewhere.post(last_link(links)).location == "/connexion"
    assert elsewhere.get("/moi").status_code == 302
    assert elsewhere.post("/connexion", data={**ANSWERS, "email": EMAIL}).location == "/"


def test_in_a_browser_that_asked_for_another_account_too(sign_up, links):
    sign_up()
    link = last_link(links)
    assert sign_up("paul@example.org").post(link).location == "/connexion"


def test_looking_signs_nobody_in(sign_up, links):
    browser = sign_up()
    browser.get(last_link(links))
    browser.head(last_link(links))
    assert browser.get("/moi").status_code == 302


def test_the_mail_is_sent_again_and_its_link_signs_in_too(sign_up, links, outbox):
    browser = sign_up()
    assert "Renvoyer le message" in browser.get(WAITING).text
    assert browser.post(WAITING).location == WAITING
    assert len(outbox()) == 2
    assert browser.post(last_link(links)).location == "/"


def test_it_is_sent_again_so_often_and_no_more(sign_up, limited, outbox):
    browser = sign_up()
    statuses = [browser.post(WAITING).status_code for _ in range(5)]
    assert statuses == [303] * 3 + [429] * 2
    assert len(outbox()) == 4


def test_the_answer_is_the_same_for_a_mailbox_with_an_account(make, sign_up, outbox):
    make.resident(email="connue@example.org")
    pages = []
    for email in ("connue@example.org", "inconnue@example.org"):
        browser = sign_up(email)
        answer = browser.post(WAITING)
        with browser.session_transaction() as session:
            kept = {"awaiting", "awaiting_number", "awaiting_name", "_flashes"}
            assert kept >= set(session) - {"csrf_token"}
        page = re.sub(r'value="[^"]+"', "", browser.get(WAITING).text.replace(email, ""))
        pages.append((answer.status_code, answer.location, page))
    assert pages[0] == pages[1]
    assert ["/inscription/confirmer/" in mail for mail in outbox()] == [False, False, True, True]


def test_nobody_waits_without_having_asked(visitor, outbox):
    assert visitor.post(WAITING).location == "/inscription"
    assert outbox() == []


def test_signing_up_again_before_the_link_begins_anew(sign_up, links, visitor):
    sign_up(password="la première phrase")
    first = last_link(links)
    browser = sign_up(password="la deuxième phrase")
    assert visitor.post(first).status_code == 410, "it confirms no password but its own"
    assert browser.post(last_link(links)).location == "/"
    for password, status in (("la première phrase", 422), ("la deuxième phrase", 303)):
        entered = visitor.post("/connexion", data={"email": EMAIL, "password": password})
        assert entered.status_code == status


def test_who_signs_in_too_early_may_have_the_link_again(sign_up, visitor, outbox):
    sign_up()
    page = visitor.post("/connexion", data={**ANSWERS, "email": EMAIL}).text
    assert f'href="{WAITING}"' in page
    assert visitor.post(WAITING).location == WAITING
    assert len(outbox()) == 2


@pytest.mark.parametrize(
    ("signed_up", "typed"),
    [
        ("karima@École.fr", "karima@xn--cole-9oa.fr"),
        ("karima@xn--cole-9oa.fr", "KARIMA@ÉCOLE.FR"),
        ("karima\u200b@example.org", "\xa0karima@example.org "),
        ("ｋarima@example.org", "karima@example.org."),
    ],
)
def test_what_was_signed_up_signs_in(sign_up, links, app, signed_up, typed):
    sign_up(signed_up).post(last_link(links))
    elsewhere = app.test_client()
    assert elsewhere.post("/connexion", data={**ANSWERS, "email": typed}).location == "/"
    command = ["residents", "drop-second-factors", "--yes", typed]
    assert app.test_cli_runner().invoke(args=command).exit_code == 0


def test_a_misspelt_mailbox_is_corrected_in_the_form_as_it_was_filled(sign_up):
    browser = sign_up("nora@gmial.com")
    said = plain(browser.get("/inscription/courrier").text)
    assert "Vouliez-vous dire nora@gmail.com ?" in said
    assert 'href="/inscription?corriger=proposition"' in said
    proposed = browser.get("/inscription?corriger=proposition").text
    assert 'value="nora@gmail.com"' in proposed
    assert f'value="{ANSWERS["full_name"]}"' in proposed
    assert "Retapez votre mot de passe" in plain(proposed)
    left_out = {"full_name": "Nora Petit", "email": "nora@gmail.com", "password": ""}
    refused = browser.post("/inscription?corriger=proposition", data=left_out).text
    assert "Retapez votre mot de passe" in plain(refused), "it is still to be typed"
    assert "Retapez" not in browser.get("/inscription").text
    as_typed = browser.get("/inscription?corriger=adresse").text
    assert 'value="nora@gmial.com"' in as_typed
    assert f'value="{ANSWERS["full_name"]}"' in as_typed
    assert ANSWERS["full_name"] not in browser.get("/inscription").text
    assert ANSWERS["password"] not in proposed + as_typed
