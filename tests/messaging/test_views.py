"""Conversations as pages, without JavaScript."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from messaging.models import Member, Message
from messaging.queries import conversations
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.storing.database import db
from tests.support.wordings import boxes_to_carry

HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }} éœ€ 👩‍👩‍👧"


@pytest.fixture
def reply(make, marcel, karima) -> Reply:
    """Karima would help Marcel; the conversation about it opens by itself in real life."""
    with make.writing() as session:
        notice = boxes_to_carry(marcel)
        session.add(notice)
        session.flush()
        reply = Reply(notice_id=notice.id, helper_id=karima.id, text="Volontiers")
        session.add(reply)
        session.flush()
        return reply


@pytest.fixture
def conversation(open_between, karima, marcel, reply):
    return open_between(karima, marcel, about_id=reply.id, subject="Monter un carton de livres")


def page_of(conversation):
    return f"/messages/{conversation.id}"


def bubbles(page):
    return re.findall(r'class="bubble[^"]*" data-id="(\d+)"', page)


def test_a_conversation_reads_from_old_to_new(signed_in, karima, marcel, conversation, say):
    first, second = say(marcel, conversation, "Bonjour"), say(karima, conversation, "Bonsoir")
    page = signed_in(karima).get(page_of(conversation)).text
    assert bubbles(page) == [str(first), str(second)]
    assert "Marcel Lefèvre" in page
    assert "Monter un carton de livres" in page


def test_strangers_and_visitors_find_nothing(signed_in, visitor, stranger, conversation):
    theirs = signed_in(stranger)
    assert theirs.get(page_of(conversation)).status_code == 404
    assert theirs.post(page_of(conversation), data={"text": "Bonjour"}).status_code == 404
    assert theirs.get(f"/messages/a-propos/reply/{conversation.about_id}").status_code == 404
    assert theirs.get("/messages/987654").status_code == 404
    assert visitor.get(page_of(conversation)).status_code == 302
    assert visitor.post(page_of(conversation), data={"text": "Bonjour"}).status_code == 302


def test_one_writes_by_a_plain_form(app, signed_in, karima, conversation):
    answer = signed_in(karima).post(
        page_of(conversation), data={"text": "À ce soir", "client_id": str(uuid4())}
    )
    assert answer.status_code == 303
    assert answer.location == f"/messages/{conversation.id}#bottom"
    with app.app_context():
        assert db.session.scalars(select(Message.text)).all() == ["À ce soir"]


def test_pressing_twice_says_it_once(app, signed_in, karima, conversation):
    hers = signed_in(karima)
    form = {"text": "À ce soir", "client_id": str(uuid4())}
    for _ in range(2):
        assert hers.post(page_of(conversation), data=form).status_code == 303
    with app.app_context():
        assert len(db.session.scalars(select(Message)).all()) == 1


def test_a_form_without_its_hidden_field_still_works(app, signed_in, karima, conversation):
    assert signed_in(karima).post(page_of(conversation), data={"text": "Oui"}).status_code == 303


@pytest.mark.parametrize("text", ["", "   ", "a" * 4001])
def test_what_cannot_be_said_comes_back_with_a_sentence(signed_in, karima, conversation, text):
    answer = signed_in(karima).post(page_of(conversation), data={"text": text})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert text in answer.text


def test_without_a_proved_address_one_may_not_write(make, signed_in, marcel, open_between, reply):
    newcomer = make.resident("Nadia Neuve", verified=False)
    conversation = open_between(newcomer, marcel, about_id=reply.id)
    theirs = signed_in(newcomer)
    assert theirs.post(page_of(conversation), data={"text": "Bonjour"}).status_code == 403
    assert 'name="text"' not in theirs.get(page_of(conversation)).text


def test_hostile_text_is_shown_as_text(signed_in, karima, marcel, conversation, say):
    say(marcel, conversation, HOSTILE)
    hers = signed_in(karima)
    for page in (hers.get(page_of(conversation)).text, hers.get("/messages").text):
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "{{ 7*7 }}" in page


def test_looking_is_reading(app, signed_in, karima, marcel, conversation, say):
    last = [say(marcel, conversation) for _ in range(3)][-1]
    hers = signed_in(karima)
    hers.head(page_of(conversation))  # of which nobody reads anything
    assert 'class="thread unread"' in hers.get("/messages").text
    hers.get(page_of(conversation))
    assert 'class="thread unread"' not in hers.get("/messages").text
    with app.app_context():
        seat = db.session.scalars(select(Member).where(Member.resident_id == karima.id)).one()
        assert seat.last_read_id == last


def test_older_messages_are_a_page_away(signed_in, karima, marcel, conversation, say, monkeypatch):
    monkeypatch.setattr("messaging.queries.conversations.HISTORY_SIZE", 2)
    ids = [str(say(marcel, conversation)) for _ in range(5)]
    hers = signed_in(karima)
    newest = hers.get(page_of(conversation)).text
    assert bubbles(newest) == ids[3:]
    older = hers.get(f"{page_of(conversation)}?before={ids[3]}").text
    assert bubbles(older) == ids[1:3]
    oldest = hers.get(f"{page_of(conversation)}?before={ids[1]}").text
    assert bubbles(oldest) == ids[:1]
    assert "Messages plus anciens" not in oldest


def test_the_list_shows_the_latest_first_with_who_and_what(
    signed_in, karima, marcel, stranger, conversation, open_between, say
):
    say(marcel, conversation, "Le carton est prêt")
    other = open_between(karima, stranger, about_id=99, subject="Arroser les plantes")
    say(stranger, other, "Merci d’avance")
    noise = open_between(marcel, stranger, about_id=98, subject="Pas pour elle")
    say(marcel, noise, "Rien pour elle")
    page = signed_in(karima).get("/messages").text
    assert page.index("Arroser les plantes") < page.index("Monter un carton")
    assert "Le carton est prêt" in page
    assert "Paul Noise" in page
    assert "Rien pour elle" not in page


def test_an_empty_list_says_what_to_do(signed_in, karima):
    assert "Pas encore de conversation" in signed_in(karima).get("/messages").text


def test_the_list_pages_by_its_keys(signed_in, karima, marcel, open_between, say, monkeypatch):
    monkeypatch.setattr("messaging.queries.listing.PAGE_SIZE", 2)
    for number in range(3):
        say(marcel, open_between(karima, marcel, about_id=number + 1, subject=f"Sujet {number}"))
    hers = signed_in(karima)
    first = hers.get("/messages").text
    assert "Sujet 2" in first
    assert "Sujet 0" not in first
    after = re.search(r"/messages\?after=([\d-]+)", first)[1]
    second = hers.get(f"/messages?after={after}").text
    assert "Sujet 0" in second
    assert "Sujet 1" not in second


def test_the_list_costs_one_statement_however_long(
    signed_in, karima, marcel, open_between, say, statements
):
    hers = signed_in(karima)

    def cost():
        statements.clear()
        assert hers.get("/messages").status_code == 200
        return len(statements)

    say(marcel, open_between(karima, marcel, about_id=1))
    one = cost()
    for number in range(2, 8):
        say(marcel, open_between(karima, marcel, about_id=number))
    assert cost() == one
    assert one <= 3  # who asks, the list, the figures in the margin


def test_a_page_costs_as_much_however_much_was_said(
    signed_in, karima, marcel, conversation, say, statements
):
    hers = signed_in(karima)

    def cost():
        hers.get(page_of(conversation))
        statements.clear()
        assert hers.get(page_of(conversation)).status_code == 200
        return len(statements)

    say(marcel, conversation)
    one = cost()
    for _ in range(10):
        say(marcel, conversation)
    assert cost() == one
    # Who asks, the seat, the thing, the members, the lines, what is shown, one’s home, the figures;
    # and whether one is told of it.
    assert one <= 9


def test_one_goes_to_the_conversation_about_a_thing(signed_in, karima, conversation, reply):
    answer = signed_in(karima).get(f"/messages/a-propos/reply/{reply.id}")
    assert answer.location == f"/messages/{conversation.id}#bottom"
    assert signed_in(karima).get("/messages/a-propos/elephant/1").status_code == 404


def test_the_aside_says_where_things_stand(signed_in, karima, marcel, conversation):
    assert "attend votre réponse" in signed_in(marcel).get(page_of(conversation)).text
    assert "n’a pas encore répondu" in signed_in(karima).get(page_of(conversation)).text


def test_beyond_the_quartier_names_are_short(make, signed_in, karima, open_between, say, reply):
    far = make.resident("Zoé Lointaine", make.quartier("Les Docks"))
    conversation = open_between(karima, far, about_id=reply.id)
    say(far, conversation)
    page = signed_in(karima).get(page_of(conversation)).text
    assert "Zoé L." in page
    assert "Zoé Lointaine" not in page


def test_unread_conversations_are_counted(app, karima, marcel, conversation, open_between, say):
    other = open_between(karima, marcel, about_id=77)
    say(marcel, conversation)
    say(marcel, conversation)
    say(karima, other)
    with app.app_context():
        count = select(conversations.unread_total(karima.id), conversations.unread_total(marcel.id))
        assert tuple(db.session.execute(count).one()) == (1, 1)
