"""Whoever did not confirm their address within the year reads conversations and says nothing."""

from datetime import timedelta

import pytest

from messaging.actions import talking
from messaging.sockets import talking as sockets
from neighbourhood.foundation.errors import ResidencyExpired
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.access import READS
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import unsettle
from neighbourhood.residents.models.residents import Resident


@pytest.fixture
def late(make, karima):
    with make.writing() as session:
        session.get_one(Resident, karima.id).residency_expires_at = now() - timedelta(days=1)
    return karima


def test_they_read_on_paper_but_their_form_is_gone(late, conversation, say, marcel, signed_in):
    say(marcel, conversation, "À demain")
    page = signed_in(late).get(f"/messages/{conversation.id}")
    assert page.status_code == 200
    assert "À demain" in page.text
    assert "Confirmez votre adresse pour écrire ici" in page.text


def test_the_action_refuses_with_the_way_out(make, late, conversation):
    with pytest.raises(ResidencyExpired), make.writing() as session:
        talking.send_message(
            Actor.of(session.get_one(Resident, late.id)), conversation.id, text="Bonjour"
        )


def test_live_they_join_and_hear_but_what_they_say_is_refused(late, conversation, live):
    browser = live(late)
    assert browser.join(conversation.id)["ok"]
    refused = browser.send(conversation.id)
    assert (refused["ok"], refused["code"]) == (False, "residency_expired")


def test_live_an_event_that_does_not_say_it_reads_counts_as_writing(
    late, conversation, live, monkeypatch
):
    join = sockets.on_join.__wrapped__.__wrapped__
    assert join.effect == READS
    monkeypatch.delattr(join, "effect")
    refused = live(late).join(conversation.id)
    assert (refused["ok"], refused["code"]) == (False, "residency_expired")


@pytest.fixture
def unsettled(make):
    def unsettled(person):
        with make.writing() as session:
            unsettle(session.get_one(Resident, person.id))

    return unsettled


def test_whose_proof_is_taken_back_hears_no_more(
    karima, marcel, conversation, say, live, unsettled
):
    hers, his = live(karima), live(marcel)
    assert hers.join(conversation.id)["ok"]
    assert his.join(conversation.id)["ok"]
    unsettled(karima)
    assert not hers.connected
    assert his.connected
    again = live(karima)
    refused = again.join(conversation.id)
    assert (refused["ok"], refused["code"]) == (False, "not_verified")
    say(marcel, conversation, "Entre nous")
    assert again.heard() == []


def test_they_read_again_what_was_said_and_add_nothing(
    karima, conversation, say, marcel, signed_in, unsettled
):
    say(marcel, conversation, "À demain")
    unsettled(karima)
    browser = signed_in(karima)
    page = browser.get(f"/messages/{conversation.id}")
    assert "À demain" in page.text
    assert "<textarea" not in page.text
    said = browser.post(f"/messages/{conversation.id}", data={"text": "Encore moi"})
    assert said.status_code == 403
