"""A button pressed twice sends once, whatever the form, also when both presses run at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web import steps
from neighbourhood.foundation.web.steps import Steps
from tests.access.wizards import WIZARDS, fill

TOLD = "déjà été envoyé"


@pytest.fixture(params=WIZARDS)
def page(request, world):
    page = WIZARDS[request.param](world)
    fill(world, page)
    return page


@pytest.fixture
def together(monkeypatch):
    """Let two presses read all they read beforehand before either of them may write."""
    both = Barrier(2)

    def after_the_other():
        both.wait(30)
        return transaction()

    monkeypatch.setattr(steps, "transaction", after_the_other)


def made(app, page) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(page.makes))


def press_twice(page, signed_in):
    browsers = [signed_in(page.writer), signed_in(page.writer)]
    with ThreadPoolExecutor(2) as pool:
        pressed = pool.map(lambda one: one.post(page.path, data=page.typed), browsers)
        return list(zip(browsers, pressed, strict=True))


def test_two_presses_at_once_send_once(app, page, signed_in, together):
    before, pressed = made(app, page), press_twice(page, signed_in)
    assert made(app, page) == before + 1
    assert [answer.status_code for _browser, answer in pressed] == [303, 303]
    late = [browser for browser, answer in pressed if answer.location == page.first]
    assert len(late) == 1
    assert TOLD in late[0].get(page.first, follow_redirects=True).text


def test_a_draft_read_by_both_is_sent_twice(app, page, signed_in, together, monkeypatch):
    # What the lock is for: without it the second press sees what the first one saw.
    monkeypatch.setattr(drafts, "take", lambda _sheet: dict(page.answers))
    before, pressed = made(app, page), press_twice(page, signed_in)
    once = page.form == "partner"  # there is one request under way, and a rule that says so
    assert made(app, page) == before + (1 if once else 2)
    assert len(pressed) == 2


def test_a_second_press_later_sends_nothing_and_is_told(app, page, signed_in):
    browser, before = signed_in(page.writer), made(app, page)
    assert browser.post(page.path, data=page.typed).location != page.first
    again = browser.post(page.path, data=page.typed)
    assert (again.status_code, again.location) == (303, page.first)
    assert TOLD in browser.get(page.first, follow_redirects=True).text
    assert made(app, page) == before + 1


def write_in_vain(page):
    with Steps(page.form, "residents", ("me",)).walk().ending(lambda _answers: None) as answers:
        assert answers == page.answers
        raise ZeroDivisionError


def test_what_could_not_be_written_is_still_in_the_draft(app, page, monkeypatch):
    monkeypatch.setattr(steps, "writer", lambda: page.writer)
    with app.test_request_context("/", method="POST"), pytest.raises(ZeroDivisionError):
        write_in_vain(page)
    with app.app_context():
        assert drafts.answers_of(drafts.Sheet(page.writer.id, page.form)) == page.answers
