"""What those who report, those who are reported and those who look at it read on their pages."""

import pytest
from sqlalchemy import select

from messaging.models import Message
from neighbourhood.exchanges.actions import replies
from tests.support import mandates
from tests.support.news import plain

HIDDEN = "Ce contenu n’est plus visible"


@pytest.fixture
def reader(town, signed_in):
    return signed_in(town.readers[0])


def test_a_notice_is_reported_in_two_taps_and_nobody_reads_by_whom(town, reader, signed_in):
    way = f"/signaler/notice/{town.notice.id}"
    assert way in reader.get(town.notice.path).text
    said = {"rule": "threat", "words": "Il menace ma fille."}
    after = reader.post(way, data=said, follow_redirects=True)
    assert "Merci, c’est transmis" in after.text
    assert plain("Nous ne disons à personne que c’est vous : ni") in plain(after.text)
    author, moderator = signed_in(town.karima), signed_in(town.odile)
    queue = moderator.get(f"/moderation/{town.valbourg.id}/")
    case = moderator.get("/moderation/dossiers/1")
    own = author.get(town.notice.path)
    assert "Masqué en attendant un examen" in own.text
    assert "Il menace ma fille." in case.text
    for page in (queue, case, own, author.get("/notifications")):
        assert page.status_code == 200
        assert "Marcel" not in page.text


def test_what_is_hidden_is_gone_everywhere_for_others_and_comes_back(town, reader, signed_in):
    other = signed_in(town.readers[1])
    assert town.notice.title in other.get("/entraide").text
    after = reader.post(f"/signaler/notice/{town.notice.id}", data={"rule": "threat"})
    gone = other.get(town.notice.path)
    assert gone.status_code == 410
    assert HIDDEN in gone.text
    assert town.notice.title not in other.get("/entraide").text
    reader.post(f"{after.location}/reprendre")
    assert other.get(town.notice.path).status_code == 200
    assert town.notice.title in other.get("/entraide").text


def test_a_rule_is_asked_for_and_something_else_needs_words(town, reader):
    way = f"/signaler/notice/{town.notice.id}"
    assert "Choisissez ce qui ne va pas" in reader.post(way, data={}).text
    assert "Dites en quelques mots" in reader.post(way, data={"rule": "other"}).text
    assert reader.post(way, data={"rule": "nonsense"}).status_code == 422


def test_who_sees_nothing_reports_nothing(town, signed_in, make):
    far = signed_in(make.resident("Jean Loin", make.quartier("Autre Ville")))
    assert far.get(f"/signaler/notice/{town.notice.id}").status_code == 404
    assert far.get("/signaler/nothing/1").status_code == 404


def test_a_hidden_profile_keeps_its_name_and_loses_its_words(town, reader, signed_in):
    town.change(town.karima, about="Je vends des choses interdites.")
    path = f"/voisins/{town.karima.id}"
    assert "choses interdites" in reader.get(path).text
    reader.post(f"/signaler/resident/{town.karima.id}", data={"rule": "threat"})
    page = reader.get(path).text
    assert "choses interdites" not in page
    assert "Karima" in page


def test_a_case_is_taken_up_and_given_back(town, reader, signed_in):
    reader.post(f"/signaler/notice/{town.notice.id}", data={"rule": "scam"})
    moderator = signed_in(town.odile)
    page = moderator.post("/moderation/dossiers/1/prendre", follow_redirects=True).text
    assert "Le laisser à quelqu’un d’autre" in page
    page = moderator.post("/moderation/dossiers/1/rendre", follow_redirects=True).text
    assert "Je m’en occupe" in page


def test_a_hidden_line_keeps_its_place_and_is_read_by_its_author_alone(town, signed_in):
    reply = town.make.act(replies.reply, town.readers[0], town.notice, text="Donnez-moi un code.")
    with town.make.writing() as session:
        line = session.scalars(select(Message).where(Message.text == "Donnez-moi un code.")).one()
    author, other = signed_in(town.readers[0]), signed_in(town.karima)
    talk = f"/messages/{line.conversation_id}"
    assert f"/signaler/message/{line.id}" in other.get(talk).text
    other.post(f"/signaler/message/{line.id}", data={"rule": "threat"})
    page = other.get(talk).text
    assert "Message masqué pendant un examen" in page
    assert "Donnez-moi un code." not in page
    assert "Donnez-moi un code." in author.get(talk).text
    assert "Donnez-moi un code." not in other.get("/messages").text
    assert reply.id


def test_whoever_acts_for_another_does_not_report(town, signed_in):
    mandate = mandates.give(town.make, town.readers[1], town.readers[0], scopes={"post", "reply"})
    agent = signed_in(town.readers[0])
    with agent.session_transaction() as kept:
        kept["acting"] = mandate
    assert agent.get(f"/signaler/notice/{town.notice.id}").status_code == 403
    assert "/signaler/" not in agent.get(town.notice.path).text
