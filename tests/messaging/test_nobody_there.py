"""Nobody speaks into a conversation that everybody else has left."""

import pytest
from sqlalchemy import select

from messaging.actions import talking
from messaging.models import Member, Message
from messaging.sockets import talking as sockets
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

SAID = "plus personne d’autre ici"


def close(session, person):
    session.get_one(Resident, person.id).closed_at = now()


def leave(session, person):
    session.scalars(select(Member).where(Member.resident_id == person.id)).one().left_at = now()


@pytest.mark.parametrize("ends", [close, leave])
def test_a_line_to_somebody_who_is_gone_is_refused_by_form_and_by_socket(
    ends, make, karima, marcel, conversation, live, signed_in
):
    hers = live(karima)
    hers.join(conversation.id)
    with make.writing() as session:
        ends(session, marcel)
    answer = hers.send(conversation.id, "Encore là ?")
    assert answer["code"] == "nobody_there"
    assert SAID in answer["message"]
    page = f"/messages/{conversation.id}"
    refused = signed_in(karima).post(page, data={"text": "Encore là ?"})
    assert refused.status_code == 409
    assert SAID in refused.text
    assert "Encore là ?" not in signed_in(karima).get(page).text
    assert 'name="text"' not in signed_in(karima).get(page).text


def test_a_grant_of_a_moment_ago_helps_nobody(
    make, karima, marcel, conversation, live, rows, monkeypatch
):
    hers = live(karima)
    assert hers.send(conversation.id)["ok"]
    with make.writing() as session:
        close(session, marcel)
    monkeypatch.setattr(sockets, "_store", None)
    hers.send(conversation.id, "Encore là ?")
    assert [line.text for line in rows(select(Message))] == ["Bonjour"]


def test_among_several_one_who_is_left_is_enough(
    make, karima, marcel, stranger, open_between, live
):
    group = open_between(karima, marcel, stranger)
    with make.writing() as session:
        close(session, marcel)
    assert live(karima).send(group.id)["ok"]


def test_a_line_sent_again_is_still_the_first_one(make, karima, marcel, conversation):
    def say():
        with make.writing() as session:
            actor = Actor.of(session.get_one(Resident, karima.id))
            return talking.send_message(
                actor, conversation.id, text="Bonjour", client_id="the same"
            ).id

    first = say()
    with make.writing() as session:
        close(session, marcel)
    assert say() == first
