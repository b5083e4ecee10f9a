"""Those who count on a notice hear what becomes of it, and see it wherever they look."""

import html
import re
from datetime import datetime, timedelta
from email import message_from_string
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from flask_babel import force_locale

from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.residents.models.residents import Resident
from tests.support.news import news, plain, told, unread

LIT = re.compile(r'Nouvelles</span>\s*<span class="dot">')
WAITS = "en attente de la réponse"


@pytest.fixture
def shelf(town):
    """A request for two, at which Marcel helps: Saturday at 10."""
    notice = town.notice(title="Monter une étagère samedi 10 h", places=2)
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    return notice, reply


def talk(client, reply) -> str:
    return client.get(f"/messages/a-propos/reply/{reply.id}", follow_redirects=True).text


def the_same_day(moment: datetime) -> datetime:
    """Another hour of that day, on the clocks of the town."""
    local = moment.astimezone(ZoneInfo("Europe/Paris"))
    return local.replace(hour=(9 if local.hour != 9 else 10))


def reword(town, act, notice, **more) -> None:
    kept = {name: getattr(notice, name) for name in ("title", "body", "places", "expires_at")}
    act(notices.edit, town.karima, notice, wording=town.wording(**{**kept, **more}))


def test_a_helper_reads_what_changed_before_and_after(town, act, marcel, outbox, shelf):
    notice, _ = shelf
    before = len(outbox())
    reword(town, act, notice, title="Monter une étagère dimanche 8 h", places=3)
    said = (
        "« Monter une étagère samedi 10 h » devient « Monter une étagère dimanche 8 h »"
        " ; places : 3 au lieu de 2"
    )
    (one,) = news(town, town.marcel, "exchanges.changed")
    read = plain(marcel.get("/notifications").text)
    assert f"Karima Benali a changé son annonce : {said}." in read
    assert marcel.post(f"/notifications/{one.id}").location == one.path
    page = marcel.get(one.path).text
    assert f"a changé l’annonce : {said}" in plain(page)
    assert "Je ne peux plus" in page
    assert len(outbox()) == before + 1


def test_yes_it_still_suits_is_said_in_one_tap_where_the_news_leads(town, act, marcel, shelf):
    notice, reply = shelf
    assert "Oui, cela me va" not in talk(marcel, reply)
    reword(town, act, notice, places=3)
    (one,) = news(town, town.marcel, "exchanges.changed")
    page = marcel.get(one.path).text
    assert 'name="text" value="Oui, cela me va."' in plain(page)
    assert "places : 3 au lieu de 2." in plain(page)
    assert marcel.post(one.path, data={"text": "Oui, cela me va."}).status_code == 303
    assert 'value="Oui, cela me va."' not in plain(marcel.get(one.path).text)


def test_the_question_stays_until_it_is_answered_and_while_the_notice_stands(
    town, act, marcel, shelf
):
    notice, reply = shelf
    reword(town, act, notice, places=3)
    act(notices.withdraw, town.karima, notice)
    assert "Oui, cela me va" not in talk(marcel, reply)
    act(notices.put_back, town.karima, notice)
    assert 'value="Oui, cela me va."' in plain(talk(marcel, reply))


def test_what_changed_is_read_in_the_language_of_its_reader(town, act, signed_in, shelf, outbox):
    notice, _ = shelf
    with town.make.writing() as session:
        session.get_one(Resident, town.marcel.id).language = "en"
    with force_locale("fr"):
        reword(town, act, notice, places=3)
    said = "Karima Benali changed “Monter une étagère samedi 10 h”: places: 3 instead of 2."
    assert said in plain(html.unescape(signed_in(town.marcel).get("/notifications").text))
    assert "places: 3 instead of 2. Does it still suit you?" in " ".join(outbox()[-1].split())


def test_whoever_only_offered_to_help_hears_of_it_too_and_who_left_does_not(town, act, shelf):
    notice, _ = shelf
    town.reply(notice, town.ines)
    act(replies.withdraw_reply, town.paul, town.reply(notice, town.paul))
    reword(town, act, notice, body="Apportez un tournevis.")
    assert told(town, town.marcel, "exchanges.changed") == 1
    assert told(town, town.ines, "exchanges.changed-meanwhile") == 1
    assert told(town, town.paul, "exchanges.changed-meanwhile") == 0


def test_only_whoever_is_counted_on_is_asked_whether_it_still_suits(town, act, signed_in, shelf):
    notice, _ = shelf
    town.reply(notice, town.ines)
    reword(town, act, notice, body="Apportez un tournevis.")
    question = "Cela vous convient toujours ?"
    assert question in plain(signed_in(town.marcel).get("/notifications").text)
    read = plain(signed_in(town.ines).get("/notifications").text)
    assert "« Apportez un tournevis. »" in read
    assert question not in read


def test_sentences_that_changed_are_read_whole(town, act, marcel, shelf):
    notice, reply = shelf
    reword(
        town, act, notice, body="Samedi matin, une heure. Sonnez chez M. Dupont. Il y a un chien."
    )
    reword(
        town, act, notice, body="Samedi matin, une heure. Sonnez chez M. Durand. Merci d’avance !"
    )
    said = (
        "« Sonnez chez M. Dupont. Il y a un chien. » devient "
        "« Sonnez chez M. Durand. Merci d’avance ! »"
    )
    assert said in plain(talk(marcel, reply))


def test_the_subject_of_the_mail_is_short_and_its_words_are_in_it(
    town, act, outbox, signed_in, shelf
):
    notice, _ = shelf
    longer = "Monter une très grande étagère au quatrième étage, dimanche 8 h, sans ascenseur"
    before = len(outbox())
    reword(town, act, notice, title=longer)
    (sent,) = outbox()[before:]
    subject = str(message_from_string(sent, policy=default)["subject"]).strip()
    assert plain(subject) == "« Monter une étagère samedi 10 h » a changé"
    reword(town, act, notice, title=longer, places=4)
    page = plain(signed_in(town.marcel).get("/notifications").text)
    assert f"a changé « {longer} » : places : 4 au lieu de 2." in page
    reword(town, act, notice, title=longer, places=4)
    page = plain(signed_in(town.marcel).get("/notifications").text)
    assert f"a changé « {longer} » : places : 4 au lieu de 2." in page


def test_nothing_is_told_where_nothing_changed(town, act, shelf):
    notice, _ = shelf
    reword(town, act, notice, reach="town", expires_at=the_same_day(notice.expires_at))
    assert told(town, town.marcel, "exchanges.changed") == 0


def test_the_conversation_bears_the_title_of_the_notice(town, act, marcel, shelf):
    notice, reply = shelf
    reword(town, act, notice, title="Monter une étagère dimanche 8 h")
    assert "Monter une étagère dimanche 8 h" in marcel.get("/messages").text
    assert "« Monter une étagère samedi 10 h »</a>" not in talk(marcel, reply)


@pytest.mark.parametrize("road", ["notice", "talk"])
def test_the_bell_goes_out_once_the_thing_was_seen_by_any_road(town, marcel, shelf, road):
    notice, reply = shelf
    assert told(town, town.marcel, "exchanges.accepted") == 1
    page = marcel.get(notice.path).text if road == "notice" else talk(marcel, reply)
    assert not LIT.search(page)
    assert news(town, town.marcel, "exchanges.accepted")[0].read_at is not None


def test_the_bell_stays_lit_for_what_was_not_seen(town, marcel, shelf):
    other = town.notice(title="Porter une armoire")
    town.accept(town.reply(other, town.marcel))
    notice, _ = shelf
    marcel.get(notice.path)
    marcel.head(other.path)
    assert {row.path for row in unread(town, town.marcel)} == {other.path}


def test_what_came_from_one_helper_is_not_seen_in_the_conversation_with_another(town, karima):
    notice = town.notice(places=2)
    first = town.reply(notice, town.marcel)
    town.reply(notice, town.ines)
    talk(karima, first)
    assert [row.details["name"].split()[0] for row in unread(town, town.karima)] == ["Inès"]


def test_a_withdrawn_notice_says_so_to_whoever_waits(town, act, marcel):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    assert WAITS in marcel.get(notice.path).text
    act(notices.withdraw, town.karima, notice)
    page = marcel.get(notice.path).text
    assert WAITS not in page
    assert "L’annonce a été retirée" in page
    assert "en attente" not in marcel.get("/entraide/mes-annonces").text
    assert "n’a pas encore répondu" not in talk(marcel, reply)


def test_nobody_declines_a_reply_to_what_was_withdrawn(town, act, karima):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    act(notices.withdraw, town.karima, notice)
    assert "décliner" not in karima.get(notice.path).text.lower()
    assert karima.post(f"/entraide/reponses/{reply.id}/decliner").status_code == 404


@pytest.mark.parametrize(("answer", "data"), [("accepter", {}), ("decliner", {"ready": "0"})])
def test_who_answers_from_a_conversation_stays_in_it(town, karima, answer, data):
    reply = town.reply(town.notice(), town.marcel)
    page = talk(karima, reply)
    place = karima.get(f"/messages/a-propos/reply/{reply.id}").location.split("#")[0]
    assert f'value="{place}"' in page
    answered = karima.post(f"/entraide/reponses/{reply.id}/{answer}", data={"next": place, **data})
    assert answered.location == place


def test_a_reply_taken_back_before_it_was_read_waits_for_nobody(town, act):
    reply = town.reply(town.notice(), town.marcel)
    assert len(unread(town, town.karima)) == 1
    act(replies.withdraw_reply, town.marcel, reply)
    assert unread(town, town.karima) == []


def test_a_notice_that_was_renewed_is_not_about_to_end_any_more(town, act):
    notice = town.notice()
    with town.make.writing():
        notices.warn(notice.id)
    assert told(town, town.karima, "exchanges.ending") == 1
    town.change(notice, expires_at=notice.created_at + timedelta(days=5))
    act(notices.renew, town.karima, notice)
    assert unread(town, town.karima) == []
