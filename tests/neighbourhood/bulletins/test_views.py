"""The page of a word: who reads it, its thread, and what each may do there."""

import pytest

from neighbourhood.bulletins import queries
from neighbourhood.bulletins.actions import words
from neighbourhood.bulletins.models import Answer, Topic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Mute
from neighbourhood.places.models import Reach
from tests.support.carried import carried

# Who reads, and their names: each has its reason, and none is asked for each answer.
STATEMENTS = 8


def test_those_it_reaches_read_it_and_nobody_else(square, signed_in, visitor):
    word = square.word()
    assert "Karima Benali" in signed_in(square.marcel).get(word.path).text
    for stranger in (square.paul, square.rosa, square.newcomer):
        assert signed_in(stranger).get(word.path).status_code == 404
    assert "/connexion" in visitor.get(word.path).location
    beyond = signed_in(square.paul).get(square.word(reach=Reach.NEIGHBOURING).path).text
    assert "Karima B." in beyond
    assert "Karima Benali" not in beyond


def test_a_sentence_in_one_tap_and_words_of_ones_own_are_answers(square, marcel):
    word = square.word()
    page = marcel.get(word.path).text
    assert "Je l’ai vu." in page
    sent = marcel.post(f"{word.path}/reponses", data={"ready": "0"})
    assert sent.location.startswith(f"{word.path}#reponse-")
    marcel.post(f"{word.path}/reponses", data={"own": "Au lavoir : https://exemple.fr"})
    page = marcel.get(word.path).text
    assert "2 réponses" in page
    assert 'href="https://exemple.fr"' in page


@pytest.mark.parametrize("data", [{}, {"own": "  "}, {"ready": "99"}, {"own": "x" * 2000}])
def test_an_answer_that_says_nothing_or_too_much_is_asked_again(app, square, marcel, data):
    word = square.word()
    page = marcel.post(f"{word.path}/reponses", data=data)
    assert page.status_code == 422
    assert data.get("own", "").strip() in page.text
    with app.app_context():
        assert db.session.query(Answer).count() == 0


def test_before_it_is_sent_a_telephone_is_pointed_out_once(app, square, marcel):
    word = square.word()
    form = {"own": "Appelez le 06 12 34 56 78."}
    page = marcel.post(f"{word.path}/reponses", data=form).text
    assert "Envoyer quand même" in page
    mark = page.split('name="anyway" value="')[1].split('"')[0]
    sent = marcel.post(f"{word.path}/reponses", data={**form, "anyway": mark})
    assert sent.status_code == 303


def test_pressed_twice_an_answer_is_said_once(app, square, marcel):
    word = square.word()
    form = {**carried(marcel.get(word.path)), "own": "Au lavoir."}
    for _ in range(2):
        assert marcel.post(f"{word.path}/reponses", data=form).status_code == 303
    with app.app_context():
        assert db.session.query(Answer).count() == 1


def test_a_word_that_changed_meanwhile_is_read_again_before_it_is_answered(app, square, marcel):
    word = square.word()
    form = {**carried(marcel.get(word.path)), "own": "Au lavoir."}
    square.change(word, title="Un chien perdu")
    refused = marcel.post(f"{word.path}/reponses", data=form)
    assert refused.status_code == 409
    assert "Un chien perdu" in refused.text
    assert "Au lavoir." in refused.text


def test_the_author_closes_and_nobody_is_asked_to_answer_any_more(square, karima, marcel):
    word = square.word()
    assert karima.post(f"{word.path}/clore").location == word.path
    page = karima.get(word.path).text
    assert "Rouvrir la discussion" in page
    assert "/reponses" not in page
    assert "La discussion est close" in marcel.get(word.path).text
    assert marcel.post(f"{word.path}/reponses", data={"own": "Ah."}).status_code == 409
    karima.post(f"{word.path}/revenir")
    assert "/reponses" in marcel.get(word.path).text


def test_others_neither_close_nor_change_nor_withdraw(square, marcel):
    word = square.word()
    for what in ("clore", "modifier", "retirer", "prolonger", "revenir"):
        assert marcel.post(f"{word.path}/{what}").status_code == 404


def test_a_changed_word_says_since_when(square, karima, marcel):
    word = square.word()
    assert "modifié" not in marcel.get(word.path).text
    form = {"title": "Un chat retrouvé", "body": "", "place": "", "reach": "quartier"}
    assert karima.post(f"{word.path}/modifier", data=form).status_code == 303
    page = marcel.get(word.path).text
    assert "Un chat retrouvé" in page
    assert "modifié" in page


def test_an_answer_is_taken_back_and_put_back(square, marcel, karima, move_clock):
    word = square.word()
    answer = square.answer(word, square.marcel)
    path = f"/entraide/mots/reponses/{answer.id}"
    assert karima.post(f"{path}/retirer").status_code == 404
    assert marcel.post(f"{path}/retirer").location == word.path
    assert "Remettre ma réponse" in marcel.get(word.path).text
    assert "Réponse retirée" not in karima.get(word.path).text
    marcel.post(f"{path}/revenir")
    move_clock(minutes=11)
    marcel.post(f"{path}/retirer")
    assert "Réponse retirée" in karima.get(word.path).text


def test_in_one_tap_one_is_told_no_more_and_again(app, square, marcel):
    word = square.word()
    assert "Ne plus me prévenir" not in marcel.get(word.path).text
    square.answer(word, square.marcel)
    assert "Ne plus me prévenir" in marcel.get(word.path).text
    assert marcel.post(f"{word.path}/silence").location == word.path
    assert "Me prévenir à nouveau" in marcel.get(word.path).text
    assert word.title in marcel.get("/moi/silences").text
    marcel.post("/moi/silences/fin", data={"what": "thread", "thing_id": word.id})
    with app.app_context():
        assert db.session.query(Mute).count() == 0


def fill(square, word, count: int) -> None:
    who = [square.marcel.id, square.ines.id]
    with square.make.writing() as session:
        for number in range(count):
            text, resident_id = f"Réponse {number}.", who[number % 2]
            said = Answer(bulletin_id=word.id, resident_id=resident_id, text=text, created_at=now())
            session.add(said)


def test_forty_answers_cost_no_more_statements_than_two(square, statements, marcel):
    few, many = square.word(), square.word()
    fill(square, few, 2)
    fill(square, many, 40)
    marcel.get(few.path)
    counts = []
    for word in (few, many):
        statements.clear()
        assert "Réponse 1." in marcel.get(word.path).text
        counts.append(len(statements))
    assert counts == [STATEMENTS, STATEMENTS]


def test_a_long_thread_is_read_in_pages_and_from_its_end(square, marcel):
    word = square.word()
    fill(square, word, queries.PAGE_SIZE + 1)
    first = marcel.get(word.path).text
    assert "Réponse 0." in first
    assert f"Réponse {queries.PAGE_SIZE}." not in first
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert f"Réponse {queries.PAGE_SIZE}." in marcel.get(following.replace("&amp;", "&")).text
    sent = marcel.post(f"{word.path}/reponses", data={"own": "La dernière."})
    last = marcel.get(sent.location.partition("#")[0]).text
    assert "La dernière." in last
    assert "Réponse 0." not in last


def test_what_moderation_hides_is_read_by_its_writer_alone(square, marcel, signed_in):
    word = square.word()
    answer = square.answer(word, square.marcel, "À masquer.")
    square.change(answer, hidden_at=now())
    assert "À masquer." in marcel.get(word.path).text
    ines = signed_in(square.ines)
    assert "À masquer." not in ines.get(word.path).text
    square.change(word, hidden_at=now())
    assert ines.get(word.path).status_code == 410


def test_words_and_answers_are_reported(square, signed_in):
    word = square.word()
    answer = square.answer(word, square.marcel)
    ines, paul = signed_in(square.ines), signed_in(square.paul)
    for about, number in (("bulletin", word.id), ("answer", answer.id)):
        assert ines.get(f"/signaler/{about}/{number}").status_code == 200
        assert paul.get(f"/signaler/{about}/{number}").status_code == 404
    ines.post(f"/signaler/answer/{answer.id}", data={"rule": "threat"})
    assert square.fresh(answer).hidden_at is not None


def test_ones_words_are_listed_with_those_one_answered(square, karima, marcel):
    word = square.word(title="Un chat perdu")
    square.answer(word, square.marcel)
    assert "Un chat perdu" in karima.get("/entraide/mots/miens").text
    assert "Un chat perdu" in marcel.get("/entraide/mots/miens").text
    square.act(words.withdraw, square.karima, word)
    assert "Retiré" in karima.get("/entraide/mots/miens").text


def test_the_list_filters_words_by_topic_and_finds_their_words(square, marcel):
    square.word(title="Un chat perdu")
    square.word(title="Plus d’eau", topic=Topic.OUTAGE)
    page = marcel.get("/entraide?kind=word&category=outage").text
    assert "Plus d’eau" in page
    assert "Un chat perdu" not in page
    assert "Un chat perdu" in marcel.get("/entraide?q=chats").text


def test_who_waits_at_the_door_is_told_of_help_alone(square, signed_in):
    square.word()
    page = signed_in(square.newcomer).get(f"/entraide/avant-gout/{square.tanneurs.id}").text
    assert "Pas encore d’annonce" in page


def test_the_author_renews_in_one_tap(square, karima, move_clock):
    word = square.word()
    assert "Prolonger" not in karima.get(word.path).text
    move_clock(days=13)
    assert "Prolonger" in karima.get(word.path).text
    karima.post(f"{word.path}/prolonger")
    assert square.fresh(word).expires_at > word.expires_at


def test_an_answer_may_name_what_is_recommended(square, marcel):
    word = square.word(topic=Topic.RECOMMENDATION)
    assert "Ni note ni étoiles" in marcel.get(word.path).text
