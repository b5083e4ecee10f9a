"""A quiet word to the writer alone, on the page and live; nothing is blocked, nothing is lost."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from messaging.models import Message
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation import quiet
from neighbourhood.residents.actions import charters
from neighbourhood.residents.models.residents import Resident
from tests.support.words import plain

ASKING = "Peux-tu me donner le code reçu par SMS ?"
CIRCULAR = "Venez tous à ma vente de tapis, samedi matin."


@pytest.fixture(autouse=True)
def nothing_counted(app):
    quiet._OWN.reset()


def ask(browser, said):
    return browser.client.emit("message:send", said, callback=True)


def stored(app) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Message.text).order_by(Message.id)))


def test_a_plain_form_is_held_back_once_and_sent_with_a_second_press(
    app, signed_in, karima, conversation
):
    browser = signed_in(karima)
    held = browser.post(conversation.page, data={"text": ASKING})
    assert held.status_code == 422
    assert "un numéro de carte" in plain(held.text)
    assert "Envoyer quand même" in held.text
    assert ASKING in held.text
    assert stored(app) == []
    mark = re.search(r'name="heard"[^>]*value="(\w+)"', held.text)[1]
    sent = browser.post(conversation.page, data={"text": ASKING, "heard": mark})
    assert sent.status_code == 303
    assert stored(app) == [ASKING]


def test_another_text_is_looked_at_anew(app, signed_in, karima, conversation):
    browser = signed_in(karima)
    mark = quiet.mark_of("Bonjour.")
    again = browser.post(conversation.page, data={"text": ASKING, "heard": mark})
    assert again.status_code == 422
    assert stored(app) == []


def test_live_only_the_writer_hears_the_word(app, live, karima, marcel, conversation):
    hers, his = live(karima), live(marcel)
    his.join(conversation.id)
    said = {"conversation_id": conversation.id, "text": ASKING, "client_id": str(uuid4())}
    answer = ask(hers, said)
    assert (answer["ok"], answer["code"]) == (False, "quiet_word")
    assert "code" in answer["message"]
    assert his.heard() == []
    assert stored(app) == []
    assert ask(hers, {**said, "anyway": True})["ok"]
    assert [told["text"] for told in his.heard()] == [ASKING]


def test_the_same_text_to_five_conversations_is_worth_a_word(app, live, karima, open_between, make):
    hers, answers = live(karima), []
    for number in range(5):
        other = make.resident(f"Voisin {number}", karima.quartier)
        there = open_between(karima, other, about_id=20 + number)
        answers.append(hers.send(there.id, CIRCULAR))
        assert hers.send(there.id, "Merci, à demain !")["ok"]
    assert [answer["ok"] for answer in answers] == [True, True, True, True, False]


def test_the_same_text_twice_in_one_conversation_is_not(live, karima, conversation):
    hers = live(karima)
    assert all(hers.send(conversation.id, CIRCULAR)["ok"] for _again in range(6))


@pytest.mark.parametrize(("days", "told"), [(2, True), (30, False)])
def test_a_link_is_worth_a_word_from_a_new_account(in_app, make, karima, days, told):
    with make.writing() as session:
        session.get_one(Resident, karima.id).created_at = now() - timedelta(days=days)
    assert (
        bool(quiet.quiet_words(in_app.get_one(Resident, karima.id), "Voir https://exemple.fr"))
        is told
    )


def test_who_has_a_charter_to_read_reads_and_does_not_write(
    app, make, live, karima, marcel, conversation
):
    hers = live(karima)
    assert hers.send(conversation.id)["ok"]
    with make.writing():
        charters.found()
    again = live(marcel)
    assert again.join(conversation.id)["ok"]
    answer = again.send(conversation.id, "Bonjour")
    assert (answer["ok"], answer["code"]) == (False, "charter_first")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Message)) == 1
