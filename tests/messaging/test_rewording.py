"""A line is changed or deleted for a quarter of an hour; everybody learns of it, and sees it."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from messaging import jobs, reporting
from messaging.actions import rewording, talking
from messaging.models import Message, Wording
from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.storing.clock import now
from neighbourhood.moderation.kinds import REPORTABLES


@pytest.fixture
def line(karima, conversation, say):
    return say(karima, conversation, "Rendez-vous à 18 h")


def changing(conversation, line, act="modifier"):
    return f"/messages/{conversation.id}/lignes/{line}/{act}"


def edit(here, conversation, line, text):
    said = {"conversation_id": conversation.id, "id": line, "text": text}
    return here.client.emit("message:edit", said, callback=True)


def test_everybody_reads_the_new_words_at_once(live, karima, marcel, conversation, line, rows):
    hers, his = live(karima), live(marcel)
    his.join(conversation.id)
    assert edit(hers, conversation, line, "Rendez-vous à 19 h")["ok"]
    (told,) = his.heard("message:changed")
    assert (told["id"], told["text"], told["edited"]) == (line, "Rendez-vous à 19 h", True)
    assert (told["previous_change"], told["change"]) == (0, 1)
    assert [kept.text for kept in rows(select(Wording))] == ["Rendez-vous à 18 h"]


def test_by_a_plain_form_too(signed_in, karima, marcel, conversation, line):
    hers = signed_in(karima)
    assert "Rendez-vous à 18 h" in hers.get(changing(conversation, line)).text
    assert hers.post(changing(conversation, line), data={"text": "À 19 h"}).status_code == 303
    page = signed_in(marcel).get(f"/messages/{conversation.id}").text
    assert "À 19 h" in page
    assert "modifié" in page
    assert "18 h</" not in page


def test_who_was_away_learns_of_changes(live, signed_in, karima, marcel, conversation, line):
    his = live(marcel)
    change = his.join(conversation.id, line)["change"]
    edit(live(karima), conversation, line, "À 19 h")
    signed_in(karima).post(changing(conversation, line, "supprimer"))
    said = {"id": conversation.id, "last_seen_id": line, "last_change": change}
    answer = live(marcel).client.emit("conversation:join", said, callback=True)
    assert [(one["id"], one["text"]) for one in answer["changed"]] == [(line, "")]
    assert answer["change"] == 2
    again = {**said, "last_change": 2}
    assert live(marcel).client.emit("conversation:join", again, callback=True)["changed"] == []


def test_many_changes_are_caught_up_in_parts(live, karima, marcel, conversation, say, monkeypatch):
    monkeypatch.setattr("messaging.queries.conversations.CATCH_UP_SIZE", 2)
    lines = [say(karima, conversation, f"Ligne {n}") for n in range(3)]
    hers = live(karima)
    for one in lines:
        edit(hers, conversation, one, "Autre")
    his = live(marcel)
    said = {"id": conversation.id, "last_seen_id": lines[-1], "last_change": 0}
    first = his.client.emit("conversation:join", said, callback=True)
    assert ([one["id"] for one in first["changed"]], first["more"]) == (lines[:2], True)
    rest = {**said, "last_change": first["change"]}
    second = his.client.emit("conversation:join", rest, callback=True)
    assert ([one["id"] for one in second["changed"]], second["more"]) == (lines[2:], False)


def test_a_deleted_line_leaves_its_place(signed_in, live, karima, marcel, conversation, line, rows):
    hers = signed_in(karima)
    asked = hers.get(changing(conversation, line, "supprimer")).text
    assert "Supprimer votre message" in asked
    assert "Rendez-vous à 18 h</blockquote>" in asked
    assert hers.post(changing(conversation, line, "supprimer")).status_code == 303
    assert hers.post(changing(conversation, line, "supprimer")).status_code == 303
    page = signed_in(marcel).get(f"/messages/{conversation.id}").text
    assert "Message supprimé" in page
    assert "18 h</" not in page
    assert "Rendez-vous" not in signed_in(marcel).get("/messages").text
    assert [kept.text for kept in rows(select(Wording))] == ["Rendez-vous à 18 h"]
    (caught,) = live(marcel).join(conversation.id)["messages"]
    assert (caught["text"], caught["deleted"]) == ("", True)


def test_after_a_quarter_of_an_hour_it_stays(
    make, live, signed_in, karima, conversation, line, rows
):
    with make.writing() as session:
        session.execute(update(Message).values(created_at=now() - timedelta(minutes=15, seconds=1)))
    assert edit(live(karima), conversation, line, "À 19 h")["code"] == "too_late"
    hers = signed_in(karima)
    for act in ("modifier", "supprimer"):
        assert (
            "ne change plus"
            in hers.post(changing(conversation, line, act), data={"text": "À 19 h"}).text
        )
    assert f"/lignes/{line}/" not in hers.get(f"/messages/{conversation.id}").text
    assert rows(select(Wording)) == []


def test_nobody_changes_the_line_of_another(live, signed_in, marcel, conversation, line):
    assert edit(live(marcel), conversation, line, "Non")["code"] == "missing"
    for act in ("modifier", "supprimer"):
        url = changing(conversation, line, act)
        assert signed_in(marcel).post(url, data={"text": "Non"}).status_code == 404


def test_what_moderation_hides_and_shows_again_is_a_change(
    make, live, marcel, karima, conversation, line
):
    his = live(marcel)
    his.join(conversation.id)
    for act in (reporting.hide, reporting.restore):
        with make.writing() as session:
            act(session.get_one(Message, line))
    hidden, shown = his.heard("message:changed")
    assert (hidden["hidden"], hidden["text"]) == (True, "")
    assert shown["text"] == "Rendez-vous à 18 h"


def test_moderators_read_what_was_said_before(make, live, karima, conversation, line):
    edit(live(karima), conversation, line, "Tout va bien")
    with make.writing() as session:
        excerpt = REPORTABLES["message"].excerpt(session.get_one(Message, line))
    assert excerpt == "Tout va bien\n\nRendez-vous à 18 h"


def test_a_line_sent_again_after_it_was_deleted_is_not_said_anew(
    live, signed_in, karima, conversation, rows
):
    hers, client_id = live(karima), str(uuid4())
    line = hers.send(conversation.id, "Oups", client_id)["id"]
    signed_in(karima).post(changing(conversation, line, "supprimer"))
    assert hers.send(conversation.id, "Oups", client_id)["id"] == line
    assert len(rows(select(Message))) == 1


def test_after_ninety_days_nothing_is_kept_of_it(make, app, live, karima, conversation, line, rows):
    edit(live(karima), conversation, line, "À 19 h")
    with app.app_context():
        jobs.forget_wordings()
    assert len(rows(select(Wording))) == 1
    with make.writing() as session:
        session.execute(update(Wording).values(replaced_at=now() - timedelta(days=91)))
    with app.app_context():
        jobs.forget_wordings()
    assert rows(select(Wording)) == []


def test_one_exports_what_ones_line_said_before_and_it_goes_with_the_account(
    make, live, karima, conversation, line, rows
):
    edit(live(karima), conversation, line, "À 19 h")
    held = HOLDINGS["messages"]
    with make.writing():
        said = [row for row in held.read(karima.id) if row["table"] == "message_wording"]
        held.erase(karima.id)
    assert [row["text"] for row in said] == ["Rendez-vous à 18 h"]
    assert rows(select(Wording)) == []


def test_a_line_sent_again_as_it_was_before_it_was_changed_is_not_said_anew(
    make, karima, conversation, rows
):
    first, press = "Le digicode est 4711", str(uuid4())

    def say(text):
        return make.act(
            lambda actor: talking.send_message(actor, conversation.id, text=text, client_id=press),
            karima,
        )

    sent = say(first)
    changed = partial(rewording.edit, conversation_id=conversation.id, message_id=sent.id)
    make.act(changed, karima, text="Demandez-moi le code")
    assert say(first).id == sent.id
    assert len(rows(select(Message))) == 1
    assert say("Autre chose").id != sent.id
