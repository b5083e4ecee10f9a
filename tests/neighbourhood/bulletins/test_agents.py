"""A word written, and answered, in somebody’s place."""

import pytest

from neighbourhood.bulletins.models import Answer, Bulletin
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.models import MandateDeed
from neighbourhood.residents.models.blocks import Block
from tests.support.mandates import act_by, give

WRITE = "/entraide/mots/ecrire"
TEXT = {"title": "Un chat gris perdu", "body": "", "place": "au parc", "reach": "quartier"}


@pytest.fixture
def for_karima(square, signed_in, make):
    """Marcel at his browser, in the place of Karima."""
    return act_by(signed_in(square.marcel), give(make, square.karima, square.marcel))


def test_an_agent_writes_and_answers_and_signs(app, square, for_karima, signed_in):
    for step, data in (("", {"topic": "lost"}), ("/texte", TEXT), ("/apercu", {})):
        sent = for_karima.post(WRITE + step, data=data)
        assert sent.status_code == 303
    for_karima.post(f"{sent.location}/reponses", data={"own": "Toujours rien."})
    with app.app_context():
        word, answer = db.session.query(Bulletin).one(), db.session.query(Answer).one()
        assert (word.author_id, word.agent_id) == (square.karima.id, square.marcel.id)
        assert (answer.resident_id, answer.agent_id) == (square.karima.id, square.marcel.id)
        deeds = {deed.deed for deed in db.session.query(MandateDeed)}
        assert {"wrote word", "answered word"} <= deeds
    page = signed_in(square.ines).get(sent.location).text
    assert page.count("par Marcel D. pour Karima Benali") == 2


def test_who_may_only_reply_to_notices_says_nothing_to_the_quartier(square, signed_in, make):
    mandate = give(make, square.karima, square.marcel, scopes={"reply"})
    browser = act_by(signed_in(square.marcel), mandate)
    word = square.word(square.ines)
    assert browser.get(WRITE).status_code == 403
    page = browser.get(word.path).text
    assert "Le mandat ne permet pas d’écrire au quartier" in page
    assert f"{word.path}/reponses" not in page


def test_nobody_reads_what_the_hand_of_somebody_kept_apart_wrote(square, for_karima, signed_in):
    word = square.word(square.rosa, reach="town")
    for_karima.post(f"{word.path}/reponses", data={"own": "De la main de Marcel."})
    ines = signed_in(square.ines)
    assert "De la main de Marcel." in ines.get(word.path).text
    with square.make.writing() as session:
        session.add(Block(blocker_id=square.ines.id, blocked_id=square.marcel.id))
    assert "De la main de Marcel." not in ines.get(word.path).text


def test_an_agent_mutes_nothing_for_another(square, for_karima):
    word = square.word()
    assert "Ne plus me prévenir" not in for_karima.get(word.path).text
    assert for_karima.post(f"{word.path}/silence").status_code == 403
