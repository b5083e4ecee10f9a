"""Writing a word page by page, without JavaScript."""

from datetime import timedelta
from io import BytesIO

import pytest

from neighbourhood.bulletins.forms import today
from neighbourhood.bulletins.models import Bulletin, Topic
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.drafts import Draft
from neighbourhood.foundation.storing.pictures import name_of
from neighbourhood.places.models import Reach
from tests.support.carried import carried

WRITE = "/entraide/mots/ecrire"
TEXT = {"title": "Un chat gris perdu", "body": "Pixel.", "place": "vers le quai", "reach": "town"}


def draft_of(app, who) -> dict:
    with app.app_context():
        return drafts.answers_of(drafts.Sheet(who.id, "bulletin"))


def send_photo(client, data: bytes):
    fields = {**TEXT, "photos": (BytesIO(data), "chat.jpg")}
    return client.post(f"{WRITE}/texte", data=fields, content_type="multipart/form-data")


def test_three_plain_pages_lead_to_a_word(app, karima):
    for step, data in (("", {"topic": "lost"}), ("/texte", TEXT), ("/apercu", {})):
        assert "Étape" in karima.get(WRITE + step).text
        sent = karima.post(WRITE + step, data=data)
        assert sent.status_code == 303
    with app.app_context():
        word = db.session.query(Bulletin).one()
        assert (word.topic, word.title, word.place) == (Topic.LOST, TEXT["title"], TEXT["place"])
        assert (word.reach, word.path) == (Reach.TOWN, sent.location)
        assert db.session.query(Draft).count() == 0
    assert "Un chat gris perdu" in karima.get(sent.location).text


def test_each_topic_has_its_questions(karima):
    for topic, place, until in (("lost", 1, 0), ("outage", 0, 1), ("news", 0, 0)):
        karima.post(WRITE, data={"topic": topic})
        page = karima.get(f"{WRITE}/texte").text
        assert page.count('name="place"') == place
        assert page.count('name="until"') == until


@pytest.mark.parametrize("days", [-1, 61])
def test_a_cut_ends_within_two_months(app, karima, days):
    karima.post(WRITE, data={"topic": "outage"})
    with app.app_context():
        until = (today() + timedelta(days=days)).isoformat()
    page = karima.post(f"{WRITE}/texte", data={**TEXT, "until": until})
    assert page.status_code == 422
    assert "deux mois" in page.text
    assert TEXT["title"] in page.text


def test_a_step_left_out_is_asked_for_and_a_strange_topic_refused(karima):
    assert karima.get(f"{WRITE}/texte").location.startswith(WRITE)
    assert karima.post(WRITE, data={"topic": "party"}).status_code == 422
    karima.post(WRITE, data={"topic": "news"})
    assert karima.get(f"{WRITE}/apercu").location.startswith(f"{WRITE}/texte")


def test_the_preview_says_who_reads_it_and_what_the_words_show(karima):
    karima.post(WRITE, data={"topic": "lost"})
    karima.post(f"{WRITE}/texte", data={**TEXT, "body": "Appelez le 06 12 34 56 78."})
    page = karima.get(f"{WRITE}/apercu").text
    assert "Qui lira ce mot" in page
    assert "Karima B." in page
    assert "Envoyer quand même" in page


def test_pressed_twice_it_is_sent_once(app, karima):
    karima.post(WRITE, data={"topic": "lost"})
    karima.post(f"{WRITE}/texte", data=TEXT)
    form = carried(karima.get(f"{WRITE}/apercu"))
    for _ in range(2):
        assert karima.post(f"{WRITE}/apercu", data=form).status_code == 303
    with app.app_context():
        assert db.session.query(Bulletin).count() == 1


def test_the_sixth_word_of_a_day_is_refused_and_its_draft_kept(app, square, karima):
    for _ in range(5):
        square.word()
    karima.post(WRITE, data={"topic": "lost"})
    karima.post(f"{WRITE}/texte", data=TEXT)
    refused = karima.post(f"{WRITE}/apercu")
    assert refused.status_code == 409
    assert "cinq fois au quartier en un jour" in refused.text
    assert draft_of(app, square.karima)["title"] == TEXT["title"]


def test_a_photo_is_kept_shown_to_readers_and_gone_once_removed(app, square, karima, jpeg, marcel):
    karima.post(WRITE, data={"topic": "lost"})
    assert send_photo(karima, jpeg).status_code == 303
    (photo,) = draft_of(app, square.karima)["photos"]
    name = name_of(photo)
    assert karima.get(f"{WRITE}/photo/{name}").status_code == 200
    assert marcel.get(f"{WRITE}/photo/{name}").status_code == 404
    path = karima.post(f"{WRITE}/apercu").location
    assert f"{path}/photo/{name}" in karima.get(path).text
    assert marcel.get(f"{path}/photo/{name}").content_type == "image/webp"
    assert marcel.get(f"{path}/photo/0{name}").status_code == 404
    changed = karima.post(f"{path}/modifier", data={**TEXT, f"drop-{name}": "y"})
    assert changed.status_code == 303
    with app.app_context(), pytest.raises(NothingStored):
        storage().get(photo["key"])


def test_beginning_again_asks_first_and_forgets_the_draft(app, square, karima):
    karima.post(WRITE, data={"topic": "lost"})
    karima.post(f"{WRITE}/texte", data=TEXT)
    assert "effacé pour de bon" in karima.get(f"{WRITE}/recommencer").text
    assert draft_of(app, square.karima)
    karima.post(f"{WRITE}/recommencer")
    assert not draft_of(app, square.karima)
