"""Conversations held for somebody else, by a mandate."""

import pytest
from sqlalchemy import select

from messaging.models import Message
from neighbourhood.foundation.extensions import socketio
from neighbourhood.mandates.models import MandateDeed
from tests.support import mandates


@pytest.fixture
def sophie(make, quartier):
    return make.resident("Sophie Martin", quartier)


@pytest.fixture
def mandate(make, marcel, sophie):
    return mandates.give(make, marcel, sophie, scopes={"chat"})


@pytest.fixture
def browser(signed_in, sophie, mandate):
    """A browser in which Sophie acts for Marcel."""
    return mandates.act_by(signed_in(sophie), mandate)


@pytest.fixture
def talking(make, live, browser, marcel, mandate, monkeypatch):
    """A line that nobody hung up when the mandate ended."""
    monkeypatch.setattr("messaging.broadcast.hang_up", lambda _resident_id: None)
    line = live(None, browser=browser)
    mandates.revoke(make, marcel, mandate)
    return line


def test_every_event_says_which_mandates_open_it(app):
    handlers = socketio.server.handlers["/"]
    scopes = {name: getattr(handler, "scopes", None) for name, handler in handlers.items()}
    assert set(scopes.values()) == {frozenset({"chat"})}


def test_what_is_said_for_another_is_signed_live(live, rows, browser, conversation, karima, sophie):
    there, here = live(karima), live(sophie, browser=browser)
    there.join(conversation.id)
    assert here.join(conversation.id)["ok"]
    assert here.send(conversation.id, "Marcel sera là.")["ok"]
    told = there.heard()
    assert [line.get("agent") for line in told] == ["Sophie M."]
    message = rows(select(Message))[0]
    assert message.agent_id == sophie.id
    assert [line.path for line in rows(select(MandateDeed))] == [f"/messages/{conversation.id}"]


def test_what_people_say_themselves_names_nobody_else(live, conversation, karima, marcel):
    there, here = live(karima), live(marcel)
    there.join(conversation.id)
    here.send(conversation.id)
    assert [line for line in there.heard() if "agent" in line] == []


def test_the_page_signs_it_too_in_full_for_whom_it_concerns(
    browser, signed_in, conversation, karima, marcel
):
    said = browser.post(f"/messages/{conversation.id}", data={"text": "Marcel sera là."})
    assert said.status_code == 303
    assert "par Sophie M. pour Marcel Lefèvre" in signed_in(karima).get(said.location).text
    assert "par Sophie Martin pour vous" in signed_in(marcel).get(said.location).text


def test_a_mandate_without_conversations_opens_none(
    make, live, signed_in, conversation, marcel, sophie
):
    closed = mandates.give(make, marcel, sophie, scopes={"post"})
    browser = mandates.act_by(signed_in(sophie), closed)
    assert not live(sophie, browser=browser).connected
    assert browser.get(f"/messages/{conversation.id}").status_code == 403


def test_the_line_drops_when_the_mandate_ends(
    make, live, browser, conversation, marcel, sophie, mandate
):
    here, own = live(sophie, browser=browser), live(marcel)
    assert here.connected
    mandates.revoke(make, marcel, mandate)
    assert not here.connected
    assert not live(sophie, browser=browser).connected
    # The principal’s own browsers come back.
    assert not own.connected
    assert live(marcel).send(conversation.id)["ok"]


def test_an_event_after_the_end_is_refused(talking, rows, conversation):
    answer = talking.send(conversation.id)
    assert (answer["ok"], answer["code"]) == (False, "mandate_over")
    assert rows(select(Message)) == []


def test_what_others_show_of_their_home_is_not_for_who_acts(
    make, browser, signed_in, conversation, karima, marcel
):
    signed_in(karima).post(f"/messages/{conversation.id}/adresse", data={"level": "street"})
    page = f"/messages/{conversation.id}"
    assert "Karima Benali vous a montré sa rue" in signed_in(marcel).get(page).text
    assert "vous a montré sa rue" not in browser.get(page).text
    assert browser.post(f"{page}/adresse", data={"level": "street"}).status_code == 403


def test_an_agent_and_the_principal_may_write_in_the_same_moment(
    live, rows, browser, conversation, marcel, sophie
):
    here, own = live(sophie, browser=browser), live(marcel)
    for line in (here, own, here):
        assert line.send(conversation.id)["ok"]
    agents = [line.agent_id for line in rows(select(Message).order_by(Message.id))]
    assert agents == [sophie.id, None, sophie.id]
