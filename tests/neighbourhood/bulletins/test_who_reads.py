"""Whoever answered a word wrote for those who read it then."""

import pytest

from neighbourhood.bulletins.actions import words
from neighbourhood.bulletins.policies import AlreadyAnswered
from neighbourhood.places.models import Reach
from tests.support.wordings import a_word
from tests.support.words import plain

TEXT = {"title": "Un chat gris", "body": "", "place": "vers le parc"}


@pytest.mark.parametrize("reach", [Reach.TOWN, Reach.BUILDING])
def test_once_others_answered_it_is_read_by_the_same_people(square, karima, reach):
    word = square.word()
    square.answer(word, square.marcel)
    page = plain(karima.get(f"{word.path}/modifier").text)
    assert "on ne change plus qui lit ce mot" in page
    assert 'name="reach"' not in page
    karima.post(f"{word.path}/modifier", data={**TEXT, "reach": reach.value})
    assert square.fresh(word).title == TEXT["title"]
    assert square.fresh(word).reach == Reach.QUARTIER
    with pytest.raises(AlreadyAnswered):
        square.act(words.edit, square.karima, word, wording=a_word(topic=word.topic, reach=reach))


def test_until_then_its_author_changes_who_reads_it(square, karima):
    word = square.word()
    square.answer(word, square.karima)
    karima.post(f"{word.path}/modifier", data={**TEXT, "reach": "town"})
    assert square.fresh(word).reach == Reach.TOWN


@pytest.mark.parametrize("until", ["31/12/2026", "2026-02-30", "²", "10000-01-01"])
def test_what_is_no_date_is_said_at_its_field_and_the_words_are_kept(square, karima, until):
    write = "/entraide/mots/ecrire"
    karima.post(write, data={"topic": "outage"})
    refused = karima.post(f"{write}/texte", data={**TEXT, "until": until, "reach": "quartier"})
    assert refused.status_code == 422
    assert 'href="#until"' in refused.text
    assert TEXT["title"] in karima.get(f"{write}/texte").text


def test_who_wrote_five_words_reads_so_before_writing_a_sixth(square, karima):
    page = plain(karima.get("/entraide/mots/ecrire").text)
    assert "ce mot pourra partir demain" not in page
    for _ in range(5):
        square.word()
    page = plain(karima.get("/entraide/mots/ecrire").text)
    assert "ce mot pourra partir demain" in page


def test_a_card_counts_no_answers(square, card):
    word = square.word()
    square.answer(word, square.marcel)
    assert "answers" not in card(word).facts
