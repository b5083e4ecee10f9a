"""A press acts once, and the second one gets the answer of the first."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from messaging.models import Message
from neighbourhood.foundation.personal import RETENTIONS
from neighbourhood.foundation.storing import presses
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.presses import KEPT_FOR, Press
from neighbourhood.funding.models.gifts import Pledge
from tests.support.foreign.table import FOREIGN

FLASHED = re.compile(r'notice-line good" role="status">(.*?)</div>\s*</div>', re.DOTALL)


@pytest.fixture
def need(office):
    return office.open(target_cents=5000)


@pytest.fixture
def donor(make, office):
    return make.resident("Lina Roy", office.quartier)


@pytest.fixture
def giving(need):
    return f"/solidarite/{need.id}/donner"


def token_of(page) -> str:
    found = set(re.findall(r'name="press" value="([\w-]+)"', page.text))
    assert len(found) == 1
    return found.pop()


def rows(app, model) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def twice(app, donor, giving, signed_in):
    """Press "Aller payer" twice at the same moment, from one page."""

    def press():
        browsers = [signed_in(donor), signed_in(donor)]
        typed = {"amount": "12", "press": token_of(browsers[0].get(giving))}
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda one: one.post(giving, data=typed), browsers))

    return press


def test_two_presses_at_once_promise_one_gift_and_lead_to_one_bank(app, twice):
    answers = twice()
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len({answer.location for answer in answers}) == 1
    assert rows(app, Pledge) == 1


def test_without_the_spending_each_press_promises_a_gift(app, twice, monkeypatch):
    monkeypatch.setattr(presses, "spend", lambda _key, _endpoint: True)
    twice()
    assert rows(app, Pledge) == 2


def test_a_form_without_a_token_is_taken_as_it_is(app, donor, giving, signed_in):
    browser = signed_in(donor)
    for _press in range(2):
        assert browser.post(giving, data={"amount": "12"}).status_code == 303
    assert (rows(app, Pledge), rows(app, Press)) == (2, 0)


def test_other_words_from_the_same_page_are_another_press(app, donor, giving, signed_in):
    browser = signed_in(donor)
    token = token_of(browser.get(giving))
    for amount in ("12", "13"):
        browser.post(giving, data={"amount": amount, "press": token})
    assert rows(app, Pledge) == 2


def test_the_token_of_somebody_else_is_another_press(app, make, office, donor, giving, signed_in):
    other = make.resident("Paul Noise", office.quartier)
    token = token_of(signed_in(donor).get(giving))
    for person in (donor, other):
        signed_in(person).post(giving, data={"amount": "12", "press": token})
    assert rows(app, Pledge) == 2


def test_a_press_that_was_refused_may_be_made_again(app, donor, giving, signed_in):
    browser = signed_in(donor)
    typed = {"amount": "beaucoup", "press": token_of(browser.get(giving))}
    assert browser.post(giving, data=typed).status_code == 422
    assert browser.post(giving, data=typed).status_code == 422
    assert rows(app, Press) == 0


def test_the_second_press_says_the_same_words(world, signed_in):
    thing = FOREIGN["exchanges.accept"](world)
    browser = signed_in(thing.owner)
    reply = thing.values["reply_id"]
    typed = {"press": "a page"}
    said = []
    for _press in range(2):
        answer = browser.post(f"/entraide/reponses/{reply}/accepter", data=typed)
        page = browser.get(answer.location).text
        said.append((answer.status_code, answer.location, FLASHED.findall(page)))
    assert said[0] == said[1]
    assert said[0][2]


def test_a_line_of_talk_pressed_twice_is_said_once(app, world, signed_in):
    thing = FOREIGN["messaging.show"](world)
    browser, path = signed_in(thing.owner), f"/messages/{thing.values['conversation_id']}"
    before, token = rows(app, Message), token_of(browser.get(path))
    for _press in range(2):
        assert browser.post(path, data={"text": "Bonjour", "press": token}).status_code == 303
    assert rows(app, Message) == before + 1


def test_a_press_whose_answer_was_never_known_is_answered_in_words(app, donor, giving, signed_in):
    browser = signed_in(donor)
    typed = {"amount": "12", "press": token_of(browser.get(giving))}
    browser.post(giving, data=typed)
    with app.app_context():
        long_ago = now() - timedelta(minutes=1)
        db.session.execute(db.update(Press).values(location=None, at=long_ago))
        db.session.commit()
    again = browser.post(giving, data=typed, follow_redirects=True)
    assert "rien n’est envoyé deux fois" in again.text
    assert rows(app, Pledge) == 1


def test_presses_of_days_ago_are_forgotten(app, donor, giving, signed_in, move_clock):
    browser = signed_in(donor)
    browser.post(giving, data={"amount": "12", "press": token_of(browser.get(giving))})
    for days, left in ((1, 1), (2, 0)):
        move_clock(days=days)
        with app.app_context():
            RETENTIONS["presses"].forget(now() - KEPT_FOR)
        assert rows(app, Press) == left
