"""Live chat through Socket.IO events."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from messaging.models import MESSAGE_LIMIT, Member, Message
from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.storing.database import db


def stored(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Message))


def test_both_hear_a_message_and_the_sender_gets_its_id(live, karima, marcel, conversation):
    hers, his = live(karima), live(marcel)
    joined = {"ok": True, "messages": [], "changed": [], "change": 0, "more": False}
    assert hers.join(conversation.id) == joined
    assert his.join(conversation.id)["ok"]
    client_id = str(uuid4())
    answer = hers.send(conversation.id, "Je passe vers 18 h ?", client_id)
    assert answer["ok"]
    (told,) = his.heard()
    assert told["text"] == "Je passe vers 18 h ?"
    assert (told["id"], told["author_id"]) == (answer["id"], karima.id)
    assert told["previous_id"] == 0
    assert [mine["client_id"] for mine in hers.heard()] == [client_id]


def test_who_has_not_joined_hears_nothing(live, karima, marcel, conversation, open_between):
    noise = open_between(karima, marcel, about_id=2)
    hers, his = live(karima), live(marcel)
    his.join(noise.id)
    hers.send(conversation.id)
    assert his.heard() == []


def test_a_stranger_neither_joins_nor_sends_nor_reads(app, live, karima, stranger, conversation):
    hers, theirs = live(karima), live(stranger)
    hers.join(conversation.id)
    refusals = [
        theirs.join(conversation.id),
        theirs.send(conversation.id),
        theirs.read(conversation.id, 1),
    ]
    assert [(refusal["ok"], refusal["code"]) for refusal in refusals] == [(False, "missing")] * 3
    assert all(refusal["message"] for refusal in refusals)
    assert hers.heard() == []
    assert stored(app) == 0
    hers.send(conversation.id)
    assert theirs.heard() == []


def test_who_has_left_is_a_stranger(make, live, karima, conversation):
    with make.writing() as session:
        seat = session.scalars(select(Member).where(Member.resident_id == karima.id)).one()
        seat.left_at = seat.joined_at
    assert live(karima).join(conversation.id)["code"] == "missing"


def test_without_a_proved_address_one_is_refused(app, make, live, marcel, open_between):
    newcomer = make.resident("Nadia Neuve", verified=False)
    conversation = open_between(newcomer, marcel)
    theirs = live(newcomer)
    assert theirs.connected
    for answer in (
        theirs.join(conversation.id),
        theirs.send(conversation.id),
        theirs.read(conversation.id, 0),
    ):
        assert (answer["ok"], answer["code"]) == (False, "not_verified")
    assert stored(app) == 0


def test_a_message_sent_again_is_stored_and_heard_once(app, live, karima, marcel, conversation):
    hers, his = live(karima), live(marcel)
    his.join(conversation.id)
    client_id = str(uuid4())
    first = hers.send(conversation.id, "Bonjour", client_id)
    second = hers.send(conversation.id, "Bonjour", client_id)
    assert first == second
    assert len(his.heard()) == 1
    assert stored(app) == 1


def test_two_people_may_use_the_same_client_id(app, live, karima, marcel, conversation):
    client_id = str(uuid4())
    first = live(karima).send(conversation.id, "Moi", client_id)
    second = live(marcel).send(conversation.id, "Moi aussi", client_id)
    assert first["ok"]
    assert second["ok"]
    assert stored(app) == 2


def test_a_client_id_used_elsewhere_is_refused(live, karima, marcel, conversation, open_between):
    other = open_between(karima, marcel, about_id=2)
    hers = live(karima)
    client_id = str(uuid4())
    assert hers.send(conversation.id, "Ici", client_id)["ok"]
    assert hers.send(other.id, "Là", client_id)["ok"] is False


def test_after_a_cut_what_was_missed_comes_in_order(live, karima, marcel, conversation, say):
    seen = say(marcel, conversation, "un")
    for text in ("deux", "trois", "quatre"):
        say(marcel, conversation, text)
    answer = live(karima).join(conversation.id, last_seen_id=seen)
    assert [message["text"] for message in answer["messages"]] == ["deux", "trois", "quatre"]
    ids = [message["id"] for message in answer["messages"]]
    assert ids == sorted(ids)


def test_a_very_long_absence_is_caught_up_in_parts(
    live, karima, marcel, conversation, say, monkeypatch
):
    monkeypatch.setattr("messaging.queries.conversations.CATCH_UP_SIZE", 2)
    ids = [say(marcel, conversation) for _ in range(3)]
    hers = live(karima)
    first = hers.join(conversation.id)
    assert ([message["id"] for message in first["messages"]], first["more"]) == (ids[:2], True)
    rest = hers.join(conversation.id, last_seen_id=ids[1])
    assert ([message["id"] for message in rest["messages"]], rest["more"]) == (ids[2:], False)


def test_each_message_names_the_one_before_so_that_a_gap_shows(
    live, karima, marcel, conversation, say
):
    his = live(marcel)
    his.join(conversation.id)
    ids = [say(karima, conversation) for _ in range(3)]
    assert [told["previous_id"] for told in his.heard()] == [0, *ids[:2]]


def test_reading_is_told_and_never_goes_back(app, live, karima, marcel, conversation, say):
    ids = [say(marcel, conversation) for _ in range(3)]
    hers, his = live(karima), live(marcel)
    his.join(conversation.id)
    assert hers.read(conversation.id, ids[1]) == {"ok": True, "last_read_id": ids[1]}
    assert hers.read(conversation.id, ids[0]) == {"ok": True, "last_read_id": ids[1]}
    assert hers.read(conversation.id, 10**9) == {"ok": True, "last_read_id": ids[2]}
    assert [seen["last_read_id"] for seen in his.heard("message:seen")] == [ids[1], ids[2]]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), (" \n\u200b ", "empty"), ("a" * (MESSAGE_LIMIT + 1), "too_long")],
)
def test_what_cannot_be_said_is_refused_with_a_sentence(
    app, live, karima, conversation, text, code
):
    answer = live(karima).send(conversation.id, text)
    assert (answer["ok"], answer["code"]) == (False, code)
    assert answer["message"]
    assert stored(app) == 0


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "text",
        {},
        {"conversation_id": "1", "client_id": str(uuid4()), "text": "Bonjour"},
        {"conversation_id": True, "client_id": str(uuid4()), "text": "Bonjour"},
        {"conversation_id": 2**80, "client_id": str(uuid4()), "text": "Bonjour"},
        {"conversation_id": 1, "client_id": "not a uuid", "text": "Bonjour"},
        {"conversation_id": 1, "client_id": str(uuid4()), "text": ["Bonjour"]},
    ],
)
def test_nonsense_is_refused_quietly(app, live, karima, conversation, said):
    hers = live(karima)
    answer = hers.client.emit("message:send", said, callback=True)
    assert (answer["ok"], answer["code"]) == (False, "missing")
    assert hers.join(conversation.id)["ok"]
    assert stored(app) == 0


@pytest.mark.parametrize("event", ["conversation:join", "message:send", "message:read"])
@pytest.mark.parametrize("said", [(), ({}, {}, {})])
def test_an_event_with_too_little_or_too_much_is_no_fault_of_ours(live, karima, event, said):
    assert live(karima).client.emit(event, *said, callback=True)["code"] == "missing"


def test_a_fault_of_ours_is_admitted_without_details(
    live, karima, conversation, monkeypatch, caplog
):
    def fail(*_args):
        raise RuntimeError("what nobody should read")

    monkeypatch.setattr("messaging.queries.conversations.since", fail)
    answer = live(karima).join(conversation.id)
    assert (answer["ok"], answer["code"]) == (False, "failed")
    assert "nobody" not in answer["message"]
    assert "a socket event failed" in caplog.text


def test_signing_out_drops_the_live_connection(live, karima, marcel, conversation, signed_in, say):
    browser = signed_in(karima)
    hers, his = live(karima, browser=browser), live(marcel)
    hers.join(conversation.id)
    browser.post("/deconnexion")
    assert not hers.connected
    assert his.connected
    assert not live(None, browser=browser).connected


def test_talking_too_fast_is_refused(one_app, live, karima, conversation, monkeypatch):
    monkeypatch.setattr("messaging.sockets.talking.spend", refuse)
    assert live(karima).send(conversation.id)["code"] == "too_many"


def refuse(*_args):
    raise TooMany
