"""Putting a thing on the shelf page by page, without JavaScript."""

from io import BytesIO

import pytest

from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.drafts import Draft
from neighbourhood.foundation.storing.pictures import name_of
from neighbourhood.loans.models.items import Condition, Item
from neighbourhood.places.models import Reach
from tests.support.carried import carried

ADD = "/prets/ajouter"
THING = {"title": "Une perceuse", "category": "tools"}
TEXT = {"condition": "worn", "body": "Avec ses mèches.", "worth": "une quarantaine d’euros"}
TERMS = {"days": "3", "renewals": "0", "deposit": "", "reach": "building"}
PAGES = (("", THING), ("/objet", TEXT), ("/regles", TERMS), ("/apercu", {}))


def draft_of(app, who) -> dict:
    with app.app_context():
        return drafts.answers_of(drafts.Sheet(who.id, "item"))


def walk(client, pages=PAGES):
    for step, data in pages:
        sent = client.post(ADD + step, data=data)
        assert sent.status_code == 303, sent.text
    return sent


def test_three_short_pages_and_a_preview_lead_to_a_thing(app, karima):
    for step, data in PAGES:
        assert "Étape" in karima.get(ADD + step).text
        sent = karima.post(ADD + step, data=data)
        assert sent.status_code == 303
    with app.app_context():
        item = db.session.query(Item).one()
        assert (item.title, item.category, item.condition) == (*THING.values(), Condition.WORN)
        assert (item.days, item.renewals, item.reach) == (3, 0, Reach.BUILDING)
        assert (item.worth, item.path) == (TEXT["worth"], sent.location)
        assert db.session.query(Draft).count() == 0
    page = karima.get(sent.location).text
    assert "une quarantaine d’euros" in page
    assert "aucune, c’est gratuit" in page


def test_a_step_left_out_is_asked_for(karima):
    assert karima.get(f"{ADD}/apercu").location.startswith(ADD)
    strange = {**THING, "category": "lifts"}
    assert karima.post(ADD, data=strange).status_code == 422
    assert karima.get(f"{ADD}/apercu").location.partition("?")[0] == ADD
    walk(karima, PAGES[:1])
    assert karima.get(f"{ADD}/apercu").status_code == 200


@pytest.mark.parametrize("wrong", [{"days": "61"}, {"days": "0"}, {"renewals": "6"}, {"days": "x"}])
def test_terms_that_make_no_sense_are_asked_again_and_kept(app, shelf, karima, wrong):
    walk(karima, PAGES[:2])
    page = karima.post(f"{ADD}/regles", data={**TERMS, **wrong})
    assert page.status_code == 422
    assert draft_of(app, shelf.karima).items() >= wrong.items()


def test_the_preview_says_who_may_ask_and_what_the_words_show(karima):
    telephone = {**TEXT, "body": "Appelez le 06 12 34 56 78."}
    walk(karima, (("", THING), ("/objet", telephone), ("/regles", TERMS)))
    page = karima.get(f"{ADD}/apercu").text
    assert "Qui peut le demander" in page
    assert "Le reste du quartier" in page
    assert "Envoyer quand même" in page


def test_pressed_twice_it_is_put_up_once(app, karima):
    walk(karima, PAGES[:3])
    form = carried(karima.get(f"{ADD}/apercu"))
    for _ in range(2):
        assert karima.post(f"{ADD}/apercu", data=form).status_code == 303
    with app.app_context():
        assert db.session.query(Item).count() == 1


def test_photos_are_kept_shown_to_readers_and_gone_once_removed(app, shelf, karima, jpeg, marcel):
    walk(karima, PAGES[:1])
    fields = {**TEXT, "photos": [(BytesIO(jpeg), "une.jpg"), (BytesIO(jpeg), "deux.jpg")]}
    sent = karima.post(f"{ADD}/objet", data=fields, content_type="multipart/form-data")
    assert sent.status_code == 303
    kept, dropped = draft_of(app, shelf.karima)["photos"]
    name, gone = name_of(kept), name_of(dropped)
    assert karima.get(f"{ADD}/photo/{name}").status_code == 200
    assert marcel.get(f"{ADD}/photo/{name}").status_code == 404
    karima.post(f"{ADD}/objet", data={**TEXT, f"description-{name}": "La perceuse"})
    path = walk(karima, (("/regles", {**TERMS, "reach": "quartier"}), ("/apercu", {}))).location
    assert "La perceuse" in marcel.get(path).text
    assert marcel.get(f"{path}/photo/{name}").content_type == "image/webp"
    form = {**THING, **TEXT, **TERMS, f"drop-{gone}": "y"}
    assert karima.post(f"{path}/modifier", data=form).status_code == 303
    assert marcel.get(f"{path}/photo/{gone}").status_code == 404
    with app.app_context(), pytest.raises(NothingStored):
        storage().get(dropped["key"])


def test_beginning_again_asks_first_and_forgets_the_draft(app, shelf, karima):
    walk(karima, PAGES[:2])
    assert "effacé pour de bon" in karima.get(f"{ADD}/recommencer").text
    assert draft_of(app, shelf.karima)
    karima.post(f"{ADD}/recommencer")
    assert not draft_of(app, shelf.karima)
