"""A conversation of many: who is named on its page, what is quoted, who is told of what."""

import re

from sqlalchemy import select

from messaging.models import Conversation, Mention, Message
from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.actions import blocks


def answer(here, conversation, text, **more):
    said = {"conversation_id": conversation.id, "client_id": more.pop("client_id"), "text": text}
    return here.client.emit("message:send", {**said, **more}, callback=True)


ONE, TWO, THREE = (f"6d6f6c1e-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))


def test_its_page_names_those_who_spoke_and_counts_the_others(signed_in, marcel, karima, many, say):
    say(marcel, many, "Bonjour à tous")
    page = signed_in(karima).get(f"/messages/{many.id}").text
    assert "<h1>Le jardin partagé</h1>" in page
    assert "10 personnes" in page
    assert "Marcel Lefèvre" in page
    assert "Numéro3" not in page
    assert "Écrire à tout le monde" in page
    # What stands beside it where there is room is one line above it where there is none.
    assert "<summary>À propos et alertes</summary>" in page


def test_its_page_costs_as_much_for_two_lines_as_for_ten(
    signed_in, people, karima, many, say, statements
):
    hers = signed_in(karima)

    def cost():
        hers.get(f"/messages/{many.id}")
        statements.clear()
        assert hers.get(f"/messages/{many.id}").status_code == 200
        return len(statements)

    say(people[3], many)
    one = cost()
    for person in people:
        say(person, many)
    assert cost() == one <= 10


def test_who_takes_part_is_a_page_of_its_own(make, signed_in, people, karima, many, monkeypatch):
    monkeypatch.setattr("messaging.queries.people.PAGE_SIZE", 6)
    make.act(blocks.block, karima, other_id=people[4].id)
    hers = signed_in(karima)
    first = hers.get(f"/messages/{many.id}/personnes").text
    assert "9 personnes" in first
    after = re.search(r"after=([\d-]+)", first)[1]
    second = hers.get(f"/messages/{many.id}/personnes?after={after}").text
    together = first + second
    assert "Numéro1" in together
    assert "Numéro2" not in together


def test_nobody_else_reads_who_takes_part(signed_in, stranger, many):
    theirs = signed_in(stranger)
    assert theirs.get(f"/messages/{many.id}/personnes").status_code == 404


def test_it_tells_nobody_how_far_each_has_read(live, karima, marcel, many, say):
    line = say(marcel, many)
    hers, his = live(karima), live(marcel)
    his.join(many.id)
    assert hers.read(many.id, line)["ok"]
    assert his.heard("message:seen") == []


def test_names_are_asked_for_as_their_reader_may_read_them(make, live, karima, people, many):
    make.act(blocks.block, karima, other_id=people[4].id)
    wanted = [people[3].id, people[4].id, 987_654]
    said = {"id": many.id, "wanted": wanted}
    answered = live(karima).client.emit("conversation:people", said, callback=True)
    assert [one["name"] for one in answered["people"]] == ["Voisin Numéro1"]
    everybody = live(karima).client.emit("conversation:people", {"id": many.id}, callback=True)
    assert len(everybody["people"]) == 8


def test_strangers_ask_for_no_names(live, stranger, many):
    answered = live(stranger).client.emit("conversation:people", {"id": many.id}, callback=True)
    assert answered["code"] == "missing"


class TestReplies:
    def test_a_reply_says_what_it_answers(self, live, signed_in, karima, marcel, many, say):
        line = say(marcel, many, "Qui a la clé du cabanon ?")
        his = live(marcel)
        his.join(many.id)
        assert answer(live(karima), many, "Moi", client_id=ONE, reply_to=line)["ok"]
        (heard,) = his.heard()
        quoted = {"id": line, "author_id": marcel.id, "words": "Qui a la clé du cabanon ?"}
        assert heard["reply_to"] == quoted
        page = signed_in(marcel).get(f"/messages/{many.id}").text
        assert f'href="#line-{line}"' in page

    def test_by_a_plain_form_too(self, signed_in, karima, marcel, many, say, rows):
        line = say(marcel, many, "Qui a la clé ?")
        hers = signed_in(karima)
        asked = hers.get(f"/messages/{many.id}?reponse={line}").text
        assert f'name="reply_to" type="hidden" value="{line}"' in asked
        assert "Vous répondez à" in asked
        hers.post(f"/messages/{many.id}", data={"text": "Moi", "reply_to": str(line)})
        assert [one.reply_to_id for one in rows(select(Message))] == [None, line]

    def test_nothing_is_quoted_of_a_line_that_is_not_read(
        self, make, signed_in, live, people, many, say
    ):
        karima, marcel = people[:2]
        line = say(marcel, many, "Un secret")
        answer(live(karima), many, "Merci", client_id=ONE, reply_to=line)
        page = f"/messages/{many.id}"
        make.act(blocks.block, people[3], other_id=marcel.id)
        assert "Un secret" not in signed_in(people[3]).get(page).text
        with make.writing() as session:
            session.get_one(Message, line).hidden_at = now()
        assert "Un secret" not in signed_in(karima).get(page).text

    def test_a_line_of_elsewhere_is_not_answered(
        self, live, karima, marcel, many, open_between, say
    ):
        elsewhere = say(marcel, open_between(karima, marcel, about_id=9), "Ailleurs")
        refused = answer(live(karima), many, "Moi", client_id=ONE, reply_to=elsewhere)
        assert refused["code"] == "missing"


class TestNaming:
    def test_who_is_named_is_told_once_even_where_it_is_muted(
        self, live, signed_in, karima, marcel, people, many, told
    ):
        signed_in(marcel).post(f"/messages/{many.id}/silence")
        answer(live(karima), many, "@Marcel L. tu viens ?", client_id=ONE, named=[marcel.id])
        news = told()
        assert news.count((marcel.id, "named in a message")) == 1
        assert (marcel.id, "message") not in news
        assert (people[3].id, "message") in news
        assert told() == news

    def test_named_again_one_reads_the_last_time(self, live, karima, marcel, many, told, rows):
        when, moments = select(Notification.created_at).where(Notification.by_id == karima.id), []
        for client in (ONE, TWO):
            answer(live(karima), many, "@Marcel L.", client_id=client, named=[marcel.id])
            moments += rows(when) if told() else ()
        assert moments[0] < moments[1]
        assert len(moments) == 2

    def test_nobody_is_named_who_does_not_hear(
        self, make, live, karima, marcel, stranger, many, rows
    ):
        make.act(blocks.block, marcel, other_id=karima.id)
        named = [marcel.id, stranger.id, karima.id]
        assert answer(live(karima), many, "Bonjour", client_id=ONE, named=named)["ok"]
        assert rows(select(Mention)) == []

    def test_one_names_somebody_from_the_list_without_a_script(
        self, signed_in, karima, people, many, rows
    ):
        other = people[3]
        hers = signed_in(karima)
        page = hers.get(f"/messages/{many.id}?citer={other.id}").text
        assert f"@{other.public_name} " in page
        hers.post(f"/messages/{many.id}", data={"text": "@Voisin", "named": str(other.id)})
        assert [one.resident_id for one in rows(select(Mention))] == [other.id]

    def test_each_reads_the_name_they_read_elsewhere(
        self, make, signed_in, live, marcel, people, open_between
    ):
        zoe = make.resident("Zoé Lointaine", make.quartier("Les Docks"))
        many = open_between(*people, zoe, about_id=8)
        here, theirs = live(people[3]), live(zoe)
        theirs.join(many.id)
        words = "Merci @Marcel L. ! https://x.example/\ue0000\ue001@Marcel <b>"
        assert answer(here, many, words, client_id=ONE, named=[marcel.id])["ok"]
        (heard,) = theirs.heard()
        assert heard["text"] == words
        assert heard["named"] == [{"id": marcel.id, "cite": "Marcel L."}]
        assert theirs.join(many.id)["messages"][0]["named"] == heard["named"]
        answer(here, many, "Oui", client_id=TWO, reply_to=heard["id"])
        page = f"/messages/{many.id}"
        near, far = (signed_in(one).get(page).text for one in (people[4], zoe))
        cited = '<strong data-cite="@Marcel L.">@Marcel Lefèvre</strong> ! <a'
        assert cited in near
        assert near.count("@Marcel Lefèvre") == 2  # in the answer too
        assert 'href="https://x.example/0@Marcel"' in near
        assert "&lt;b&gt;" in near
        assert "Lefèvre" not in far
        assert "@Marcel L." in far
        say_last = answer(here, many, "@Marcel L.", client_id=THREE, named=[marcel.id])
        assert say_last["ok"]
        assert "<bdi>@Marcel Lefèvre</bdi>" in signed_in(people[4]).get("/messages").text
        # What one changes is what all read.
        edit = signed_in(people[3]).get(f"{page}/lignes/{say_last['id']}/modifier").text
        assert ">@Marcel L.</textarea>" in edit.replace("\r\n", "").replace(">\n", ">")

    def test_however_many_lines_one_is_told_once(self, karima, marcel, many, say, told):
        for _ in range(3):
            say(karima, many)
        assert told().count((marcel.id, "message")) == 1
        say(karima, many)
        assert told().count((marcel.id, "message")) == 1


def test_the_list_says_its_subject_and_counts_no_further_than_99(
    make, signed_in, karima, marcel, many, monkeypatch
):
    with make.writing() as session:
        session.add_all(
            Message(conversation_id=many.id, author_id=marcel.id, text="Oui") for _ in range(101)
        )
        session.flush()
        last = session.scalars(select(Message.id).order_by(Message.id.desc())).first()
        session.get_one(Conversation, many.id).last_message_id = last
    page = signed_in(karima).get("/messages").text
    assert "<strong>Le jardin partagé" in page
    assert "99+" in page
    assert "Marcel Lefèvre :" in page.replace("\u00a0", " ")


def test_a_muted_one_says_so_in_the_list_and_may_be_heard_again(signed_in, karima, many, say):
    hers = signed_in(karima)
    hers.post(f"/messages/{many.id}/silence")
    assert "sans alerte" in hers.get("/messages").text
    page = hers.get(f"/messages/{many.id}").text
    assert "Sauf si quelqu’un vous cite" in page
    assert "Me prévenir à nouveau" in page
